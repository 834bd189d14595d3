import type { Captured } from '../capture.ts';
import type { Finding } from '../expect/finding.ts';

/** What one try of a check saw; it holds when there are no findings. */
export interface Attempt {
  readonly findings: readonly Finding[];
  readonly captured: ReadonlyMap<string, Captured>;
  /** The request as a command that can be tried by hand. */
  readonly curl?: string | undefined;
}

export function attempt(findings: readonly Finding[]): Attempt {
  return { findings, captured: new Map() };
}
