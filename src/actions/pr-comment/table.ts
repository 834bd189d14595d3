import type { Cell, Columns, Section } from '../../report/report.ts';

/** Makes tables of at most so many rows, each with the number of rows that are left out. */
export function tablesOf(maxRows: number) {
  return (
    title: string,
    columns: Columns,
    rows: readonly (readonly Cell[])[],
    fold: Fold = 'by length',
  ): readonly Section[] => table({ title, columns, rows, fold }, maxRows);
}

/** Whether a table is shown or folded; `by length` folds a long one. */
type Fold = 'open' | 'closed' | 'by length';

interface Table {
  readonly title: string;
  readonly columns: Columns;
  readonly rows: readonly (readonly Cell[])[];
  readonly fold: Fold;
}

function table({ title, columns, rows, fold }: Table, maxRows: number): readonly Section[] {
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
