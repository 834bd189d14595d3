import type { Cell, Report, Section } from './report.ts';

/** A report whose every text has gone through `text`. */
export function redactedReport(report: Report, text: (text: string) => string): Report {
  const cell = (value: Cell): Cell => redactedCell(value, text);
  return {
    ...report,
    title: text(report.title),
    result: text(report.result),
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

function redactedCell(value: Cell, text: (text: string) => string): Cell {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? text(value) : { text: text(value.text), url: text(value.url) };
}

function redactedSection(section: Section, text: (text: string) => string): Section {
  switch (section.kind) {
    case 'table': {
      const rows = section.rows.map((row) => row.map((value) => redactedCell(value, text)));
      return { ...section, title: text(section.title), columns: section.columns.map(text), rows };
    }
    case 'log':
      return { ...section, title: text(section.title), lines: section.lines.map(text) };
    case 'note':
      return { ...section, text: text(section.text) };
    case 'part':
      return { ...section, report: redactedReport(section.report, text) };
  }
}
