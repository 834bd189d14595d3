import type { Answer } from '../../actions/smoke-test/support/server.ts';

/**
 * An assertion as Hurl writes it, and what a suite of ours expects instead; where a suite has no words for it, the reason.
 * `differs` says why both verdicts are not the same.
 */
export type Assertion =
  | readonly [hurl: string, ours: string]
  | readonly [hurl: string, ours: string, differs: string]
  | { readonly hurl: string; readonly without: string };

/** Assertions about one response. */
export interface Scenario {
  /** Also its path. */
  readonly name: string;
  readonly answer: Answer;
  /** Other addresses that redirects lead to, below the path. */
  readonly more?: Readonly<Record<string, Answer>>;
  readonly follow?: boolean;
  /** Where ours stands: below `expect.json`, or below `expect`. */
  readonly below: 'json' | 'expect';
  readonly assertions: readonly Assertion[];
}

/** Variables that assertions may use, in both. */
export const variables = { five: '5', four: '4', clinic: 'north', at: '1' } as const;
