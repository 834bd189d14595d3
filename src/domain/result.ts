/** A value with meaning, or the reason why the text is not one. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export function parsed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refused(reason: string): Result<never> {
  return { ok: false, reason };
}
