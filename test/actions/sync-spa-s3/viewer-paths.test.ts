import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { viewerPaths } from '../../../src/actions/sync-spa-s3/site.ts';
import { coversPath, invalidationPathOfKey, parseInvalidationPath } from '../../../src/domain/invalidation-path.ts';

test.each([
  ['index.html', ['/', '/index.html']],
  ['about.html', ['/about.html']],
  ['docs/index.html', ['/docs', '/docs/', '/docs/index.html']],
  ['50%25 off/index.html', ['/50%2525%20off', '/50%2525%20off/', '/50%2525%20off/index.html']],
  ['a*b/index.html', ['/a*']],
])('viewers ask for the key %s by %j', (key, paths) => {
  expect(viewerPaths(key)).toEqual(paths);
});

test('whatever the key, invalidate-cloudfront takes its paths as they are, and one of them covers it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean(), (name, isFolder) => {
      const key = isFolder ? `${name}/index.html` : name;
      const paths = viewerPaths(key);
      for (const path of paths) expect(parseInvalidationPath(path)).toEqual({ ok: true, value: path });
      expect(paths.some((path) => coversPath(path, invalidationPathOfKey(key)))).toBe(true);
    }),
  );
});
