import type { Result } from '../../domain/result.ts';

/** The release to find. Digits alone may be an id or the beginning of a commit. */
export type Selection =
  | { readonly kind: 'current' | 'previous' }
  | { readonly kind: 'named'; readonly id: number | undefined; readonly commit: string | undefined };

export function parseSelection(text: string): Result<Selection> {
  if (text === 'current' || text === 'previous') return { ok: true, value: { kind: text } };
  const id = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  const commit = /^[0-9a-f]{7,40}$/i.test(text) ? text.toLowerCase() : undefined;
  return id === undefined && commit === undefined
    ? { ok: false, reason: 'it is none of these' }
    : { ok: true, value: { kind: 'named', id, commit } };
}
