import { Marked, type Tokens } from 'marked';
import sanitizeHtml from 'sanitize-html';

/** GitHub's Markdown as safe HTML: tables, details and alerts are kept; scripts, styles and handlers are not. */
export function renderMarkdown(markdown: string): string {
  const marked = new Marked({ gfm: true, async: false, renderer: { blockquote: renderQuote } });
  return sanitizeHtml(String(marked.parse(markdown)), allowed);
}

/** What GitHub leaves in a summary, as far as reports use it. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...sanitizeHtml.defaults.allowedTags,
    'details',
    'summary',
    'img',
    'del',
    'ins',
    'input',
    'picture',
    'source',
  ],
  allowedAttributes: {
    '*': ['align', 'title', 'aria-label'],
    a: ['href'],
    details: ['open'],
    img: ['src', 'alt', 'width', 'height'],
    input: [{ name: 'type', values: ['checkbox'] }, 'checked', 'disabled'],
    source: ['srcset', 'media'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
  },
  allowedClasses: { blockquote: ['alert-*'], code: ['language-*'] },
  selfClosing: [...sanitizeHtml.defaults.selfClosing, 'wbr'],
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https', 'data'] },
};

const alertKinds = ['note', 'tip', 'important', 'warning', 'caution'] as const;

/** A quote that begins with `[!NOTE]` or one of its kin is an alert. */
function renderQuote(this: { parser: { parse(tokens: Tokens.Generic[]): string } }, quote: Tokens.Blockquote): string {
  const body = this.parser.parse(quote.tokens);
  const match = /^<p>\[!(?<kind>[A-Z]+)\]\s*(?:<br>)?\s*/.exec(body);
  const kind = alertKinds.find((candidate) => candidate === match?.groups?.kind?.toLowerCase());
  if (match === null || kind === undefined) return `<blockquote>\n${body}</blockquote>\n`;
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return `<blockquote class="alert-${kind}"><p><strong>${title}</strong></p>\n<p>${body.slice(match[0].length)}</blockquote>\n`;
}
