import { posix } from 'node:path';
import { messageOf } from '../../../errors.ts';
import { nearest } from '../../../located-yaml/nearest.ts';
import {
  entryOf,
  type MappingNode,
  type Problem,
  type ScalarNode,
  shownPlace,
  type YamlNode,
} from '../../../located-yaml/node.ts';
import { readYaml } from '../../../located-yaml/read.ts';
import { countedNodes, withParameters } from './parameters.ts';

/** Reads a file of the repository by its path, relative to the workspace. */
export type ReadText = (path: string) => Promise<string>;

/** More than these are no suite that a person keeps; fragments that use fragments make them fast. */
const maxValues = 100_000;
const maxUses = 1_000;

/** What a suite takes its fragments with. */
interface Taking {
  readonly read: ReadText;
  readonly problems: Problem[];
  /** Values and uses that may still be put in. */
  left: number;
  usesLeft: number;
}

/** A suite in which the checks of fragments stand in the place of each `use`; mistakes are added to `problems`. */
export async function withFragments(root: YamlNode, read: ReadText, problems: Problem[]): Promise<YamlNode> {
  if (root.kind !== 'mapping') return root;
  const taking: Taking = { read, problems, left: maxValues, usesLeft: maxUses };
  const entries = await Promise.all(
    root.entries.map(async (entry) =>
      entry.key === 'checks' ? { ...entry, value: await expanded(entry.value, [root.place.file], taking) } : entry,
    ),
  );
  return { ...root, entries };
}

/** `files` are those that are being read, from the suite on. */
async function expanded(checks: YamlNode, files: readonly string[], taking: Taking): Promise<YamlNode> {
  if (checks.kind !== 'sequence') return checks;
  const items: YamlNode[] = [];
  for (const item of checks.items) {
    const use = item.kind === 'mapping' ? entryOf(item, 'use') : undefined;
    if (item.kind === 'mapping' && use) items.push(...(await used(item, use.value, files, taking)));
    else items.push(item);
  }
  return { ...checks, items };
}

/** The checks of the fragment that an entry names. */
async function used(
  entry: MappingNode,
  use: YamlNode,
  files: readonly string[],
  taking: Taking,
): Promise<readonly YamlNode[]> {
  const { problems } = taking;
  const path = pathOf(use, problems);
  taking.usesLeft -= 1;
  if (taking.usesLeft === -1) problems.push({ place: use.place, reason: `it uses more than ${maxUses} fragments` });
  if (path === undefined || taking.usesLeft < 0) return [];
  if (files.includes(path)) {
    problems.push({ place: use.place, reason: `it uses itself: ${[...files, path].join(' uses ')}` });
    return [];
  }
  for (const { key, place } of entry.entries)
    if (key !== 'use' && key !== 'with')
      problems.push({ place, reason: `beside \`use\` stands only \`with\`, not "${key}"` });
  const fragment = await readFragment(path, use, taking);
  if (!fragment) return [];
  const parameters = parametersOf(fragment, entry, problems);
  const checks = withParameters(fragment.checks, parameters);
  taking.left -= countedNodes(checks);
  if (taking.left < 0) {
    problems.push({ place: use.place, reason: `with its fragments the suite has more than ${maxValues} values` });
    return [];
  }
  const all = await expanded(checks, [...files, path], taking);
  return all.kind === 'sequence' ? all.items : [];
}

/** Where the fragment stands: beside the file that names it, and in the repository. */
function pathOf(use: YamlNode, problems: Problem[]): string | undefined {
  const name = use.kind === 'scalar' ? use.text : '';
  const path = posix.normalize(posix.join(posix.dirname(use.place.file), name));
  if (name !== '' && !posix.isAbsolute(name) && !path.startsWith('..') && /\.ya?ml$/.test(name)) return path;
  const reason = 'it must be a YAML file of the repository, by its path from this file on';
  problems.push({ place: use.place, reason });
  return undefined;
}

interface Fragment {
  readonly path: string;
  /** Defaults by name; null where there is none. */
  readonly parameters: readonly (readonly [string, ScalarNode])[];
  readonly checks: YamlNode;
}

async function readFragment(path: string, use: YamlNode, { read, problems }: Taking): Promise<Fragment | undefined> {
  const source = await read(path).catch((error: unknown) => {
    problems.push({ place: use.place, reason: `${path} could not be read: ${messageOf(error)}` });
  });
  if (source === undefined) return undefined;
  const root = readYaml(path, source);
  if ('reason' in root) {
    problems.push({ ...root, reason: `this is not valid YAML: ${root.reason}. ${root.next}` });
    return undefined;
  }
  return fragmentOf(root, path, problems);
}

const fragmentKeys = ['description', 'parameters', 'checks'];

function fragmentOf(root: YamlNode, path: string, problems: Problem[]): Fragment | undefined {
  const checks = root.kind === 'mapping' ? entryOf(root, 'checks')?.value : undefined;
  if (root.kind !== 'mapping' || checks?.kind !== 'sequence') {
    problems.push({ place: root.place, reason: 'a fragment has `checks`, a list, and may have `parameters`' });
    return undefined;
  }
  for (const { key, place } of root.entries)
    if (!fragmentKeys.includes(key))
      problems.push({ place, reason: `unknown key "${key}" of a fragment${nearest(key, fragmentKeys)}` });
  return { path, parameters: scalarsOf(entryOf(root, 'parameters')?.value, problems), checks };
}

/** The values of the parameters: those given, and else their defaults. */
function parametersOf(
  { path, parameters }: Fragment,
  entry: MappingNode,
  problems: Problem[],
): ReadonlyMap<string, ScalarNode> {
  const given = scalarsOf(entryOf(entry, 'with')?.value, problems);
  const known = parameters.map(([name]) => name);
  for (const [name, { place }] of given)
    if (!known.includes(name))
      problems.push({ place, reason: `${path} has no parameter "${name}"${nearest(name, known)}` });
  const values = new Map([...parameters, ...given]);
  for (const [name, value] of values)
    if (value.value === null)
      problems.push({
        place: entry.place,
        reason: `${path} needs \`with: { ${name}: … }\` (${shownPlace(value.place)})`,
      });
  return values;
}

function scalarsOf(node: YamlNode | undefined, problems: Problem[]): readonly (readonly [string, ScalarNode])[] {
  if (node === undefined) return [];
  if (node.kind !== 'mapping') {
    problems.push({ place: node.place, reason: 'it must be names with values' });
    return [];
  }
  return node.entries.flatMap(({ key, place, value }) => {
    if (value.kind === 'scalar' && /^[A-Za-z_]\w*$/.test(key)) return [[key, value] as const];
    problems.push({ place, reason: `"${key}" must be a name, and its value a text, a number, true or false` });
    return [];
  });
}
