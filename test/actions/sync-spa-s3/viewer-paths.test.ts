import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { viewerPaths } from '../../../src/actions/sync-spa-s3/viewer-paths.ts';
import { parseInvalidationLine } from '../../../src/domain/invalidation-line.ts';
import { coversPath, invalidationPathOfKey } from '../../../src/domain/invalidation-path.ts';

const folder = ['/docs', '/docs/', '/docs/index.html'];
const preview = ['/previews/pr-7', '/previews/pr-7/', '/previews/pr-7/index.html'];

test.each([
  [undefined, '', 'index.html', ['/', '/index.html']],
  [undefined, '', 'about.html', ['/about.html']],
  [undefined, '', 'docs/index.html', folder],
  ['pages', '', 'docs/index.html', folder],
  ['app', '', 'docs/index.html', ['/docs/index.html']],
  ['pages', '', 'about.html', ['/about', '/about.html']],
  ['app', '', 'about.html', ['/about.html']],
  ['app', '', 'index.html', ['/', '/index.html']],
  ['app', 'previews/pr-7/', 'index.html', preview],
  ['pages', 'previews/pr-7/', 'index.html', preview],
  ['pages', 'previews/pr-7/', 'a.js', ['/previews/pr-7/a.js']],
  [undefined, '', '50%25 off/index.html', ['/50%2525%20off', '/50%2525%20off/', '/50%2525%20off/index.html']],
  [undefined, '', 'a*b/index.html', ['/a*']],
] as const)('routing %s, prefix "%s": viewers ask for %s by %j', (routing, prefix, path, paths) => {
  expect(viewerPaths(path, { prefix, routing })).toEqual(paths);
});

test('whatever the key, invalidate-cloudfront takes its paths as they are, and one of them covers it', () => {
  const names = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.string({ unit: fc.constantFrom(',', '/', '.js', 'a') }),
  );
  const routings = fc.constantFrom(undefined, 'app', 'pages');
  fc.assert(
    fc.property(names, fc.constantFrom('', '/index.html', '.html'), routings, (name, ending, routing) => {
      const key = name + ending;
      const paths = viewerPaths(key, { prefix: '', routing });
      for (const path of paths) expect(parseInvalidationLine(path)).toEqual({ ok: true, value: [path] });
      expect(paths.some((path) => coversPath(path, invalidationPathOfKey(key)))).toBe(true);
    }),
  );
});
