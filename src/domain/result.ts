/** A value with meaning, or the reason why the text is not one. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };
