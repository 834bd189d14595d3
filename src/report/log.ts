import type { Cell, Report, Section } from './report.ts';

/** A report as lines of a log: facts, then each section. */
export function logReport(report: Report): readonly string[] {
  return [...report.facts.map(([name, value]) => `${name}: ${plain(value)}`), ...report.sections.flatMap(section)];
}

function section(part: Section): readonly string[] {
  switch (part.kind) {
    case 'note':
      return [part.text];
    case 'log':
      return [`${part.title}:`, ...part.lines.map((line) => `  ${line}`)];
    case 'part':
      return [`${part.report.title}: ${part.report.result}`, ...logReport(part.report).map((line) => `  ${line}`)];
    case 'table':
      return part.rows.length === 0
        ? []
        : [`${part.title}:`, ...aligned([part.columns, ...part.rows]).map((line) => `  ${line}`)];
  }
}

function aligned(rows: readonly (readonly Cell[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.min(60, Math.max(...rows.map((row) => plain(row[column] ?? '').length))),
  );
  return rows.map((row) =>
    row
      .map((value, column) => plain(value).padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function plain(value: Cell): string {
  return typeof value === 'object' ? `${value.text} ${value.url}` : String(value);
}
