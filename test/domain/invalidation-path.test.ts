import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseInvalidationLine } from '../../src/domain/invalidation-line.ts';
import {
  collapsePaths,
  coveringPaths,
  invalidationPathOfKey,
  parseInvalidationPath,
  withoutCovered,
} from '../../src/domain/invalidation-path.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

describe('parseInvalidationPath', () => {
  test.each([
    ['/index.html', '/index.html'],
    ['index.html', '/index.html'],
    ['/*', '/*'],
    ['/docs/*', '/docs/*'],
    ['/Grüße aus Köln.html', '/Gr%C3%BC%C3%9Fe%20aus%20K%C3%B6ln.html'],
    ['/a%20b', '/a%20b'],
    ['/100%', '/100%25'],
    ['/a"b<c>d\\e^f`g{h|i}', '/a%22b%3Cc%3Ed%5Ce%5Ef%60g%7Bh%7Ci%7D'],
    ['/a?b=c&d=[e]', '/a?b=c&d=%5Be%5D'],
    ["/a(c)!$',;:@+.-_", "/a(c)!$',;:@+.-_"],
    ['/~user', '/%7Euser'],
    ['/%7euser', '/%7Euser'],
    ['/caf%c3%a9', '/caf%C3%A9'],
    ['/%41%2dz', '/A-z'],
    ['/a%2fb%2Bc', '/a%2Fb%2Bc'],
    ['/a#b', '/a%23b'],
    ['/a?u=https://x.example/y', '/a?u=https://x.example/y'],
    ['/St. Gallen, Zug', '/St.%20Gallen,%20Zug'],
  ])('%s is %s for CloudFront', (given, path) => {
    expect(parseInvalidationPath(given)).toEqual({ ok: true, value: path });
  });

  test.each([
    ['/*.js', 'a * may stand only at its end'],
    ['/a*/b', 'a * may stand only at its end'],
    ['/**', 'a * may stand only at its end'],
    [`/${'x'.repeat(4_000)}`, 'it is longer than 4,000 characters'],
    ['https://app.example.com/docs/index.html?a=1', 'it is a whole address: give its path, /docs/index.html?a=1'],
    ['http://', 'it is a whole address: give its path, from the / behind the host on'],
    ['app.example.com/docs/', 'it may begin with a host: begin a path with /'],
    ['//app.example.com/docs/', 'it has // in it: give one /, or cover such a path by a wildcard before it'],
    ['/docs//index.html', 'it has // in it: give one /, or cover such a path by a wildcard before it'],
    ['#html', 'it is a cache tag: give it as one of `tags`, without the #'],
    ['"/index.html"', 'it has the quotes, brackets or dashes of a list: give one path a line'],
    ['["/index.html"]', 'it has the quotes, brackets or dashes of a list: give one path a line'],
    ['- /index.html', 'it has the quotes, brackets or dashes of a list: give one path a line'],
    ['/a.html b.html', 'it looks like several paths: give one a line, and write a space within one as %20'],
    ['/a.html,b.html', 'it looks like several paths: give one a line, and write a space within one as %20'],
  ])('%.99s is refused', (given, reason) => {
    expect(parseInvalidationPath(given)).toEqual({ ok: false, reason });
  });

  test('what it makes is a path that CloudFront takes, and making it twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const once = parseInvalidationPath(given);
        if (!once.ok) return;
        expect(once.value).toMatch(/^\/[^\s"<>\\^`{|}#~[\]]*$/);
        expect(once.value).toMatch(/^[\x21-\x7e]+$/);
        expect(parseInvalidationPath(once.value)).toEqual(once);
      }),
    );
  });
});

describe('parseInvalidationLine', () => {
  test.each([
    ['/index.html', ['/index.html']],
    ['index.html', ['/index.html']],
    ['/* /index.html', ['/*', '/index.html']],
    ['/a.html, /b/ ,/c/*', ['/a.html', '/b/', '/c/*']],
    ['/a.html,/b.html,', ['/a.html', '/b.html']],
    ['/Grüße aus Köln.html', ['/Gr%C3%BC%C3%9Fe%20aus%20K%C3%B6ln.html']],
  ])('%s holds %j', (line, paths) => {
    expect(parseInvalidationLine(line)).toEqual({ ok: true, value: paths });
  });

  test.each([
    ['index.html /about/', 'it has several paths, and "index.html" does not begin with /'],
    ['- /about/', 'it has several paths, and "-" does not begin with /'],
    ['/a https://app.example.com/b', 'it is a whole address: give its path, /b'],
    ['/a, //b', 'it has // in it: give one /, or cover such a path by a wildcard before it'],
    ['/*.js /b', 'a * may stand only at its end'],
    [',', 'it names no path'],
  ])('%s is refused', (line, reason) => {
    expect(parseInvalidationLine(line)).toEqual({ ok: false, reason });
  });

  test('no path of it holds what would have parted it, whatever the line', () => {
    const unit = fc.constantFrom('/', ',', ' ', 'a', '.html', '\t', '*', 'https://', '"', '#');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1 }), (line) => {
        const found = parseInvalidationLine(line.trim());
        if (!found.ok) return;
        for (const path of found.value) {
          expect(path).toMatch(/^\/(?!\/)/);
          expect(path).not.toMatch(/(%20|%09|,)+(\/|https?:)|,$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('invalidationPathOfKey', () => {
  test.each([
    ['index.html', '/index.html'],
    ['100%25.txt', '/100%2525.txt'],
    ['what?.html', '/what%3F.html'],
    ['a+b (1)/c&d.txt', '/a+b%20(1)/c&d.txt'],
    ['[slug]~1.js', '/%5Bslug%5D%7E1.js'],
    ['docs/a*b.js', '/docs/a*'],
    ['😀.png', '/%F0%9F%98%80.png'],
    ['a//b.js', '/a/*'],
    ['/a.js', '/*'],
    ['a,/b.js', '/a*'],
    ['a.js,b.js', '/a.js*'],
    ['a,', '/a*'],
    ['maps/48.1,11.5', '/maps/48.1,11.5'],
  ])('the key %s is the path %s', (key, path) => {
    expect(invalidationPathOfKey(key)).toBe(path);
  });

  test('is what CloudFront takes, and without a wildcard names exactly the key', () => {
    const special = fc.string({ unit: fc.constantFrom('a', '/', ',', '.', '*', ' ', '#', '"', ':', '.html') });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), special), (key) => {
        const path = invalidationPathOfKey(key);
        expect(parseInvalidationPath(path)).toEqual({ ok: true, value: path });
        expect(parseInvalidationLine(path)).toEqual({ ok: true, value: [path] });
        const named = decodeURIComponent(path.replace(/\*$/, ''));
        expect(`/${key.toWellFormed()}`.startsWith(named)).toBe(true);
        if (!/\*|\/\/|,/.test(`/${key}`)) expect(named).toBe(`/${key.toWellFormed()}`);
      }),
    );
  });
});

const segment = fc.constantFrom('a', 'b', 'assets', 'index.html', 'x.js');
const path = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([segments, wildcard]) => `/${segments.join('/')}${wildcard ? '*' : ''}`);
const paths = fc.array(path, { maxLength: 30 });

describe('withoutCovered', () => {
  test('sorted, each once, and nothing that a wildcard says already', () => {
    expect(withoutCovered(['/b', '/a/1', '/a/*', '/b', '/a', '/a/b/*'])).toEqual(['/a', '/a/*', '/b']);
  });

  test('covers all that was given with no path too many', () => {
    fc.assert(
      fc.property(paths, (given) => {
        const kept = withoutCovered(given);
        for (const each of given) expect(kept.some((item) => covers(item, each))).toBe(true);
        for (const each of kept) expect(kept.filter((item) => covers(item, each))).toEqual([each]);
      }),
    );
  });

  test('whatever the characters, the same as each compared with each', () => {
    const any = fc
      .tuple(
        fc.string({ unit: fc.constantFrom('a', 'b', '/', '!', '*', '+', '%7E', '\u{1F600}'), maxLength: 6 }),
        fc.boolean(),
      )
      .map(([text, wildcard]) => `/${text.replaceAll('*', '')}${wildcard ? '*' : ''}`);
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (given) => {
        const unique = [...new Set(given)].toSorted();
        const others = (path: string) => unique.filter((item) => item !== path);
        expect(withoutCovered(given)).toEqual(
          unique.filter((path) => !others(path).some((item) => covers(item, path))),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['of as many lengths', (index: number) => `/${'x'.repeat(index % 3_900)}${index}*`],
    ['within each other', (index: number) => `/${'x'.repeat(index % 3_900)}*`],
    ['and paths', (index: number) => `/docs/${'a/'.repeat(index % 500)}${index}${index % 2 === 0 ? '*' : '.html'}`],
  ])('of 24,000 wildcards %s, in a moment', (_, path) => {
    const many = Array.from({ length: 24_000 }, (_each, index) => path(index));
    const begun = processorSeconds();
    withoutCovered(many);
    expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
  });
});

describe('collapsePaths', () => {
  test('as long as there are few enough, they stay as they are', () => {
    expect(collapsePaths(['/b', '/a/x.js'], 2)).toEqual(['/a/x.js', '/b']);
  });

  test('the deepest folders become wildcards first', () => {
    const given = ['/index.html', '/docs/a', '/docs/b', '/img/x/1', '/img/x/2', '/img/x/3'];
    expect(collapsePaths(given, 4)).toEqual(['/docs/a', '/docs/b', '/img/x/*', '/index.html']);
    expect(collapsePaths(given, 3)).toEqual(['/docs/*', '/img/*', '/index.html']);
    expect(collapsePaths(given, 2)).toEqual(['/*']);
  });

  test('never more than asked for, and every path is still covered', () => {
    fc.assert(
      fc.property(paths, fc.integer({ min: 1, max: 10 }), (given, max) => {
        const collapsed = collapsePaths(given, max);
        expect(collapsed.length).toBeLessThanOrEqual(max);
        for (const each of given) expect(collapsed.some((item) => covers(item, each))).toBe(true);
      }),
    );
  });

  test('as many as collapsing depth by depth leaves', () => {
    const depthOf = (each: string) => each.split('/').length - 1;
    const cut = (each: string, depth: number) =>
      depthOf(each) > depth ? `${each.split('/', depth + 1).join('/')}/*` : each;
    const byDepth = (given: readonly string[], max: number): readonly string[] => {
      let collapsed = withoutCovered(given);
      for (let depth = Math.max(0, ...collapsed.map(depthOf)) - 1; collapsed.length > max && depth > 0; depth--)
        collapsed = withoutCovered(collapsed.map((each) => cut(each, depth)));
      return collapsed.length > max ? ['/*'] : collapsed;
    };
    fc.assert(
      fc.property(paths, fc.integer({ min: 1, max: 10 }), (given, max) => {
        expect(collapsePaths(given, max)).toEqual(byDepth(given, max));
      }),
    );
  });

  test('of 24,000 paths in 200 folders each, in a moment', () => {
    const many = Array.from({ length: 24_000 }, (_, index) => `/d${index}${'/f'.repeat(200)}/a.html`);
    const begun = processorSeconds();
    expect(collapsePaths(many, 15)).toEqual(['/*']);
    expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
  });

  test('the order of what is given makes no difference', () => {
    fc.assert(
      fc.property(paths, fc.integer({ min: 1, max: 10 }), (given, max) => {
        expect(collapsePaths(given.toReversed(), max)).toEqual(collapsePaths(given, max));
      }),
    );
  });
});

describe('coveringPaths', () => {
  test('as long as they fit, they stay as they are', () => {
    expect(coveringPaths(['/b', '/a'], 6)).toEqual(['/a', '/b']);
  });

  test('never longer than asked for, and every path is still covered', () => {
    fc.assert(
      fc.property(paths, fc.integer({ min: 3, max: 60 }), (given, maxBytes) => {
        const covering = coveringPaths(given, maxBytes);
        expect(covering.join('\n').length).toBeLessThanOrEqual(maxBytes);
        for (const each of given) expect(covering.some((item) => covers(item, each))).toBe(true);
      }),
    );
  });

  test.each([
    ['in few folders', (index: number) => `/docs/section-${index % 40}/page-${index}`],
    ['each in a folder', (index: number) => `/docs/section-${index % 40}/page-${index}/index.html`],
    ['each in a folder at the top', (index: number) => `/page-${index}/index.html`],
    ['without folders', (index: number) => `/page-${index}.html`],
  ])('of 100,000 paths %s, in a moment', (_, path) => {
    const many = Array.from({ length: 100_000 }, (_each, index) => path(index));
    const begun = processorSeconds();
    const covering = coveringPaths(many, 60_000);
    expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
    expect(covering.join('\n').length).toBeLessThanOrEqual(60_000);
    for (const each of many.slice(0, 200)) expect(covering.some((item) => covers(item, each))).toBe(true);
  });
});

/** Whether invalidating `item` forgets everything that invalidating `given` forgets. */
function covers(item: string, given: string): boolean {
  return item.endsWith('*') ? given.startsWith(item.slice(0, -1)) : item === given;
}
