import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { Answer } from '../../actions/smoke-test/support/server.ts';

/** A site, and whether a browser shows it without trouble. */
export interface PageCase {
  readonly name: string;
  readonly kind: 'spa' | 'site';
  readonly files: Readonly<Record<string, Answer>>;
  /** Addresses that lead to the entry page. */
  readonly deepLinks?: readonly string[];
  /** Whether the site is served over TLS. */
  readonly isSecure?: true;
}

const immutable = 'public, max-age=31536000, immutable';
const ready = "document.querySelector('#root').textContent = 'ready'";
const root = '<div id="root"></div>';

function file(type: string, body: string | Uint8Array, cache = 'no-cache', more: Answer['headers'] = {}): Answer {
  return { headers: { 'content-type': type, 'cache-control': cache, ...more }, body };
}

const html = (head: string, body = root, more: Answer['headers'] = {}) =>
  file(
    'text/html; charset=utf-8',
    `<!doctype html><html><head>${head}</head><body>${body}</body></html>`,
    'no-cache',
    more,
  );
const js = (body: string | Uint8Array, cache = immutable, more: Answer['headers'] = {}) =>
  file('text/javascript', body, cache, more);
const css = (body: string) => file('text/css', body, immutable);
const module = (path: string) => `<script type="module" src="${path}"></script>`;
const app = module('/assets/index-0a1b2c3d.js');

/** An app whose script does this before it is ready. */
function appWith(script: string, more: Readonly<Record<string, Answer>> = {}, head = app): PageCase['files'] {
  return { '/': html(head), '/assets/index-0a1b2c3d.js': js(`${script};${ready}`), ...more };
}

const styled = (style: string, more: Readonly<Record<string, Answer>> = {}): PageCase['files'] =>
  appWith(isStyled, { '/assets/index-1a2b3c4d.css': css(`${style}${color}`), ...more }, `${linked}${app}`);
const color = '#root{color:rgb(1,2,3)}';
/** Of a stylesheet that is not applied browsers say little. */
const isStyled =
  "if (getComputedStyle(document.querySelector('#root')).color !== 'rgb(1, 2, 3)') throw new Error('not styled')";
const linked = '<link rel="stylesheet" href="/assets/index-1a2b3c4d.css">';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** What a browser has trouble with. */
export const wrong: readonly PageCase[] = [
  { name: 'a script that is not there', kind: 'spa', files: { '/': html(app) } },
  {
    name: 'relative addresses on a nested route',
    kind: 'spa',
    files: { '/': html(module('assets/index-0a1b2c3d.js')), '/assets/index-0a1b2c3d.js': js(ready) },
    deepLinks: ['/requests/1'],
  },
  { name: 'a lazy chunk that is not there', kind: 'spa', files: appWith('await import("./Page-4f3a9c1b.js")') },
  { name: 'an import of a plain name', kind: 'spa', files: appWith('await import("./x.js")') },
  { name: 'a static import of a plain name', kind: 'spa', files: appWith('import "../lib/x.js"') },
  { name: 'an import with a name', kind: 'spa', files: appWith('import{a as b}from"./x.js";b()') },
  {
    name: 'an import that is answered with the page',
    kind: 'spa',
    files: appWith('await import("./x.js")', { '/assets/x.js': html(app) }),
  },
  { name: 'an @import of a text', kind: 'spa', files: styled('@import "theme.css";') },
  { name: 'an @import of an address', kind: 'spa', files: styled('@import url(theme.css) screen;') },
  { name: 'an image of a stylesheet', kind: 'spa', files: styled('body{background:url("logo.png")}') },
  {
    name: 'a stylesheet with the type of a text',
    kind: 'spa',
    files: { ...styled('i{}'), '/assets/index-1a2b3c4d.css': file('text/plain', color, immutable) },
  },
  {
    name: 'an image that is not there',
    kind: 'site',
    files: { '/': html('', `<p id="root">ready</p><img src="a.png">`) },
  },
  {
    name: 'a script that was packed and does not say so',
    kind: 'spa',
    files: appWith('', { '/assets/index-0a1b2c3d.js': js(gzipSync(ready)) }),
  },
  {
    name: 'a page that was packed and does not say so',
    kind: 'site',
    files: { '/': file('text/html', gzipSync('<!doctype html><p id="root">ready</p>')) },
  },
  {
    name: 'a stylesheet that was packed and does not say so',
    kind: 'spa',
    files: { ...styled(''), '/assets/index-1a2b3c4d.css': file('text/css', gzipSync(color), immutable) },
  },
  {
    name: 'a service worker that is the page',
    kind: 'spa',
    files: appWith('await navigator.serviceWorker.register("/sw.js")', { '/sw.js': html(app) }),
  },
  {
    name: 'a service worker that is not there',
    kind: 'spa',
    files: appWith('await navigator.serviceWorker.register("/sw.js")'),
  },
  {
    name: 'a script over plain HTTP',
    kind: 'spa',
    files: appWith('', {}, `<script src="http://plain.clinic.example/a.js"></script>${app}`),
    isSecure: true,
  },
  {
    name: 'a stylesheet over plain HTTP',
    kind: 'spa',
    files: appWith('', {}, `<link rel="stylesheet" href="http://plain.clinic.example/a.css">${app}`),
    isSecure: true,
  },
  {
    name: 'a module that an inline module imports',
    kind: 'spa',
    files: { '/': html('', `${root}<script type="module">import "/x.js";${ready}</script>`) },
  },
  {
    name: 'a file of another build, by its integrity',
    kind: 'spa',
    files: appWith('', {}, '<script type="module" src="/assets/index-0a1b2c3d.js" integrity="sha384-AAAA"></script>'),
  },
  {
    name: 'a module with the type of a text',
    kind: 'spa',
    files: appWith('', { '/assets/index-0a1b2c3d.js': file('text/plain', ready, immutable) }),
  },
  {
    name: 'a font that is the page',
    kind: 'spa',
    files: {
      ...styled('@font-face{font-family:F;src:url(f.woff2)}', { '/assets/f.woff2': html(app) }),
      '/assets/index-0a1b2c3d.js': js(`await document.fonts.load('16px F');${ready}`),
    },
  },
];

/** What a browser has no trouble with. */
export const right: readonly PageCase[] = [
  { name: 'an app', kind: 'spa', files: appWith(''), deepLinks: ['/requests/1'] },
  {
    name: 'chunks, imports and styles that are there',
    kind: 'spa',
    files: styled('@import "theme.css";i{background:url(logo.png)}', {
      '/assets/theme.css': file('text/css', 'b{}'),
      '/assets/logo.png': file('image/png', png),
    }),
  },
  {
    name: 'relative addresses below a base',
    kind: 'spa',
    files: {
      '/': html(`<base href="/">${module('assets/index-0a1b2c3d.js')}`),
      '/assets/index-0a1b2c3d.js': js(ready),
    },
    deepLinks: ['/requests/1'],
  },
  {
    name: 'a page that is one file',
    kind: 'spa',
    files: { '/': html('<style>i{}</style>', `${root}<script>${ready}</script>`) },
  },
  {
    name: 'an import map with an inline module',
    kind: 'spa',
    files: {
      '/': html(
        '<script type="importmap">{"imports":{"app":"/app.js"}}</script>',
        `${root}<script type="module">import "app"</script>`,
      ),
      '/app.js': js(ready, 'no-cache'),
    },
  },
  {
    name: 'what only looks like an import',
    kind: 'spa',
    files: appWith(
      `const sample = 'import "./none.js"; import("./no.js")'; /* import "./not.js" */ console.log(sample)`,
    ),
  },
  {
    name: 'what a comment of a stylesheet says',
    kind: 'spa',
    files: styled('/* @import "none.css"; url(none.png) */ i{content:"/*"}'),
  },
  {
    name: 'a byte order mark',
    kind: 'spa',
    files: {
      '/': file('text/html', `\ufeff<!doctype html>${root}${app}`),
      '/assets/index-0a1b2c3d.js': js(`\ufeff${ready}`),
    },
  },
  {
    name: 'a comment before all',
    kind: 'spa',
    files: { '/': file('text/html', `<!-- 1 --><!doctype html>${root}${app}`), '/assets/index-0a1b2c3d.js': js(ready) },
  },
  {
    name: 'UTF-16',
    kind: 'spa',
    files: {
      '/': file('text/html; charset=utf-16le', Buffer.from(`\ufeff<!doctype html>${root}${app}`, 'utf16le')),
      '/assets/index-0a1b2c3d.js': js(ready),
    },
  },
  {
    name: 'Latin-1',
    kind: 'site',
    files: {
      '/': file(
        'text/html; charset=iso-8859-1',
        Buffer.from('<!doctype html><p id="root">ready</p><img src="/\u00fc.png">', 'latin1'),
      ),
      '/%C3%BC.png': file('image/png', png),
    },
  },
  {
    name: 'zstd',
    kind: 'spa',
    files: appWith('', {
      '/assets/index-0a1b2c3d.js': js(zstdCompressSync(ready), immutable, { 'content-encoding': 'zstd' }),
    }),
  },
  {
    name: 'gzip',
    kind: 'spa',
    files: appWith('', { '/assets/index-0a1b2c3d.js': js(gzipSync(ready), immutable, { 'content-encoding': 'gzip' }) }),
  },
  {
    name: 'headers of 40 kilobytes',
    kind: 'spa',
    files: { ...appWith(''), '/': html(app, root, { 'x-long': 'x'.repeat(40_000) }) },
  },
  {
    name: 'a service worker',
    kind: 'spa',
    files: appWith('await navigator.serviceWorker.register("/sw.js")', {
      '/sw.js': js('onfetch = () => {}', 'no-cache'),
    }),
  },
  {
    name: 'a script of text/ecmascript',
    kind: 'spa',
    files: appWith('', { '/assets/index-0a1b2c3d.js': file('text/ecmascript', ready, immutable) }),
  },
  {
    name: 'an image over TLS',
    kind: 'site',
    files: { '/': html('', '<p id="root">ready</p><img src="/a.png">'), '/a.png': file('image/png', png) },
    isSecure: true,
  },
];
