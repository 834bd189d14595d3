import { entryOf, type MappingNode, type YamlNode } from '../../../located-yaml/node.ts';
import type { CheckedFile, Finding } from './finding.ts';
import { unknownKeys, yamlMapping } from './yaml-file.ts';

/**
 * Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html; what is written in capitals goes
 * into the environment's CloudFormation template.
 */
const keys = [
  ...[
    'option_settings',
    'packages',
    'groups',
    'users',
    'sources',
    'files',
    'commands',
    'services',
    'container_commands',
  ],
  ...[
    'Resources',
    'Parameters',
    'Mappings',
    'Conditions',
    'Outputs',
    'Metadata',
    'Description',
    'AWSTemplateFormatVersion',
  ],
];

/** A file of `.ebextensions`. */
export function ebextensionsFindings(file: CheckedFile): readonly Finding[] {
  const read = yamlMapping(file);
  if (!('kind' in read)) return read;
  const settings = entryOf(read, 'option_settings')?.value;
  return [...unknownKeys(read, keys, 'key of a configuration file'), ...(settings ? settingsFindings(settings) : [])];
}

function settingsFindings(settings: YamlNode): readonly Finding[] {
  switch (settings.kind) {
    case 'mapping':
      return settings.entries
        .filter(({ key }) => !key.startsWith('aws:'))
        .map(({ key, place }) => warning(place, `"${key}" is no namespace of options, such as aws:autoscaling:asg`));
    case 'sequence':
      return settings.items.flatMap(itemFindings);
    case 'scalar':
      return settings.value === null ? [] : [warning(settings.place, 'option_settings holds no options')];
  }
}

const itemKeys = ['namespace', 'option_name', 'value', 'resource_name'];

function itemFindings(item: YamlNode): readonly Finding[] {
  if (item.kind !== 'mapping') return [warning(item.place, 'this option has no `option_name` and no `value`')];
  const missing = ['option_name', 'value'].filter((key) => !entryOf(item, key));
  const gaps =
    missing.length === 0 ? [] : [warning(item.place, `this option has no \`${missing.join('` and no `')}\``)];
  return [...unknownKeys(item, itemKeys, 'part of an option'), ...gaps];
}

function warning(place: MappingNode['place'], text: string): Finding {
  return { kind: 'warning', place, text };
}
