import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { type SiteStage, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

const path = 'assets/app-4f3a2b1c.js';
const frozen = 'public, max-age=31536000, immutable';
const build = (content: string) => ({ 'index.html': '', [path]: content });

test('another content under a name that browsers were told to keep is an error before anything is written', async () => {
  await stage.sync(build('one'));
  expect(stage.headers(path).cache).toBe(frozen);
  stage.writes();
  const message = await failureOf(stage.sync(build('two')));
  expect(message).toContain(`Visitors who have ${path} would keep the old content.`);
  expect(message).toContain('Or accept it with `lint-allow`');
  expect(stage.writes()).toEqual([]);
  expect(await stage.content(path)).toBe('one');
});

test.each([
  'LICENSE.txt',
  'map',
])('a %s bears the name of a script that stays, and its own content may change', async (ending) => {
  const of = (content: string) => ({ ...build('script'), [`${path}.${ending}`]: content });
  await stage.sync(of('one'), { 'lint-allow': '**/*.map' });
  expect(stage.headers(`${path}.${ending}`).cache).toBe('no-cache');
  stage.writes();
  await stage.sync(of('two'), { 'lint-allow': '**/*.map' });
  expect(stage.writes()).toEqual([`put ${path}.${ending}`]);
});

test('accepted, it is asked for from then on and never frozen again', async () => {
  await stage.sync(build('one'));
  stage.writes();
  const { outputs } = await stage.sync(build('two'), { 'lint-allow': path });
  expect(stage.headers(path).cache).toBe('no-cache');
  expect(outputs['invalidation-paths']).toEqual([`/${path}`]);
  stage.writes();
  await stage.sync(build('two'));
  expect(stage.writes()).toEqual([]);
  await stage.sync(build('three'), { immutable: 'assets/**' });
  expect(stage.headers(path).cache).toBe('no-cache');
  // Gone for a release and back.
  await stage.sync({ 'index.html': 'x' });
  await stage.sync(build('four'));
  expect(stage.headers(path).cache).toBe('no-cache');
});

test('a name that is not frozen any more is one that visitors have all the same', async () => {
  await stage.sync({ 'index.html': '', 'js/app.js': 'one' }, { immutable: 'js/**', 'lint-allow': 'js/app.js' });
  expect(stage.headers('js/app.js').cache).toBe(frozen);
  expect(await failureOf(stage.sync({ 'index.html': '', 'js/app.js': 'two' }))).toContain('js/app.js');
  // Its headers alone may change: the content that visitors have is right.
  await stage.sync({ 'index.html': '', 'js/app.js': 'one' });
  expect(stage.headers('js/app.js').cache).toBe('no-cache');
  await stage.sync({ 'index.html': '', 'js/app.js': 'two' });
  expect(await stage.content('js/app.js')).toBe('two');
});

test('a rollback brings back what was there, and what died halfway was perhaps never served', async () => {
  await stage.sync(build('one'), { 'release-id': 'r1' });
  await stage.sync(build('two'), { 'release-id': 'r2', 'lint-allow': path });
  const { failure } = await stage.run({ bucket: 'clinic-site', 'rollback-to': 'r1' });
  expect(failure).toBeUndefined();
  expect(await stage.content(path)).toBe('one');
});
