import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escape } from '../../src/report/escape.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/report.ts';
import { renderMarkdown } from '../workflow-runner/render/markdown.ts';

const bare: Report = { title: 'Deploy', status: 'succeeded', result: 'Done.', facts: [], sections: [] };

/** Everything that Markdown or HTML could take for more than text. */
const hostile = [
  '<img src=x onerror=alert(1)>',
  '</pre></details><script>alert(1)</script>',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/pixel.png)',
  '`code` *bold* _it_ ~~no~~ # heading',
  'a | b | c',
  '&lt;b&gt; &amp; &#x41;',
  '@team please look at #12',
  'line one\nline two\r\nline three\rline four',
  '- item',
  '1. item',
  '    code',
  '---',
  '===',
  '\\*not escaped\\*',
  '<!-- BEGIN -->',
  'see https://evil.example/a) or www.evil.example.',
];

describe('escape', () => {
  test.each(hostile)('%j reads as that text, on one line, with no markup in it', (text) => {
    expect(shown(escape(text))).toBe(text.replace(/\r\n?|\n/g, '\n'));
    expect(markupIn(escape(text))).toEqual([]);
  });

  test.each(
    hostile,
  )('%j reads as that text when it is rendered as GitHub does, and nothing in it can be clicked', (text) => {
    const html = renderMarkdown(escape(text));
    expect(textOf(html)).toBe(oneSpace(text));
    expect(html.match(/<(?!\/?p>|br \/>)[^>]*>/g)).toBeNull();
  });

  test('so does any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shown(escape(text))).toBe(text.replace(/\r\n?|\n/g, '\n'));
        expect(markupIn(escape(text))).toEqual([]);
      }),
    );
  });

  test('any text of printable characters reads as it is when it is rendered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(textOf(renderMarkdown(escape(text)))).toBe(oneSpace(text));
      }),
    );
  });

  test('usual values stay readable', () => {
    expect(escape('clinic-dev: 12.5 s, 3 files')).toBe('clinic-dev: 12.5 s, 3 files');
  });
});

describe('markdownReport', () => {
  test('title, result, facts and sections in this order', () => {
    const report: Report = {
      ...{ title: 'Sync site', status: 'planned', result: 'Would upload 2 files.' },
      facts: [
        ['Release', 'abc'],
        ['Console', { text: 'open', url: 'https://console.aws.amazon.com/x?a=1&b=2#/y' }],
        ['Files', 2],
      ],
      sections: [
        { kind: 'note', text: 'and more' },
        { kind: 'table', title: 'Changes', columns: ['What', 'File'], rows: [['put', 'index.html']] },
        { kind: 'table', title: 'Many', columns: ['File'], rows: [['a']], collapsed: true },
        { kind: 'log', title: 'Events', lines: ['one', '  two'] },
      ],
    };
    expect(markdownReport(report)).toBe(`## 📋 Sync site

Would upload 2 files.

- **Release:** abc
- **Console:** [open](https://console.aws.amazon.com/x?a=1&b=2#/y)
- **Files:** 2

and more

### Changes

| What | File |
| --- | --- |
| put | index.<wbr>html |

<details><summary>Many</summary>

| File |
| --- |
| a |

</details>

<details><summary>Events</summary>

<pre>one
  two</pre>

</details>
`);
  });

  test.each([
    ['succeeded', '✅'],
    ['unchanged', '🟰'],
    ['planned', '📋'],
    ['failed', '❌'],
  ] as const)('%s is marked %s', (status, mark) => {
    expect(markdownReport({ ...bare, status })).toBe(`## ${mark} Deploy\n\nDone.\n`);
  });

  test.each(hostile)('a row of a table stays one row with its cells: %j', (text) => {
    const report: Report = {
      ...bare,
      sections: [
        { kind: 'table', title: text, columns: [text, 'b'], rows: [[text, { text, url: 'https://x.example/' }]] },
      ],
    };
    const rows = markdownReport(report)
      .split('\n')
      .filter((line) => line.startsWith('|') && !/^\|( ---)? \|/.test(line) && !line.startsWith('| ---'));
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row.split('|')).toHaveLength(4);
  });

  test.each(hostile)('a fact stays one item of the list: %j', (text) => {
    const html = renderMarkdown(
      markdownReport({ ...bare, facts: [[text, [text, { code: text }, { text, url: '' }]]] }),
    );
    expect(html.match(/<li>/g)).toHaveLength(1);
    expect(html.match(/<(?!\/?(?:h2|p|ul|li|strong|code)>|br \/>)[^>]*>/g)).toBeNull();
  });

  test.each(hostile)('a log line stays a line of text: %j', (text) => {
    const markdown = markdownReport({ ...bare, sections: [{ kind: 'log', title: text, lines: [text] }] });
    expect(markdown.match(/<(?!\/?(details|summary|pre|code)>)/g)).toBeNull();
    expect(markdown.match(/<pre>[^]*<\/pre>/)?.[0]).not.toContain('<code>');
    expect(markdown.match(/<\/details>/g)).toHaveLength(1);
  });
});

describe('a page that somebody reads', () => {
  const rendered = (report: Partial<Report>) => renderMarkdown(markdownReport({ ...bare, ...report }));

  test.each([
    ['a result', { result: 'Set `port`, and `env`.' }],
    ['a title', { title: 'Deploy `port` `env`' }],
    ['a fact', { facts: [['`port`', 'and `env`']] }],
    ['a note', { sections: [{ kind: 'note', text: '`port` and `env`' }] }],
    ['a cell', { sections: [{ kind: 'table', title: 'T', columns: ['`port`'], rows: [['`env`']] }] }],
    [
      'a folded table',
      { sections: [{ kind: 'table', title: '`port`', columns: ['A'], rows: [['`env`']], collapsed: true }] },
    ],
    ['a part', { sections: [{ kind: 'part', report: { ...bare, title: '`port`', result: '`env`' } }] }],
  ] as const)('what stands between backticks is code: %s', (_, report) => {
    const html = rendered(report);
    expect(html).not.toContain('`');
    expect([...html.matchAll(/<code>(.*?)<\/code>/g)].map(([, code]) => code)).toEqual(['port', 'env']);
  });

  test('a text that is code as a whole keeps its backticks, and markup in it is text', () => {
    const html = rendered({ facts: [['Statement', { code: 'DROP TABLE `users` -- **all** <b>' }]] });
    expect(html).toContain('<code>DROP TABLE `users` -- **all** &lt;b&gt;</code>');
  });

  test('of commits and digests in sentences the beginning is shown; in code they are whole', () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const digest = `sha256:${'9'.repeat(64)}`;
    const html = rendered({ result: `${commit} runs clinic@${digest}, by \`${commit}\`.` });
    expect(html).toContain(`0123456789ab runs clinic@sha256:999999999999, by <code>${commit}</code>.`);
  });

  test('a failed part is open, all others are folded', () => {
    const part = (title: string, status: Report['status']) =>
      ({ kind: 'part', report: { ...bare, title, status } }) as const;
    const html = rendered({
      sections: [part('a', 'succeeded'), part('b', 'failed'), part('c', 'planned'), part('d', 'unchanged')],
    });
    expect([...html.matchAll(/<details( open)?><summary>\S+ (\w)/g)].map(([, open, title]) => [title, open])).toEqual([
      ['a', undefined],
      ['b', ' open'],
      ['c', undefined],
      ['d', undefined],
    ]);
  });

  test('what is to be known of a failure comes before the other facts', () => {
    const trouble = {
      next: 'Do this.',
      serves: 'The image before.',
      firstError: { code: 'Error: no' },
      why: 'Because.',
    };
    const html = rendered({ status: 'failed', trouble, facts: [['Image', 'x']] });
    expect([...html.matchAll(/<li><strong>(.*?):<\/strong>/g)].map(([, name]) => name)).toEqual([
      'Why',
      'First error',
      'What serves now',
      'Next step',
      'Image',
    ]);
  });

  test('several mistakes in a message are a list of their own', () => {
    const html = rendered({ result: 'Two mistakes:\n  - a: wrong\n  - b: `wrong`', facts: [['Image', 'x']] });
    expect(html.match(/<ul>[^]*?<\/ul>/g)).toHaveLength(2);
    expect(html).toContain('<li>b: <code>wrong</code></li>');
  });
});

describe('links', () => {
  const linked = (url: string, text = 'open') => {
    const markdown = markdownReport({ ...bare, facts: [['Where', { text, url }]] });
    return /^- \*\*Where:\*\* (.*)$/m.exec(markdown)?.[1];
  };

  test('an address that is encoded already stays as it is', () => {
    const url = 'https://eu-west-1.console.aws.amazon.com/x?arn=arn%3Aaws%3Aapprunner%3A1%2Fa%23b&y=%25#logs/$252Faws';
    expect(linked(url)).toBe(`[open](${url})`);
  });

  test('what would end the link or the cell is encoded', () => {
    expect(linked('https://x.example/a(b)[c] d|e<f>"g"')).toBe(
      '[open](https://x.example/a%28b%29%5Bc%5D%20d%7Ce%3Cf%3E%22g%22)',
    );
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    ' https://x.example',
    'ftp://x',
    '//x.example',
    '',
  ])('%j is no address to link to: its text is shown alone', (url) => {
    expect(linked(url, 'open')).toBe('open');
  });

  test('any address gives one link, and nothing after it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (rest) => {
        expect(linked(`https://x.example/${rest}`)).toMatch(/^\[open\]\(https:\/\/x\.example\/[^\s()<>[\]|"`]*\)$/);
      }),
    );
  });
});

/** What a browser shows of HTML. */
function textOf(html: string): string {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  return oneSpace(text);
}

function oneSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What a browser shows of escaped text: entities and line breaks as characters. */
function shown(markdown: string): string {
  return markdown.replaceAll('<br>', '\n').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** Characters and line starts that Markdown or HTML would act on. */
function markupIn(markdown: string): readonly string[] {
  const rest = markdown.replaceAll('<br>', '').replace(/&#\d+;/g, 'x');
  return [...rest.matchAll(/[<>&"'\\`*_{}[\]()#+!|~@\r\n]|^[\s=-]|^\d{1,9}[.)]/g)].map(([found]) => found);
}
