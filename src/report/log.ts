import { allFacts, plainText } from './cell.ts';
import { duration } from './duration.ts';
import type { Bar, Cell, Report, Section } from './report.ts';

/** A report as lines of a log: facts, then each section. */
export function logReport(report: Report): readonly string[] {
  return [
    ...allFacts(report).map(([name, value]) => `${name}: ${plainText(value)}`),
    ...report.sections.flatMap(section),
  ];
}

function section(part: Section): readonly string[] {
  switch (part.kind) {
    case 'note':
      return [part.text];
    case 'log':
      return [`${part.title}:`, ...part.lines.map((line) => `  ${line}`)];
    case 'part':
      return [`${part.report.title}: ${part.report.result}`, ...logReport(part.report).map((line) => `  ${line}`)];
    case 'timeline':
      return part.bars.length === 0
        ? []
        : [`${part.title}:`, ...aligned(part.bars.map(barRow)).map((line) => `  ${line}`)];
    case 'table':
      return part.rows.length === 0
        ? []
        : [`${part.title}:`, ...aligned([part.columns, ...part.rows]).map((line) => `  ${line}`)];
  }
}

function barRow({ name, begun, seconds, ending }: Bar): readonly Cell[] {
  return [begun.toISOString().slice(11, 19), name, duration(seconds), ending];
}

function aligned(rows: readonly (readonly Cell[])[]): readonly string[] {
  const texts = rows.map((row) => row.map((value) => onOneLine(plainText(value))));
  const widths = (texts[0] ?? []).map((_, column) =>
    Math.min(60, Math.max(...texts.map((row) => (row[column] ?? '').length))),
  );
  return texts.map((row) =>
    row
      .map((value, column) => value.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function onOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join(', ');
}
