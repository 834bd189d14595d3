import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { markdownReport } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/report.ts';
import { mermaid } from '../support/machine.ts';
import { renderMarkdown } from '../workflow-runner/render/markdown.ts';
import { domOf } from './browser.ts';
import { gitHubPage } from './github-page.ts';
import { elements, pageOf } from './page-of.ts';

const phonePixels = 390;

/** A report with all of it unfolded, as wide as a phone. */
export function article(name: string, report: Report): string {
  const html = renderMarkdown(markdownReport(report)).replaceAll('<details>', '<details open>');
  return `<article class="markdown-body" title="${name}" style="width:${phonePixels}px;box-sizing:border-box">${html}</article>`;
}

/** The tables that do not fit, and the articles with anything else that does not, by their titles. */
export function tooWide(articles: string): readonly string[] {
  const script = `<script>
    const wide = [...document.querySelectorAll('table, article')].filter((each) => each.scrollWidth > each.clientWidth + 1);
    document.body.title = JSON.stringify(wide.map((each) => each.closest('article').title + ': ' + each.tagName + ' ' + each.scrollWidth + ' of ' + each.clientWidth + ' ' + each.textContent.trim().slice(0, 60)));
  </script>`;
  return resultOf(domOf(gitHubPage(articles, script)));
}

/** For each diagram why Mermaid does not draw it, or nothing. */
export function problemsOfDiagrams(diagrams: readonly string[]): readonly string[] {
  const script = `<script>${readFileSync(mermaid() ?? '', 'utf8')}</script><script type="module">
    const problems = [];
    mermaid.initialize({ startOnLoad: false });
    for (const [index, text] of ${JSON.stringify(diagrams).replaceAll('<', '\\u003c')}.entries()) {
      try {
        await mermaid.parse(text);
        const { svg } = await mermaid.render('diagram' + index, text);
        problems.push(svg.includes('rect') ? '' : 'It has no bars.');
      } catch (error) {
        problems.push(String(error) + text);
      }
    }
    document.body.title = JSON.stringify(problems);
  </script>`;
  return resultOf(domOf(gitHubPage('', script), 60_000));
}

/** What a page's script has left as the title of its body. */
function resultOf(html: string): readonly string[] {
  const [body] = elements(pageOf(html), 'body');
  return JSON.parse(body?.attributes['title'] ?? '["The script has not ended."]') as readonly string[];
}

/** Markdown as the parser that GitHub uses makes it to HTML. */
export function gitHubHtml(markdown: string): string {
  const program =
    'import sys,cmarkgfm;from cmarkgfm.cmark import Options as O;sys.stdout.write(cmarkgfm.github_flavored_markdown_to_html(sys.stdin.read(),options=O.CMARK_OPT_UNSAFE))';
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program], { input: markdown, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
