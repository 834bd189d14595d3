import { entryOf, type Problem } from '../../../located-yaml/node.ts';
import { readYaml } from '../../../located-yaml/read.ts';
import { type Suite, suiteShape } from './suite.ts';

/** Reads a suite, or lists all its mistakes. `file` is its name in messages. */
export function parseSuite(
  file: string,
  source: string,
): { readonly suite: Suite } | { readonly problems: readonly Problem[] } {
  const root = readYaml(file, source);
  if ('reason' in root)
    return { problems: [{ ...root, reason: `this is not valid YAML: ${root.reason}. ${root.next}` }] };
  const problems: Problem[] = [];
  const read = suiteShape.read(root, problems);
  if (!read || problems.length > 0) return { problems };
  const { name, variables = {}, sessions = [], checks } = read.value;
  const variablesNode = root.kind === 'mapping' ? entryOf(root, 'variables')?.value : undefined;
  return { suite: { file, name, variables, sessions, checks, variablesNode } };
}
