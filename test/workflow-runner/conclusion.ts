/** How a step, a job or a run ended; the values of GitHub's `result`, `outcome` and `conclusion` contexts. */
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** The conclusion of a whole: failed if any part failed, cancelled if any was, skipped if all were. */
export function combineConclusions(parts: readonly Conclusion[]): Conclusion {
  if (parts.includes('failure')) return 'failure';
  if (parts.includes('cancelled')) return 'cancelled';
  return parts.length > 0 && parts.every((part) => part === 'skipped') ? 'skipped' : 'success';
}
