import { entryOf, type MappingNode, writtenValue, type YamlNode } from '../located-yaml/node.ts';

/** Names of the variables that the config file gives to the backend of an environment, whatever its target; no values. */
export function variableNames(document: MappingNode, environment: string): readonly string[] {
  const environments = entryOf(document, 'environments')?.value;
  const places = [entryOf(document, 'defaults')?.value, valueAt(environments, environment)];
  const backends = places.flatMap((place) =>
    place?.kind === 'mapping' ? place.entries.filter(({ key }) => key.startsWith('deploy-')) : [],
  );
  const given = backends.flatMap(({ value }) => [valueAt(value, 'env'), valueAt(value, 'secrets')]);
  const names = given.flatMap((node) => (node ? namesIn(writtenValue(node)) : []));
  return [...new Set(names)].filter((name) => /^[\w.-]+$/.test(name)).toSorted();
}

function valueAt(parent: YamlNode | undefined, key: string): YamlNode | undefined {
  return parent?.kind === 'mapping' ? entryOf(parent, key)?.value : undefined;
}

/** Keys of a map, or what stands before the `=` of each line. */
function namesIn(given: unknown): readonly string[] {
  if (typeof given === 'string') return namesIn(given.split('\n'));
  if (Array.isArray(given)) return given.map((line) => String(line).split('=')[0]?.trim() ?? '');
  return typeof given === 'object' && given !== null ? Object.keys(given) : [];
}
