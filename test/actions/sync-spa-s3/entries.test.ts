import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { bucket, type SiteStage, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

const languages = (version: string) => ({
  'en/index.html': `<script src="/en/main-${version}BX9k2L.js"></script>`,
  [`en/main-${version}BX9k2L.js`]: version,
  'es/index.html': `<script src="/es/main-${version}BX9k2L.js"></script>`,
  [`es/main-${version}BX9k2L.js`]: version,
  'es/about.html': version,
});
const entries = 'en/index.html\nes/index.html';

/** A first release also deletes an object of its own, to see whether it may. */
const puts = () => stage.writes().filter((write) => write.startsWith('put '));

test('a site of several languages has an entry in each, written after all else', async () => {
  expect(await failureOf(stage.sync(languages('a1')))).toContain(
    'dist holds no index.html; nothing was uploaded. It holds 5 other files. If visitors enter by en/index.html, es/index.html, name them under `entries`.',
  );
  const { failure } = await stage.sync(undefined, { entries });
  expect(failure).toBeUndefined();
  expect(puts().slice(2)).toEqual(['put es/about.html', 'put en/index.html', 'put es/index.html']);
});

test('a remote of module federation has no page at all', async () => {
  const remote = { 'remoteEntry.js': '414', '414.b78c7f13245d9d7f5a6c.js': 'late', 'mf-manifest.json': '{}' };
  await stage.sync(remote, { entries: '/remoteEntry.js' });
  expect(puts()).toEqual(['put 414.b78c7f13245d9d7f5a6c.js', 'put mf-manifest.json', 'put remoteEntry.js']);
  expect(stage.headers('remoteEntry.js').cache).toBe('no-cache');
});

test('an entry that the build lacks is told with the pages that it has', async () => {
  expect(await failureOf(stage.sync(languages('a1'), { entries: 'en/index.html\nde/index.html' }))).toContain(
    'dist holds no de/index.html; nothing was uploaded. Its pages are en/index.html, es/about.html, es/index.html',
  );
  expect(stage.writes()).toEqual([]);
});

test('a rollback writes them last, too, and only over what was there', async () => {
  await stage.sync(languages('a1'), { entries, 'release-id': 'one' });
  await stage.sync(languages('b2'), { entries, 'release-id': 'two' });
  stage.writes();
  await stage.run({ bucket, entries, 'rollback-to': 'previous' });
  expect(
    stage
      .writes()
      .filter((each) => !each.startsWith('copy .deploy'))
      .slice(-3),
  ).toEqual(['copy es/about.html', 'copy en/index.html', 'copy es/index.html']);
  expect(await stage.content('es/index.html')).toContain('main-a1');
});
