import type { Cell, Report, Section, Status } from './report.ts';

const marks: Readonly<Record<Status, string>> = { succeeded: '✅', unchanged: '🟰', planned: '📋', failed: '❌' };

/** A report as Markdown for a job summary or a comment. All values are escaped, since they may come from anybody. */
export function markdownReport(report: Report): string {
  return `${[`## ${marks[report.status]} ${escape(report.title)}`, ...body(report)].join('\n\n')}\n`;
}

function body({ result, facts, sections }: Report): readonly string[] {
  return [escape(result), factTable(facts), ...sections.map(section)].filter((part) => part !== '');
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
    case 'part': {
      const { status, title } = part.report;
      return details(`${marks[status]} ${title}`, body(part.report).join('\n\n'));
    }
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
  return /^https?:\/\//.test(value.url) ? `[${escape(value.text)}](${linkTarget(value.url)})` : escape(value.text);
}

/** What would end the link or the table cell is percent-encoded; what is encoded already stays as it is. */
function linkTarget(url: string): string {
  return url
    .toWellFormed()
    .replace(/[^\x21-\x7e]|["<>\\^`{|}[\]()]/gu, (character) =>
      /[()]/.test(character) ? `%${character.charCodeAt(0).toString(16)}` : encodeURIComponent(character),
    );
}

/** Text as Markdown that shows exactly that text, on one line; at its start also what would begin a list or a rule, and no address in it becomes a link. */
export function escape(text: string): string {
  return text
    .replace(/[<>&"'\\`*_{}[\]()#+!|~@]|(?<=https?|ftp):(?=\/\/)|(?<=\bwww)\.|^[\s=-]+|(?<=^\d{1,9})\./gi, entities)
    .replace(/\r\n?|\n/g, '<br>');
}

/** Text as HTML, for where Markdown does not reach. */
function html(text: string): string {
  return text.replace(/[<>&"']/g, entities);
}

function entities(characters: string): string {
  return characters.replace(/[^\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
