import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markdownReport } from '../../src/report/markdown.ts';
import type { Bar, Report } from '../../src/report/report.ts';
import { mermaidTimeline } from '../../src/report/timeline.ts';
import { describeWith } from '../support/requires.ts';
import { renderMarkdown } from '../workflow-runner/render/markdown.ts';
import { article, gitHubHtml, problemsOfDiagrams, tooWide } from './asked.ts';
import { elements, type PageElement, pageOf } from './page-of.ts';
import { type PlayedReports, playReports } from './played-reports.ts';
import { proseOf, stumblingBlocks, unreadable } from './readable.ts';

describeWith('postgres', 'the pages that people see', () => {
  let reports: PlayedReports;
  beforeAll(async () => {
    reports = await playReports();
  }, 300_000);

  function reportOf(name: string): Report {
    const found = reports.get(name);
    if (!found) throw new Error(`Nothing was played as ${name}.`);
    return found;
  }

  const page = (name: string): PageElement => pageOf(renderMarkdown(markdownReport(reportOf(name))));
  /** The names of the facts below the headline, each with the addresses that it leads to. */
  const headline = (name: string) => {
    const [list] = elements(page(name), 'ul');
    const items = list ? elements(list, 'li') : [];
    return new Map(
      items.map((item) => [
        elements(item, 'strong')[0]?.text.replace(/:$/, ''),
        elements(item, 'a').map(({ attributes }) => attributes['href']),
      ]),
    );
  };

  test('a release leads to its commits, to what differs between them, to its site, its API and its maker', () => {
    const facts = headline('next');
    const [one, two] = ['1'.repeat(40), '2'.repeat(40)];
    const repository = 'https://github.com/acme/clinic';
    expect(facts.get('Release')).toEqual([
      `${repository}/commit/${one}`,
      `${repository}/commit/${two}`,
      `${repository}/compare/${one}...${two}`,
    ]);
    expect(facts.get('Site')).toEqual([expect.stringMatching(/^http/)]);
    expect(facts.get('API')).toEqual([expect.stringMatching(/^http/)]);
    expect(facts.get('By')).toEqual(['https://github.com/somebody']);
    expect(page('next').text).toMatch(/somebody in [\d.]+ s, until \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  });

  test('an image in ECR leads to its page in the console', () => {
    const [address] = headline('recorded').get('Image') ?? [];
    expect(address).toBe(
      `https://eu-central-1.console.aws.amazon.com/ecr/repositories/private/111111111111/clinic/_/image/sha256:${'9'.repeat(64)}/details?region=eu-central-1`,
    );
  });

  test.each([
    'first',
    'next',
    'unchanged',
    'one-file',
    'plan',
    'rollback',
    'comment',
  ])('%s: every section is folded', (name) => {
    expect(elements(page(name), 'details').length).toBeGreaterThan(2);
    expect(elements(page(name), 'details').filter(({ attributes }) => 'open' in attributes)).toEqual([]);
  });

  test.each([
    ['backend-failed', 'Backend', 'Error: listen EADDRINUSE: address already in use'],
    ['smoke-failed', 'Smoke test', 'values can be read: status: expected 200, got 500'],
    ['migration-failed', 'Database', 'syntax error'],
  ])('%s: the section of the stage that failed is open, with its first error; the others are folded', (name, stage, error) => {
    const parts = page(name).children.filter(({ tag }) => tag === 'details');
    const open = parts.filter(({ attributes }) => 'open' in attributes);
    expect(parts.length).toBeGreaterThan(open.length);
    expect(open.map((part) => elements(part, 'summary')[0]?.text)).toEqual([expect.stringContaining(stage)]);
    expect(open[0]?.text).toContain(error);
    expect(open[0]?.text).toContain('Next step:');
    expect([...headline(name).keys()].slice(0, 2)).toEqual([expect.any(String), 'What serves now']);
  });

  test('what serves after a rollback is said at the top, with its image and site', () => {
    const [list] = elements(page('smoke-failed'), 'ul');
    expect(list?.text).toMatch(
      /What serves now: The release before, restored and checked, image clinic@sha256:[0-9a-f]{12}, site 222222222222\./,
    );
  });

  test('the number of files is said in words', () => {
    expect(page('one-file').text).toContain('1 file was uploaded');
    expect(page('plan').text).toContain('Would apply 1 file');
    expect(page('comment').text).toContain('apply 1 migration');
  });

  test('there is a timeline where something was done, and none of a plan or of a run that changed nothing', () => {
    const timelines = [...reports].filter(([, { sections }]) => sections.some(({ kind }) => kind === 'timeline'));
    expect(timelines.map(([name]) => name)).toEqual(
      expect.arrayContaining(['first', 'next', 'backend-failed', 'smoke-failed', 'rollback']),
    );
    for (const name of ['unchanged', 'plan', 'comment', 'superseded'])
      expect(timelines.map(([known]) => known)).not.toContain(name);
  });

  test('no page has a fingerprint, or markup that is not rendered', () => {
    for (const [name, report] of reports) expect([name, ...unreadable(report)]).toEqual([name]);
  });

  describeWith('cmark-gfm', "read by GitHub's own parser of Markdown", () => {
    test('the pages have the same structure, and nothing that is not rendered', () => {
      for (const [name, report] of reports) {
        const html = gitHubHtml(markdownReport(report));
        const expected = pageOf(renderMarkdown(markdownReport(report)));
        const shape = (root: PageElement) =>
          ['details', 'table', 'td', 'li', 'a', 'code', 'pre', 'h3', 'h4'].map((tag) => [
            tag,
            elements(root, tag).length,
          ]);
        expect([name, shape(pageOf(html))]).toEqual([name, shape(expected)]);
        expect(proseOf(html).filter((text) => stumblingBlocks.test(text))).toEqual([]);
      }
    });
  });

  describeWith('chromium', 'on a phone', () => {
    test('no table is wider than the screen, whatever is unfolded', () => {
      const articles = [...reports].map(([name, report]) => article(name, report)).join('\n');
      expect(tooWide(articles)).toEqual([]);
    }, 120_000);
  });

  describeWith(['mermaid', 'chromium'], 'drawn by Mermaid', () => {
    test('every timeline is a diagram that it draws', () => {
      const drawn = [...reports.values()].flatMap(({ sections }) =>
        sections.flatMap((part) => (part.kind === 'timeline' ? [mermaidTimeline(part.title, part.bars)] : [])),
      );
      expect(drawn.length).toBeGreaterThan(3);
      expect(problemsOfDiagrams(drawn)).toEqual(drawn.map(() => ''));
    }, 120_000);
  });
});

describeWith(['mermaid', 'chromium'], 'any timeline', () => {
  test('is a diagram that Mermaid draws', () => {
    const bar: fc.Arbitrary<Bar> = fc.record({
      name: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom('section x', 'a: b, c', 'done; crit', '%% no', 'end', ''),
      ),
      begun: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-01-02'), noInvalidDate: true }),
      seconds: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 40_000, noNaN: true })),
      ending: fc.constantFrom('changed', 'unchanged', 'failed', 'restored'),
    });
    const diagrams = fc.sample(fc.array(bar, { minLength: 1, maxLength: 12 }), { numRuns: 100, seed: 11 });
    const texts = diagrams.map((bars, index) => mermaidTimeline(bars[index % bars.length]?.name ?? '', bars));
    expect(problemsOfDiagrams(texts)).toEqual(texts.map(() => ''));
  }, 120_000);
});

describeWith('chromium', 'any table on a phone', () => {
  test('is no wider than the screen', () => {
    const word = fc.oneof(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.stringMatching(/^[0-9a-f]{40}$/),
      fc.stringMatching(/^[a-z0-9]{1,7}(?:[/_.-][a-z0-9]{1,7}){1,9}$/),
    );
    const cell = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });
    const articles = fc.sample(rows, { numRuns: 100, seed: 7 }).map((found, index) =>
      article(`table ${index}`, {
        ...{ title: 'T', status: 'succeeded', result: 'R', facts: [] },
        sections: [
          { kind: 'table', title: 'T', columns: ['Stage', 'What happened', 'Time'], rows: found, code: [index % 4] },
        ],
      }),
    );
    expect(tooWide(articles.join('\n'))).toEqual([]);
  }, 120_000);
});
