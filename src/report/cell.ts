import type { Cell, Fact, Report, Span, Trouble } from './report.ts';

/** The pieces of a value, in order. */
export function spansOf(cell: Cell): readonly Span[] {
  return isSpan(cell) ? [cell] : cell;
}

function isSpan(cell: Cell): cell is Span {
  return !Array.isArray(cell);
}

/** A value as text, with the addresses of its links. */
export function plainText(cell: Cell): string {
  return spansOf(cell).map(spanText).join('');
}

function spanText(span: Span): string {
  if (typeof span !== 'object') return String(span);
  if ('code' in span) return span.code;
  return span.text === span.url || span.url === '' ? span.text : `${span.text} ${span.url}`;
}

/** The first address in it that something leads to. */
export function firstLink(cell: Cell): Cell | undefined {
  return spansOf(cell).find((span) => typeof span === 'object' && 'url' in span);
}

/** The facts of a report; those of a failure stand before all others. */
export function allFacts({ trouble = {}, facts }: Pick<Report, 'trouble' | 'facts'>): readonly Fact[] {
  const told = troubleNames.flatMap(([name, label]) => {
    const value = trouble[name];
    return value === undefined || value === '' ? [] : [[label, value] as const];
  });
  return [...told, ...facts];
}

const troubleNames = [
  ['why', 'Why'],
  ['firstError', 'First error'],
  ['serves', 'What serves now'],
  ['next', 'Next step'],
] as const satisfies readonly (readonly [keyof Trouble, string])[];
