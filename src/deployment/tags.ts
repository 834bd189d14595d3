import type { FieldChange } from './fields.ts';

/** The tags that are to be put, sorted by name; those that are not named stay. */
export function tagFields(
  wanted: readonly { readonly name: string; readonly value: string }[],
  present: Readonly<Record<string, string>>,
): readonly FieldChange[] {
  return wanted
    .filter(({ name, value }) => present[name] !== value)
    .map(({ name, value }) => ({ field: `tag ${name}`, before: present[name] ?? '', after: value }))
    .toSorted((a, b) => (a.field < b.field ? -1 : 1));
}
