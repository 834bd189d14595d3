/** How long to wait before CloudFront is asked again: an invalidation takes from five seconds to some minutes. */
export function pauseMilliseconds(attempt: number): number {
  return Math.min(1_000 * 2 ** attempt, 10_000);
}
