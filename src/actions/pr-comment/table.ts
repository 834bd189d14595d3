import type { Cell, Section } from '../../report/report.ts';

/** A table with its first rows, and how many are left out; a long one is folded. */
export function table(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  maxRows: number,
  fold: 'open' | 'closed' | 'by length' = 'by length',
): readonly Section[] {
  if (rows.length === 0) return [];
  const collapsed = fold === 'closed' || (fold === 'by length' && rows.length > 10);
  const shown = rows.slice(0, maxRows);
  const left = rows.length - shown.length;
  const more = {
    kind: 'note',
    text: `${title}: ${shown.length > 0 ? `and ${left} more` : `${left}, too many to show`}.`,
  };
  return [
    ...(shown.length === 0 ? [] : [{ kind: 'table', title, columns, rows: shown, collapsed } as const]),
    ...(left === 0 ? [] : [more as Section]),
  ];
}
