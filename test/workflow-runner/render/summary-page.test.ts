import { expect, test } from '@jest/globals';
import { parse } from 'parse5';
import type { RunResult } from '../run-result.ts';
import { createConsoleLog } from './console-log.ts';
import { renderMarkdown } from './markdown.ts';
import { renderSummaryPage } from './summary-page.ts';

const result: Omit<RunResult, 'attempt'> = {
  workflow: 'deploy <b>',
  conclusion: 'failure',
  seconds: 75,
  outputs: {},
  artifacts: [{ name: 'site', files: [{ path: 'index.html', sizeBytes: 2048 }] }],
  summaries: [{ job: 'deploy / site', step: 'sync', markdown: '### Site\n\n| a | b |\n|---|---|\n| 1 | 2 |\n' }],
  jobs: [
    {
      id: 'site',
      name: 'deploy / site',
      runsOn: undefined,
      environment: { name: 'dev', url: 'https://dev.example.com/?a="b', deployment: true },
      outcome: 'failure',
      conclusion: 'failure',
      permissions: {},
      outputs: {},
      seconds: 3.21,
      steps: [
        {
          name: 'sync',
          id: undefined,
          outcome: 'failure',
          conclusion: 'failure',
          outputs: {},
          seconds: 1,
          log: [],
          summary: '',
          annotations: [{ level: 'error', title: 'No bucket', message: '<script>alert(1)</script>' }],
          artifactReferences: [],
        },
      ],
    },
  ],
};

test('the page shows jobs, environments, annotations, summaries and artifacts', () => {
  const page = renderSummaryPage(result);
  expect(page).toContain('<h3>Site</h3>');
  expect(page).toContain('<td>2</td>');
  expect(page).toContain('Failed in 1 min 15 s · 1 job');
  expect(page).toContain('<a href="https://dev.example.com/?a=&quot;b">dev</a>');
  expect(page).toContain('1 file</td><td>2 KiB');
  expect(page).not.toMatch(/<script|<b>/);
  const errors: string[] = [];
  parse(page, { onParseError: ({ code }) => errors.push(code) });
  expect(errors).toEqual([]);
});

test('a timeline is drawn without a script', () => {
  const summary =
    '```mermaid\ngantt\n  section A <b>\n  2 s :crit, 2026-01-01T00:00:01.000, 2026-01-01T00:00:03.000\n```\n';
  const page = renderSummaryPage({ ...result, summaries: [{ job: 'a', step: 'b', markdown: summary }] });
  expect(page).toContain('<div class="bar crit" style="margin-left:0.00%;width:100.00%"></div>');
  expect(page).not.toMatch(/gantt\n|<b>/);
});

test.each([
  ['<script>alert(1)</script>', 'script'],
  ['<img src=x onerror=alert(1)>', 'onerror'],
  ['[a](javascript:alert(1))', 'javascript:'],
  ['<a href="java&#10;script:alert(1)">x</a>', 'script:'],
  ['<details ontoggle=alert(1) open>x</details>', 'ontoggle'],
  ['<iframe src="https://example.com"></iframe>', 'iframe'],
  ['<style>body{display:none}</style>', 'display'],
  ['<svg><a xlink:href="javascript:alert(1)">x</a></svg>', 'javascript:'],
])('%j is made safe', (markdown, danger) => {
  expect(renderMarkdown(markdown)).not.toContain(danger);
});

test('details, code and alerts are kept', () => {
  expect(renderMarkdown('<details><summary>More</summary>\n\n`code`\n\n</details>')).toContain(
    '<summary>More</summary>',
  );
  expect(renderMarkdown('> [!WARNING]\n> Mind *this*.')).toContain(
    '<blockquote class="alert-warning"><p><strong>Warning</strong></p>\n<p>Mind <em>this</em>.</p>',
  );
  expect(renderMarkdown('> just a quote')).toContain('<blockquote>\n<p>just a quote</p>');
});

test('the console log has a heading per step and readable marks', () => {
  let text = '';
  const log = createConsoleLog((part) => {
    text += part;
  });
  const lines = ['##[group]Run x', 'in', '##[endgroup]', '##[error]broken'];
  for (const line of lines) log({ job: 'a', step: 's', line });
  log({ job: 'b', step: 's', line: 'other' });
  expect(text).toBe('\na › s\n  ▸ Run x\n  in\n  Error: broken\n\nb › s\n  other\n');
});
