import { entryOf, type Problem, type YamlNode } from '../../../located-yaml/node.ts';
import { readYaml } from '../../../located-yaml/read.ts';
import { type ReadText, withFragments } from './fragments.ts';
import { type Suite, suiteShape } from './suite.ts';

/** A suite, or all its mistakes. */
export type ParsedSuite = { readonly suite: Suite } | { readonly problems: readonly Problem[] };

/** Reads a suite with the fragments that it uses. `file` is its path in the repository, and its name in messages. */
export async function readSuite(file: string, read: ReadText): Promise<ParsedSuite> {
  const root = located(file, await read(file));
  if ('problems' in root) return root;
  const problems: Problem[] = [];
  const whole = await withFragments(root, read, problems);
  return suiteOf(file, whole, problems);
}

/** Reads a suite that uses no fragments. `file` is its name in messages. */
export function parseSuite(file: string, source: string): ParsedSuite {
  const root = located(file, source);
  return 'problems' in root ? root : suiteOf(file, root, []);
}

function located(file: string, source: string): YamlNode | { readonly problems: readonly Problem[] } {
  const root = readYaml(file, source);
  if (!('reason' in root)) return root;
  return { problems: [{ ...root, reason: `this is not valid YAML: ${root.reason}. ${root.next}` }] };
}

function suiteOf(file: string, root: YamlNode, problems: Problem[]): ParsedSuite {
  const read = suiteShape.read(root, problems);
  if (!read || problems.length > 0) return { problems };
  const { name, variables = {}, sessions = [], checks } = read.value;
  const variablesNode = root.kind === 'mapping' ? entryOf(root, 'variables')?.value : undefined;
  return { suite: { file, name, variables, sessions, checks, variablesNode } };
}
