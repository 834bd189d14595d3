import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { markdownReport } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/report.ts';
import { renderMarkdown } from '../workflow-runner/render/markdown.ts';

/** What no reader should see: markup that was not rendered, values that are none, whole hashes. */
export const stumblingBlocks =
  /`|(?<!\*)\*\*(?!\*)|&#\d+;|<\/?(?:code|wbr|br)\b|\bundefined\b|\bNaN\b|\[object |\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b/;

/** The texts of a report, rendered as GitHub does, in which something is shown that should not be. */
export function unreadable(report: Report): readonly string[] {
  return proseOf(renderMarkdown(markdownReport(report))).filter((text) => stumblingBlocks.test(text));
}

/** The texts of a page that are no code. */
export function proseOf(html: string): readonly string[] {
  const texts: string[] = [];
  const open: Tree.ChildNode[] = [...parseFragment(html).childNodes];
  for (let node = open.shift(); node; node = open.shift()) {
    if (node.nodeName === '#text') texts.push((node as Tree.TextNode).value);
    else if (!isCode(node) && 'childNodes' in node) open.unshift(...node.childNodes);
  }
  return texts.filter((text) => text.trim() !== '');
}

function isCode({ nodeName }: Tree.ChildNode): boolean {
  return nodeName === 'code' || nodeName === 'pre';
}
