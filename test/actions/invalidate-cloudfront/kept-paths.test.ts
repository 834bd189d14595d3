import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keptPaths } from '../../../src/actions/invalidate-cloudfront/kept-paths.ts';
import type { CacheBehavior, Distribution } from '../../../src/aws/cloudfront.ts';
import { coversPath } from '../../../src/domain/invalidation-path.ts';

type Keeping = Pick<Distribution, 'rootObject' | 'errorPages' | 'behaviors'>;

const bucket: CacheBehavior = {
  ...{ pathPattern: '*', answersFolders: false, hasViewerFunction: false },
  ...{ originPaths: [''], failovers: [], queriesInKey: false },
};
const site: Keeping = { rootObject: 'index.html', errorPages: [], behaviors: [bucket] };
const none = { rewrites: [] };
const entryForErrors = [{ path: '/index.html', minTtlSeconds: 10 }];

describe('the default root object', () => {
  test.each([
    [['/index.html'], ['/index.html', '/']],
    [['/'], ['/', '/index.html']],
    [['/i*'], ['/i*', '/', '/index.html']],
    [['/docs/index.html'], ['/docs/index.html']],
    [['/app.js'], ['/app.js']],
  ])('%j is kept under %j', (changed, kept) => {
    expect(keptPaths(changed, site, none)).toEqual(kept);
  });

  test('without one, / is a path like others', () => {
    expect(keptPaths(['/index.html'], { ...site, rootObject: undefined }, none)).toEqual(['/index.html']);
  });
});

describe('folders', () => {
  const folders: Keeping = { ...site, rootObject: undefined, behaviors: [{ ...bucket, answersFolders: true }] };
  test.each([
    [['/docs/index.html'], ['/docs/index.html', '/docs/', '/docs']],
    [['/docs/'], ['/docs/', '/docs']],
    [['/index.html'], ['/index.html', '/']],
    [['/docs/a.html'], ['/docs/a.html']],
  ])('where the origin answers them, %j is kept under %j', (changed, kept) => {
    expect(keptPaths(changed, folders, none)).toEqual(kept);
  });

  test('only for the behavior whose origin does', () => {
    const behaviors = [{ ...bucket, pathPattern: '/docs/*', answersFolders: true }, bucket];
    const changed = ['/docs/index.html', '/blog/index.html'];
    expect(keptPaths(changed, { ...site, behaviors }, none)).toEqual([
      ...['/docs/index.html', '/docs/', '/docs'],
      '/blog/index.html',
    ]);
  });
});

describe('routing', () => {
  const behind = (hasViewerFunction: boolean): Keeping => ({
    ...{ ...site, rootObject: undefined },
    behaviors: [{ ...bucket, hasViewerFunction }],
  });
  const forms = ['/about/index.html', '/about/', '/about'];

  test.each([
    ['pages', false, ['/about/index.html'], forms],
    ['pages', false, ['/about/'], ['/about/', '/about', '/about/index.html']],
    ['pages', false, ['/about'], ['/about', '/about/', '/about/index.html']],
    ['pages', false, ['/about.html'], ['/about.html', '/about']],
    ['pages', false, ['/a.js', '/a/*', '/a/b?c=1'], ['/a.js', '/a/*', '/a/b?c=1']],
    ['app', true, ['/about/index.html'], ['/about/index.html']],
    [undefined, true, ['/about/index.html'], forms],
    [undefined, true, ['/'], ['/', '/index.html']],
    [undefined, true, ['/about.html', '/about'], ['/about.html', '/about']],
    [undefined, false, ['/about/index.html'], ['/about/index.html']],
  ] as const)('%s, behind a function: %s, %j is kept under %j', (routing, hasFunction, changed, kept) => {
    expect(keptPaths(changed, behind(hasFunction), { rewrites: [], routing })).toEqual(kept);
  });
});

describe('the folder in which the origin looks', () => {
  const within: Keeping = { ...site, behaviors: [{ ...bucket, originPaths: ['/site'] }] };
  test.each([
    [['/site/index.html'], ['/site/index.html', '/index.html', '/']],
    [
      ['/site/app.js', '/site-2/app.js'],
      ['/site/app.js', '/site-2/app.js', '/app.js'],
    ],
    [['/site/*'], ['/site/*', '/*', '/', '/index.html']],
    [['/si*'], ['/si*', '/*', '/', '/index.html']],
    [['/app.js'], ['/app.js']],
  ])('%j are keys, which viewers know as paths without it: %j', (changed, kept) => {
    expect(keptPaths(changed, within, none)).toEqual(kept);
  });
});

describe('error pages', () => {
  test('one that changed may be kept under any path', () => {
    expect(keptPaths(['/index.html'], { ...site, errorPages: entryForErrors }, none)).toContain('/*');
  });

  test('not when it did not change, nor when errors are not kept', () => {
    expect(keptPaths(['/app.js'], { ...site, errorPages: entryForErrors }, none)).toEqual(['/app.js']);
    const notKept = [{ path: '/index.html', minTtlSeconds: 0 }];
    expect(keptPaths(['/index.html'], { ...site, errorPages: notKept }, none)).not.toContain('/*');
  });
});

describe('rewrites', () => {
  const rewrites = [{ viewer: '/app/*', served: '/index.html' }];
  test('the viewer paths of a page that changed are forgotten with it', () => {
    expect(keptPaths(['/index.html'], site, { rewrites })).toEqual(['/index.html', '/', '/app/*']);
    expect(keptPaths(['/'], site, { rewrites })).toContain('/app/*');
    expect(keptPaths(['/other.html'], site, { rewrites })).toEqual(['/other.html']);
  });
});

describe('query strings in the cache key', () => {
  const queries: Keeping = { ...site, behaviors: [{ ...bucket, pathPattern: '/p/*', queriesInKey: true }, bucket] };
  test.each([
    [['/p/a'], ['/p/a', '/p/a?*']],
    [['/p/a?x=1'], ['/p/a?x=1']],
    [['/p/*'], ['/p/*']],
    [['/a'], ['/a']],
  ])('%j is kept under %j', (changed, kept) => {
    expect(keptPaths(changed, queries, none)).toEqual(kept);
  });
});

test('what changed is always covered, and nothing stands twice', () => {
  const path = fc.constantFrom('/', '/index.html', '/docs/', '/docs/index.html', '/a.js', '/docs/*', '/p/a?x=1');
  const distribution = fc.record({
    rootObject: fc.constantFrom(undefined, 'index.html'),
    errorPages: fc.constantFrom([], entryForErrors),
    behaviors: fc
      .tuple(fc.boolean(), fc.boolean(), fc.boolean())
      .map(([answersFolders, hasViewerFunction, queriesInKey]) => [
        { ...bucket, pathPattern: '/docs/*', answersFolders, hasViewerFunction, queriesInKey },
        { ...bucket, queriesInKey },
      ]),
  });
  fc.assert(
    fc.property(fc.array(path), distribution, (changed, keeping) => {
      const kept = keptPaths(changed, keeping, none);
      for (const each of changed) expect(kept.some((item) => coversPath(item, each))).toBe(true);
      expect(new Set(kept).size).toBe(kept.length);
      if (changed.length === 0) expect(kept).toEqual([]);
    }),
  );
});
