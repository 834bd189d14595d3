import { expect, test } from '@jest/globals';
import mimeDb from 'mime-db';
import { contentTypeOf } from '../../../src/actions/sync-spa-s3/content-type.ts';

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['assets/app.4f3a.js', 'text/javascript; charset=utf-8'],
  ['assets/app.mjs', 'text/javascript; charset=utf-8'],
  ['assets/app.js.map', 'application/json; charset=utf-8'],
  ['site.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['img/LOGO.SVG', 'image/svg+xml'],
  ['a.wasm', 'application/wasm'],
  ['font.woff2', 'font/woff2'],
  ['.well-known/apple-app-site-association', 'application/json; charset=utf-8'],
  ['.well-known/openid-configuration', 'application/json; charset=utf-8'],
  ['.well-known/acme-challenge/f4Ke', 'text/plain; charset=utf-8'],
  ['.well-known/security.txt', 'text/plain; charset=utf-8'],
  ['previews/pr-7/.well-known/matrix/server', 'application/json; charset=utf-8'],
  ['favicon.ico', 'image/x-icon'],
  ['feed.xml', 'application/xml; charset=utf-8'],
  ['brochure.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['LICENSE', 'application/octet-stream'],
  ['v1.2/LICENSE', 'application/octet-stream'],
  ['archive.unknown', 'application/octet-stream'],
  ['file.constructor', 'application/octet-stream'],
  ['file.', 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('%j is served as %s', (path, type) => {
  expect(contentTypeOf(path)).toBe(type);
});

test('the endings that mime-db knows have one of its types', () => {
  const types = new Map<string, string[]>();
  for (const [type, { extensions }] of Object.entries(mimeDb))
    for (const ending of extensions ?? []) types.set(ending, [...(types.get(ending) ?? []), type]);
  const others = [...types].filter(
    ([ending, known]) => !known.includes(contentTypeOf(`a.${ending}`).split(';')[0] ?? ''),
  );
  // For browsers; and one that this table does not have yet.
  expect(others.map(([ending]) => ending)).toEqual(['cjs']);
  expect(types.size).toBeGreaterThan(1_000);
});
