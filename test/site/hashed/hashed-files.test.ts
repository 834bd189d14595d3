import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { hashToken } from '../../../src/site/hashed/hash-token.ts';
import { hashedFiles, nameVerdict } from '../../../src/site/hashed/hashed-files.ts';
import { seededRandom } from '../../support/seeded-random.ts';

/** Names of files that 40 public packages for websites ship (icons, fonts, libraries), most with eight characters or more before their ending. */
const plainNames = readFileSync(new URL('plain-names.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

/** What bundlers write, each with names of the form that its documentation or source tells. */
const builds: Readonly<Record<string, readonly string[]>> = {
  'Vite, Rolldown, React Router': [
    'assets/index-DiwrgTda.js',
    'assets/index-BX9k2LmQ.css',
    'assets/Page-B_0x-aZ9.js',
    'assets/logo-C5HpnIL3.svg',
  ],
  'Vite 3': ['assets/index.4f3a2b1c.js', 'assets/vendor.0b9d8e7f.js', 'assets/logo.82b9c7a5.png'],
  'Vite legacy': ['assets/index-legacy-DsK8pnKg.js', 'assets/polyfills-legacy-CuDFIVZ_.js', 'assets/index-DuqAmExZ.js'],
  'Vite PWA': ['assets/index-Dt-g_2cc.js', 'workbox-4f3a2b1c.js'],
  webpack: ['main.0a1b2c3d4e5f60718293.js', '1f3a5c7e9b2d4f608192.png'],
  'Create React App': [
    'static/js/main.1a2b3c4d.js',
    'static/js/787.9f8e7d6c.chunk.js',
    'static/css/main.0b1c2d3e.css',
    'static/media/logo.6ce24c58023cc2f8fd88fe9d219db6c6.svg',
  ],
  Rsbuild: ['static/js/index.4f3a2b1c.js', 'static/js/async/24.0d9e8f7a.js', 'static/image/logo.c0ffee12.png'],
  Angular: ['main-W37FE5GR.js', 'chunk-M4HLDBCG.js', 'styles-5INURTSO.css', 'media/logo-7NPLD4KX.svg'],
  'Angular with webpack': ['main.0123456789abcdef.js', 'runtime.fedcba9876543210.js', 'logo.0f1e2d3c4b5a6978.svg'],
  Parcel: ['parcel.e0761a69.js', 'parcel.1b565822.css', 'logo.80b2cd11.png'],
  Docusaurus: [
    'assets/js/17896441.d846b4d0.js',
    // The name is a hash of the page's path, which may look like an ending's beginning; what follows is of the content.
    'assets/js/97e110fc.e6de4c0b.js',
    'assets/js/af286c47.20657634.js',
    'assets/js/a94703ab.baf1df76.js',
    'assets/js/runtime~main.0f1e2d3c.js',
    'assets/css/styles.9a8b7c6d.css',
    'assets/images/card-0a1b2c3d4e5f60718293a4b5c6d7e8f9.png',
  ],
  Gatsby: [
    'app-0a1b2c3d4e5f60718293.js',
    'component---src-pages-index-js-3f2e1d0c9b8a79685746.js',
    'static/logo-0a1b2c3d4e5f60718293a4b5c6d7e8f9.svg',
  ],
  VitePress: [
    'assets/index.md.BfkO0vTT.js',
    'assets/index.md.BfkO0vTT.lean.js',
    'assets/chunks/theme.CX28MZyh.js',
    'assets/inter-roman-latin.Di8DUHzh.woff2',
  ],
  'Next.js': [
    '_next/static/chunks/app/page-0f1e2d3c4b5a6978.js',
    '_next/static/css/0f1e2d3c4b5a6978.css',
    '_next/static/V1StGXR8_Z5jdHi6B-myT/_buildManifest.js',
    '_next/static/media/0f1e2d3c4b5a6978-s.p.woff2',
  ],
  SvelteKit: [
    '_app/immutable/entry/start.BfkO0vTT.js',
    '_app/immutable/chunks/DHCggo_L.js',
    '_app/immutable/assets/0.abcdefgh.css',
  ],
  Astro: ['_astro/index.BfkO0vTT.css', '_astro/hero.CJhoKJqa_Z1kP0xm.webp', '_astro/client.abcdefgh.js'],
  Nuxt: ['_nuxt/DC5HpnIL.js', '_nuxt/entry.BeMslOxK.css', '_nuxt/logo.82b9c7a.png'],
  Trunk: ['app-0f1e2d3c4b5a6978.js', 'app-0f1e2d3c4b5a6978_bg.wasm'],
};

describe('what carries a hash', () => {
  test.each(Object.entries(builds))('of %s', (_, paths) => {
    expect([...hashedFiles([...paths, 'index.html', 'robots.txt', 'favicon.ico'])].toSorted()).toEqual(
      paths.toSorted(),
    );
  });

  test('files that are copied into the build beside them do not', () => {
    const copies = plainNames.flatMap((name) => [
      name,
      `assets/${name}`,
      `static/js/${name}`,
      `media/${name}`,
      `img/${name}`,
    ]);
    for (const paths of Object.values(builds)) {
      const frozen = hashedFiles([...paths, ...copies]);
      expect(copies.filter((path) => frozen.has(path))).toEqual([]);
    }
    expect(plainNames.length).toBeGreaterThan(1_900);
  });

  test.each([
    ['og-1200x630.png'],
    ['logo-v2-light.svg'],
    ['TweenMax.min.js'],
    ['DataGrid.js'],
    ['Build/WebBuild.loader.js'],
    ['assets/screenshot-1280x1024.png'],
    ['assets/roboto-v20-latin-regular.woff2'],
    ['photos/photo-1500530855697-b586d89ba3ee.jpg'],
    ['avatars/550e8400-e29b-41d4-a716-446655440000.png'],
    ['_nuxt/builds/latest.json'],
    ['_app/version.json'],
    ['sw.js'],
    ['page-data/app-data.json'],
  ])('%s does not, whatever stands beside it', (path) => {
    for (const paths of Object.values(builds)) expect(hashedFiles([...paths, path]).has(path)).toBe(false);
  });

  test('a form that all neighbours have, proven by two of them, is proof for those that look like words', () => {
    const paths = ['assets/a-DiwrgT4a.js', 'assets/b-BX9k2LmQ.css', 'assets/c-B_0x-aZ9.js'];
    const unclear = 'assets/Report-DataGrid.js';
    expect(hashedFiles([...paths, unclear])).toEqual(new Set([...paths, unclear]));
    expect(hashedFiles([...paths, unclear, 'assets/plain.js']).has(unclear)).toBe(false);
    expect(hashedFiles([...paths.slice(2), unclear]).has(unclear)).toBe(false);
    // A picture may be a copy, unless nothing but what the bundler wrote lies there.
    const picture = 'assets/logo-LandWeed.svg';
    expect(hashedFiles([...paths, picture]).has(picture)).toBe(true);
    expect(hashedFiles([...paths, picture, 'assets/robots.txt']).has(picture)).toBe(false);
  });
});

test('a hash that might be a number is believed beside code of the same name', () => {
  const build = ['static/js/main.fb823805.js', 'static/js/161.38cb7cdf.chunk.js'];
  const frozen = (path: string) => hashedFiles([...build, path]).has(path);
  expect(frozen('static/css/main.e3351018.css')).toBe(true);
  expect(frozen('static/css/main.13351018.css')).toBe(true);
  expect(frozen('static/css/other.e3351018.css')).toBe(false);
  expect(frozen('static/css/main.20240131.css')).toBe(false);
  expect(frozen('static/css/main-e3351018.css')).toBe(false);
  expect(frozen('static/media/main.e3351018.svg')).toBe(false);
  expect(frozen('css/main.e3351018.css')).toBe(false);
});

test.each([
  'main.9eea82a9.js.LICENSE.txt',
  'main.9eea82a9.js.LEGAL.txt',
  'main.9eea82a9.js.map',
  'main.9eea82a9.css.map',
  '_app/immutable/chunks/DHCggo_L.js.br',
  '_next/static/chunks/app/page-0f1e2d3c4b5a6978.js.map',
  'assets/logo-C5HpnIL3.svg.gz',
])('%s has the hash of another file: a comment of a package changes it, and not the name', (path) => {
  for (const paths of Object.values(builds)) expect(hashedFiles([...paths, path]).has(path)).toBe(false);
  expect(nameVerdict(path)).toBe('unclear');
});

test('what is frozen is never plain by its name, and what its name alone shows is frozen', () => {
  for (const build of Object.values(builds)) {
    const paths = [...build, ...plainNames, 'assets/my-DataGrid.js'];
    const frozen = hashedFiles(paths);
    for (const path of paths) {
      if (frozen.has(path)) expect([path, nameVerdict(path)]).not.toEqual([path, 'plain']);
      if (nameVerdict(path) === 'hashed') expect(frozen).toContain(path);
    }
  }
});

test.each([
  ['/app.js', 'plain'],
  ['/app.js.map', 'plain'],
  ['/config.json', 'plain'],
  ['/icon-192.png', 'plain'],
  ['/assets/index-DiwrgT4a.js', 'hashed'],
  ['/previews/pr-7/_next/static/chunks/main.js', 'hashed'],
  ['/assets/logo-DiwrgT4a.svg', 'unclear'],
  ['/assets/my-DataGrid.js', 'unclear'],
])('by its name alone, %s is %s', (path, verdict) => {
  expect(nameVerdict(path)).toBe(verdict);
});

const alphabets = {
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  hex: '0123456789abcdef',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
};

test.each([
  ['base64url', 8, 0.02],
  ['hex', 8, 0.08],
  ['hex', 16, 0.005],
  ['hex', 20, 0.002],
  ['base32', 8, 0.12],
] as const)('of random hashes in %s of %d characters, few have to be proven by their neighbours', (name, length, share) => {
  const random = seededRandom(length);
  const alphabet = alphabets[name];
  const count = 20_000;
  let missed = 0;
  for (let n = 0; n < count; n++) {
    const hash = Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
    const token = hashToken(`assets/index-${hash}.js`);
    if (!token?.isProven || token.text !== hash) missed += 1;
  }
  expect(missed / count).toBeLessThan(share);
});
