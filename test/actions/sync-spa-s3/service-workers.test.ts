import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { bucket, type SiteStage, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

const worker = 'self.addEventListener("install", (event) => event.waitUntil(precacheAndRoute(["/index.html"])));';
const page = '<script src="/assets/app-4f3a2b1c.js"></script>';

test.each([
  [
    'by the page',
    { 'index.html': `<script>navigator.serviceWorker.register("/offline.js")</script>`, 'offline.js': worker },
    'offline.js',
  ],
  [
    'by a script of its own, as vite-plugin-pwa has it',
    {
      'index.html': '<script src="/registerSW.js"></script>',
      'registerSW.js': `if('serviceWorker' in navigator) navigator.serviceWorker.register('/pages/offline.js', { scope: '/pages/' })`,
      'pages/offline.js': worker,
    },
    'pages/offline.js',
  ],
  [
    "by workbox-window in the app's code",
    {
      'index.html': page,
      'assets/app-4f3a2b1c.js':
        '"serviceWorker"in navigator&&import("./workbox-window-5d6e7f80.js").then(({Workbox:e})=>new e("/cache.mjs",{scope:"/"}).register())',
      'assets/workbox-window-5d6e7f80.js': 'navigator.serviceWorker.register(this.url)',
      'cache.mjs': worker,
    },
    'cache.mjs',
  ],
  [
    'by an import map, as Parcel has it',
    {
      'index.html': `<script type=importmap>{"imports":{"8wdGj":"/offline.js"}}</script>${page}`,
      'assets/app-4f3a2b1c.js': 'navigator.serviceWorker.register(import.meta.resolve("8wdGj"),{type:"module"})',
      'offline.js': 'self.addEventListener("fetch",e=>e.respondWith(caches.match(e.request)))',
    },
    'offline.js',
  ],
])('what is registered %s is written last', async (_, files, path) => {
  await stage.sync({ ...files, 'about.html': '', 'plain.js': 'window.plain = 1' });
  const writes = stage.writes();
  expect(writes.at(-1)).toBe(`put ${path}`);
  expect(writes.indexOf('put plain.js')).toBeLessThan(writes.indexOf('put about.html'));
  const message = await failureOf(stage.sync(undefined, { 'cache-control': '**/*.{js,mjs} = public, max-age=600' }));
  expect(message).toContain(`${path} is a service worker and would be cached (public, max-age=600)`);
  expect(message).not.toContain('plain.js');
});

test('a rollback writes one last as well, although it has no build that shows it', async () => {
  const files = (version: string) => ({
    'index.html': `<script>navigator.serviceWorker.register("/offline.js")</script>${version}`,
    'offline.js': `${worker}//${version}`,
    'plain.js': `window.plain = ${version}`,
  });
  await stage.sync(files('1'), { 'release-id': 'one' });
  await stage.sync(files('2'), { 'release-id': 'two' });
  stage.writes();
  const { failure } = await stage.run({ bucket, 'rollback-to': 'one' });
  expect(failure).toBeUndefined();
  const writes = stage.writes();
  expect(writes).toEqual(expect.arrayContaining(['copy plain.js', 'copy index.html', 'copy offline.js']));
  expect(writes.at(-1)).toBe('copy offline.js');
});

test.each([
  ['that nobody registers', { 'index.html': page, 'offline.js': worker }, 'offline.js'],
  [
    'that a service worker imports',
    {
      'index.html': '<script>navigator.serviceWorker.register("/main-worker.js")</script>',
      'main-worker.js': 'importScripts("/precaching.js"); skipWaiting();',
      'precaching.js': worker,
    },
    'precaching.js',
  ],
  [
    'with another name of the same end',
    { 'index.html': '<script>navigator.serviceWorker.register("/my-offline.js")</script>', 'offline.js': worker },
    'offline.js',
  ],
])('a script %s comes before the pages', async (_, files, path) => {
  await stage.sync({ 'assets/app-4f3a2b1c.js': '', ...files });
  const writes = stage.writes();
  expect(writes).toContain(`put ${path}`);
  expect(writes.indexOf(`put ${path}`)).toBeLessThan(writes.indexOf('put index.html'));
});
