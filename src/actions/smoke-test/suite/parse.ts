import type { Problem } from './located.ts';
import { locatedYaml } from './located.ts';
import { type Suite, suiteShape } from './suite.ts';

/** Reads a suite, or tells all that is wrong with it. `file` is its name in messages. */
export function parseSuite(
  file: string,
  source: string,
): { readonly suite: Suite } | { readonly problems: readonly Problem[] } {
  const root = locatedYaml(file, source);
  if ('reason' in root) return { problems: [root] };
  const problems: Problem[] = [];
  const read = suiteShape.read(root, problems);
  if (!read || problems.length > 0) return { problems };
  const { name, variables = {}, sessions = [], checks } = read.value;
  return { suite: { file, name, variables, sessions, checks } };
}
