import { withinTime } from '../time-limit.ts';

/** What a pattern of a suite finds in a text; `problem` says why it could not be searched for. */
export type PatternSearch =
  | { readonly kind: 'match'; readonly match: RegExpExecArray }
  | { readonly kind: 'no-match' }
  | { readonly kind: 'problem'; readonly reason: string };

/** Searches for real take some milliseconds; one that takes longer walks through all ways of an ambiguous pattern. */
const searchMilliseconds = 500;

/**
 * Searches a served text with a regular expression of the suite. Neither is ours: together they may take for ever, so the
 * search has a time limit. To demand patterns without ambiguity would refuse most of those that people write.
 */
export function searched(pattern: string, text: string): PatternSearch {
  const expression = compiled(pattern);
  if (typeof expression === 'string') return { kind: 'problem', reason: expression };
  const search = withinTime(searchMilliseconds, () => expression.exec(text));
  if (!search) return { kind: 'problem', reason: `the search was stopped after ${searchMilliseconds} ms` };
  return search.value ? { kind: 'match', match: search.value } : { kind: 'no-match' };
}

/** A captured value may have made something else of it; the message of the engine would show that value. */
function compiled(pattern: string): RegExp | string {
  try {
    return new RegExp(pattern);
  } catch {
    return 'Invalid regular expression with the values that were put in; a value is escaped nowhere';
  }
}
