import { spansOf } from './cell.ts';
import type { Cell, Link, Span } from './report.ts';

/** How the text of a value is written: for Markdown, or for HTML within it. */
export interface Writer {
  text(text: string): string;
  link(text: string, url: string): string;
}

/** A value on one line: its text escaped, its code as code, its links as links. */
export function inline(cell: Cell, writer: Writer): string {
  return spansOf(cell)
    .map((span) => spanInline(span, writer))
    .join('');
}

function spanInline(span: Span, writer: Writer): string {
  if (typeof span !== 'object') return sentence(String(span), writer);
  if ('code' in span) return code(span.code, writer);
  return isWebAddress(span)
    ? writer.link(sentence(span.text, writer), linkTarget(span.url))
    : sentence(span.text, writer);
}

function isWebAddress({ url }: Link): boolean {
  return /^https?:\/\//.test(url);
}

/** What stands between two backticks of a line is code; of a commit or a digest in a sentence, its beginning is shown. */
function sentence(text: string, writer: Writer): string {
  return text
    .split(/(`[^`\r\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1), writer) : writer.text(withShortHashes(part))))
    .join('');
}

function withShortHashes(text: string): string {
  return text.replace(/\b([0-9a-f]{12})(?:[0-9a-f]{52}|[0-9a-f]{28})\b/g, '$1');
}

/** An element and no backticks: what it holds is escaped like any other text. */
function code(text: string, writer: Writer): string {
  return text === '' ? '' : `<code>${writer.text(text)}</code>`;
}

/** What would end the link or the table cell is percent-encoded; what is encoded already stays as it is. */
function linkTarget(url: string): string {
  return url
    .toWellFormed()
    .replace(/[^\x21-\x7e]|["<>\\^`{|}[\]()]/gu, (character) =>
      /[()]/.test(character) ? `%${character.charCodeAt(0).toString(16)}` : encodeURIComponent(character),
    );
}
