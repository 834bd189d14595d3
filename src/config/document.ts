import { UserError } from '../errors.ts';
import type { MappingNode } from '../located-yaml/node.ts';
import { readYaml } from '../located-yaml/read.ts';

/** Reads the text of a config file, or throws a UserError with file and line. */
export function readDocument(path: string, source: string): MappingNode {
  const root = readYaml(path, source);
  if ('reason' in root) {
    throw new UserError({
      what: `${path}:${root.place.line}:${root.column}: the config file is not valid YAML.`,
      why: `${root.reason}.`,
      next: root.next,
    });
  }
  if (root.kind === 'mapping') return root;
  throw new UserError({
    what: `${path}:1: the config file holds no environments.`,
    next: 'Start it with `environments:` and a name below it.',
  });
}
