import type { Place } from '../../../located-yaml/node.ts';
import type { Finding, Flaw } from '../expect/finding.ts';

/** A finding with its line in the suite. */
export interface PlacedFinding extends Finding {
  readonly place: Place;
}

/** What attempts saw for a while: `attempts` times in a row the same. */
export interface Stretch {
  /** Since the check began. */
  readonly fromMilliseconds: number;
  readonly untilMilliseconds: number;
  readonly attempts: number;
  readonly seen: string;
}

interface Checked {
  readonly suite: string;
  readonly name: string;
  readonly place: Place;
  readonly milliseconds: number;
}

/** How a check, or a request that cleans up, ended. */
export type CheckResult =
  | (Checked & {
      readonly status: 'passed';
      readonly stretches: readonly Stretch[];
      /** What is worth knowing, and no failure. */
      readonly notes?: readonly string[] | undefined;
    })
  | (Checked & {
      readonly status: 'failed';
      readonly findings: readonly PlacedFinding[];
      readonly stretches: readonly Stretch[];
      readonly curl: string | undefined;
      readonly safeToRollback: boolean;
    })
  | (Checked & { readonly status: 'skipped'; readonly reason: string });

export type FailedCheck = Extract<CheckResult, { status: 'failed' }>;

/** What the run of a suite, or of all, came to. */
export interface Results {
  readonly checks: readonly CheckResult[];
  readonly cleanUps: readonly CheckResult[];
  /** Why checks were skipped: the job was cancelled, or a deadline passed. */
  readonly stopped: string | undefined;
}

/** A finding in one sentence. */
export function sentence({ subject, expected, actual, advice }: Flaw): string {
  return `${subject}: expected ${expected}, got ${actual}.${advice ? ` ${advice}` : ''}`;
}
