import { parseJson } from '../../../domain/json.ts';
import { nearest } from '../../../located-yaml/nearest.ts';
import type { MappingNode, YamlNode } from '../../../located-yaml/node.ts';
import { readYaml } from '../../../located-yaml/read.ts';
import { type CheckedFile, type Finding, finding } from './finding.ts';

/** What a YAML file holds, or why it cannot be read. JSON that YAML does not take is JSON all the same: its places are not known. */
export function yamlMapping({ path, text }: CheckedFile): MappingNode | readonly Finding[] {
  const read: YamlNode | { readonly kind?: undefined; place: { line: number }; reason: string } = readYaml(path, text);
  if (read.kind === 'mapping') return read;
  if (read.kind !== undefined) return [finding('error', path, read.place.line, 'holds no keys with values')];
  if (parseJson(text) !== undefined) return [];
  return [finding('error', path, read.place.line, `is no YAML: ${read.reason}`)];
}

/** A warning for each key that nobody reads. */
export function unknownKeys({ entries }: MappingNode, known: readonly string[], what: string): readonly Finding[] {
  return entries
    .filter(({ key }) => !known.includes(key) && !key.startsWith('x-'))
    .map(
      ({ key, place }) => ({ kind: 'warning', place, text: `"${key}" is no ${what}${nearest(key, known)}` }) as const,
    );
}
