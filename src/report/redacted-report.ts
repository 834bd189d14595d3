import { spansOf } from './cell.ts';
import type { Cell, Columns, Report, Section, Span, Trouble } from './report.ts';

/** A report whose every text has gone through `text`. */
export function redactedReport(report: Report, text: (text: string) => string): Report {
  const cell = (value: Cell): Cell => redactedCell(value, text);
  return {
    ...report,
    title: text(report.title),
    result: text(report.result),
    ...(report.trouble && { trouble: redactedTrouble(report.trouble, cell) }),
    facts: report.facts.map(([name, value]) => [name, cell(value)]),
    sections: report.sections.map((section) => redactedSection(section, text)),
    ...(report.annotations && {
      annotations: report.annotations.map((each) => ({
        ...each,
        title: text(each.title),
        message: text(each.message),
      })),
    }),
  };
}

function redactedTrouble(trouble: Trouble, cell: (value: Cell) => Cell): Trouble {
  return Object.fromEntries(
    Object.entries(trouble).map(([name, value]) => [name, value === undefined ? undefined : cell(value as Cell)]),
  );
}

function redactedCell(cell: Cell, text: (text: string) => string): Cell {
  const spans = spansOf(cell).map((span) => redactedSpan(span, text));
  return Array.isArray(cell) ? spans : (spans[0] ?? '');
}

function redactedSpan(span: Span, text: (text: string) => string): Span {
  if (typeof span === 'number') return span;
  if (typeof span === 'string') return text(span);
  return 'code' in span ? { code: text(span.code) } : { text: text(span.text), url: text(span.url) };
}

function redactedSection(section: Section, text: (text: string) => string): Section {
  switch (section.kind) {
    case 'table': {
      const rows = section.rows.map((row) => row.map((value) => redactedCell(value, text)));
      return { ...section, title: text(section.title), columns: section.columns.map(text) as unknown as Columns, rows };
    }
    case 'log':
      return { ...section, title: text(section.title), lines: section.lines.map(text) };
    case 'note':
      return { ...section, text: text(section.text) };
    case 'timeline':
      return {
        ...section,
        title: text(section.title),
        bars: section.bars.map((bar) => ({ ...bar, name: text(bar.name) })),
      };
    case 'part':
      return { ...section, report: redactedReport(section.report, text) };
  }
}
