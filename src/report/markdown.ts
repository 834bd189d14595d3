import { breakable } from './breakable.ts';
import { allFacts } from './cell.ts';
import { escape, html } from './escape.ts';
import { inline, type Writer } from './inline.ts';
import type { Cell, Fact, Report, Section, Status } from './report.ts';
import { mermaidTimeline } from './timeline.ts';

const marks: Readonly<Record<Status, string>> = { succeeded: '✅', unchanged: '🟰', planned: '📋', failed: '❌' };

/** A report as Markdown for a job summary or a comment. All values are escaped, since they may come from anybody. */
export function markdownReport(report: Report): string {
  return `${[`## ${marks[report.status]} ${line(report.title)}`, ...body(report, '###')].join('\n\n')}\n`;
}

type Heading = '###' | '####';

function body(report: Report, heading: Heading): readonly string[] {
  const parts = [
    paragraph(report.result),
    factList(allFacts(report)),
    ...report.sections.map((part) => section(part, heading)),
  ];
  return parts.filter((part) => part !== '');
}

/** Bullets and no table: on a phone, a value begins where there is room for it. */
function factList(facts: readonly Fact[]): string {
  return facts.map(([name, value]) => `- **${line(name)}:** ${line(value)}`).join('\n');
}

function section(part: Section, heading: Heading): string {
  switch (part.kind) {
    case 'note':
      return paragraph(part.text);
    case 'log':
      return details(inline(part.title, inHtml), `<pre>${part.lines.map(html).join('\n')}</pre>`, part.isOpen === true);
    case 'timeline':
      return part.bars.length === 0 ? '' : `\`\`\`mermaid\n${mermaidTimeline(part.title, part.bars)}\n\`\`\``;
    case 'part': {
      const { status, title } = part.report;
      const summary = `${marks[status]} ${inline(title, inHtml)}`;
      return details(summary, body(part.report, '####').join('\n\n'), status === 'failed');
    }
    case 'table':
      if (part.rows.length === 0) return '';
      return part.collapsed
        ? details(inline(part.title, inHtml), table(part), false)
        : `${heading} ${line(part.title)}\n\n${table(part)}`;
  }
}

function table({ columns, rows, code = [] }: Extract<Section, { kind: 'table' }>): string {
  const cellOf = (cell: Cell, column: number) =>
    inline(typeof cell === 'string' && code.includes(column) ? { code: cell } : cell, inCell);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(columns.map((column) => inline(column, inCell))),
    row(columns.map(() => '---')),
    ...rows.map((cells) => row(cells.map(cellOf))),
  ].join('\n');
}

function details(summary: string, content: string, isOpen: boolean): string {
  return `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** Lines that begin with a dash, as messages of several mistakes have, are a list; its bullets differ from those of the facts, which would else continue it. */
function paragraph(text: string): string {
  const [first = '', ...items] = text.split(/\r?\n {0,4}- /);
  return [line(first), ...(items.length === 0 ? [] : [items.map((item) => `* ${line(item)}`).join('\n')])].join('\n\n');
}

function line(cell: Cell): string {
  return inline(cell, inMarkdown);
}

const inMarkdown: Writer = { text: escape, link: (text, url) => `[${text}](${url})` };
const inCell: Writer = { ...inMarkdown, text: (text) => breakable(escape(text)) };
const inHtml: Writer = { text: html, link: (text, url) => `<a href="${html(url)}">${text}</a>` };
