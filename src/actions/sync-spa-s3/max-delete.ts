import type { Result } from '../../domain/result.ts';

/** The most that may be deleted: so many objects, or such a share of those that we own. */
export type MaxDelete =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'share'; readonly percent: number };

export function parseMaxDelete(text: string): Result<MaxDelete> {
  const [, digits, percent] = /^(\d{1,9})\s*(%)?$/.exec(text) ?? [];
  if (digits === undefined) return { ok: false, reason: 'it is neither' };
  if (!percent) return { ok: true, value: { kind: 'count', count: Number(digits) } };
  return Number(digits) <= 100
    ? { ok: true, value: { kind: 'share', percent: Number(digits) } }
    : { ok: false, reason: 'it is over 100 %' };
}

export function isWithin(max: MaxDelete, deletions: number, owned: number): boolean {
  return max.kind === 'count' ? deletions <= max.count : deletions * 100 <= max.percent * owned;
}
