import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { escapeHtml } from '../workflow-runner/render/escape-html.ts';

const css = readFileSync(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'), 'utf8');

/** Between the edge of a phone and the text of a summary, as GitHub's page has it. */
const marginPixels = 32;

/** Rendered Markdown in a page with GitHub's own style sheet. */
export function gitHubPage(html: string, scripts = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${css}</style>
<style>:root { color-scheme: light dark } body { margin: 0 } .markdown-body { padding: 16px ${marginPixels}px }</style>
</head>
<body class="markdown-body">
${html}
${scripts}
</body>
</html>`;
}

/** A page in a window of this width: headless browsers have none as narrow as a phone. */
export function framed(page: string, widthPixels: number, heightPixels: number): string {
  return `<!doctype html><html lang="en"><body style="margin:0">
<iframe srcdoc="${escapeHtml(page)}" width="${widthPixels}" height="${heightPixels}" style="border:0"></iframe>
</body></html>`;
}
