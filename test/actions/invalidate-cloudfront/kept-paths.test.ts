import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keptPaths } from '../../../src/actions/invalidate-cloudfront/kept-paths.ts';
import type { CacheBehavior, Distribution } from '../../../src/aws/cloudfront.ts';
import { coversPath } from '../../../src/domain/invalidation-path.ts';

type Keeping = Pick<Distribution, 'rootObject' | 'errorPages' | 'behaviors'>;

const bucket: CacheBehavior = { pathPattern: '*', answersFolders: false, queriesInKey: false };
const site: Keeping = { rootObject: 'index.html', errorPages: [], behaviors: [bucket] };
const entryForErrors = [{ path: '/index.html', minTtlSeconds: 10 }];

describe('the default root object', () => {
  test.each([
    [['/index.html'], ['/index.html', '/']],
    [['/'], ['/', '/index.html']],
    [['/i*'], ['/i*', '/', '/index.html']],
    [['/docs/index.html'], ['/docs/index.html']],
    [['/app.js'], ['/app.js']],
  ])('%j is kept under %j', (changed, kept) => {
    expect(keptPaths(changed, site, [])).toEqual(kept);
  });

  test('without one, / is a path like others', () => {
    expect(keptPaths(['/index.html'], { ...site, rootObject: undefined }, [])).toEqual(['/index.html']);
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
    expect(keptPaths(changed, folders, [])).toEqual(kept);
  });

  test('only for the behavior whose origin does', () => {
    const behaviors = [{ ...bucket, pathPattern: '/docs/*', answersFolders: true }, bucket];
    const changed = ['/docs/index.html', '/blog/index.html'];
    expect(keptPaths(changed, { ...site, behaviors }, [])).toEqual([
      ...['/docs/index.html', '/docs/', '/docs'],
      '/blog/index.html',
    ]);
  });
});

describe('error pages', () => {
  test('one that changed may be kept under any path', () => {
    expect(keptPaths(['/index.html'], { ...site, errorPages: entryForErrors }, [])).toContain('/*');
  });

  test('not when it did not change, nor when errors are not kept', () => {
    expect(keptPaths(['/app.js'], { ...site, errorPages: entryForErrors }, [])).toEqual(['/app.js']);
    const notKept = [{ path: '/index.html', minTtlSeconds: 0 }];
    expect(keptPaths(['/index.html'], { ...site, errorPages: notKept }, [])).not.toContain('/*');
  });
});

describe('rewrites', () => {
  const rewrites = [{ viewer: '/app/*', served: '/index.html' }];
  test('the viewer paths of a page that changed are forgotten with it', () => {
    expect(keptPaths(['/index.html'], site, rewrites)).toEqual(['/index.html', '/', '/app/*']);
    expect(keptPaths(['/'], site, rewrites)).toContain('/app/*');
    expect(keptPaths(['/other.html'], site, rewrites)).toEqual(['/other.html']);
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
    expect(keptPaths(changed, queries, [])).toEqual(kept);
  });
});

test('what changed is always covered, and nothing stands twice', () => {
  const path = fc.constantFrom('/', '/index.html', '/docs/', '/docs/index.html', '/a.js', '/docs/*', '/p/a?x=1');
  const distribution = fc.record({
    rootObject: fc.constantFrom(undefined, 'index.html'),
    errorPages: fc.constantFrom([], entryForErrors),
    behaviors: fc.tuple(fc.boolean(), fc.boolean()).map(([answersFolders, queriesInKey]) => [
      { pathPattern: '/docs/*', answersFolders, queriesInKey },
      { ...bucket, queriesInKey },
    ]),
  });
  fc.assert(
    fc.property(fc.array(path), distribution, (changed, keeping) => {
      const kept = keptPaths(changed, keeping, []);
      for (const each of changed) expect(kept.some((item) => coversPath(item, each))).toBe(true);
      expect(new Set(kept).size).toBe(kept.length);
      if (changed.length === 0) expect(kept).toEqual([]);
    }),
  );
});
