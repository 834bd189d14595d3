import type { Finding } from './finding.ts';
import type { Hiding } from './hiding.ts';
import type { Matcher, Mismatch } from './matcher.ts';

/** A finding about a part of `expect`. */
export function expectationFinding(
  at: readonly string[],
  subject: string,
  expected: string | Mismatch,
  actual: string,
): Finding {
  const flaw = typeof expected === 'string' ? { expected } : expected;
  return { at: ['expect', ...at], subject, ...flaw, actual };
}

/** The conditions as they may be read. */
export function shownMatcher(matcher: Matcher, { hiding }: { readonly hiding: Hiding }): Matcher {
  // What is hidden becomes another text, and all else keeps its shape.
  return hiding.json(matcher) as Matcher;
}
