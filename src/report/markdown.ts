import type { Cell, Report, Section, Status } from './report.ts';

const marks: Readonly<Record<Status, string>> = { succeeded: '✅', unchanged: '🟰', planned: '📋', failed: '❌' };

/** A report as Markdown for a job summary or a comment. All values are escaped: they may be anybody's words. */
export function markdownReport(report: Report): string {
  const parts = [
    `## ${marks[report.status]} ${escape(report.title)}`,
    escape(report.result),
    factTable(report.facts),
    ...report.sections.map(section),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function factTable(facts: Report['facts']): string {
  if (facts.length === 0) return '';
  return ['| | |', '| --- | --- |', ...facts.map(([name, value]) => `| **${escape(name)}** | ${cell(value)} |`)].join(
    '\n',
  );
}

function section(part: Section): string {
  switch (part.kind) {
    case 'note':
      return escape(part.text);
    case 'log':
      return details(part.title, `<pre>${part.lines.map(html).join('\n')}</pre>`);
    case 'table':
      return part.collapsed ? details(part.title, table(part)) : `### ${escape(part.title)}\n\n${table(part)}`;
  }
}

function table(part: Extract<Section, { kind: 'table' }>): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(part.columns.map(escape)),
    row(part.columns.map(() => '---')),
    ...part.rows.map((cells) => row(cells.map(cell))),
  ].join('\n');
}

function details(title: string, content: string): string {
  return `<details><summary>${html(title)}</summary>\n\n${content}\n\n</details>`;
}

function cell(value: Cell): string {
  if (typeof value !== 'object') return escape(String(value));
  return /^https?:\/\//.test(value.url)
    ? `[${escape(value.text)}](${encodeURI(decoded(value.url)).replace(/[()|]/g, encodeURIComponent)})`
    : escape(value.text);
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

/** Text as Markdown that shows exactly that text, on one line. */
export function escape(text: string): string {
  return html(text)
    .replace(/[\\`*_{}[\]()#+!|~@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/\r?\n/g, '<br>');
}

function html(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
