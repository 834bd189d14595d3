import { expect, test } from '@jest/globals';
import { contentTypeOf } from '../../src/domain/content-type.ts';

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
  ['LICENSE', 'application/octet-stream'],
  ['v1.2/LICENSE', 'application/octet-stream'],
  ['archive.unknown', 'application/octet-stream'],
  ['file.constructor', 'application/octet-stream'],
  ['file.', 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('%j is served as %s', (path, type) => {
  expect(contentTypeOf(path)).toBe(type);
});
