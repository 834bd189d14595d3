import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
  stage.write({ 'next/index.html': 'next' });
});
afterEach(() => stage.close());

const left = 'The build-command ended well, but has written nothing into dist; nothing was uploaded.';

test.each([
  ['does nothing', 'true'],
  ['reads only', 'cat dist/*.html'],
  ['writes elsewhere', 'mkdir build && cp next/index.html build/'],
  ['writes into what is left out', 'echo x > dist/skipped.txt'],
])('a build that %s does not pass for one of this commit', async (_, command) => {
  stage.build(site('a1'));
  expect(await failureOf(stage.sync(undefined, { 'build-command': command, exclude: 'skipped.txt' }))).toContain(left);
  expect(stage.calls()).toEqual([]);
});

test.each([
  ['writes another content', 'cp next/index.html dist/'],
  ['writes the same content', 'cp dist/favicon.svg again && cat again > dist/favicon.svg'],
  ['writes the same content with the times of before', 'cp -p dist/favicon.svg again && cp -p again dist/favicon.svg'],
  ['makes the folder again', 'mv dist old && mkdir dist && cp -a old/. dist/'],
  ['puts another folder in its place', 'rm -r dist && mv next dist'],
  ['removes a file', 'rm dist/favicon.svg'],
])('a build that %s is one', async (_, command) => {
  stage.build(site('a1'));
  const { failure } = await stage.sync(undefined, { 'build-command': command });
  expect(failure).toBeUndefined();
});

test('a folder that was not there before is new; one that is not made, or stays empty, is told', async () => {
  expect((await stage.sync(undefined, { 'build-command': 'cp -r next dist' })).failure).toBeUndefined();
  const none = stage.sync(undefined, { 'build-command': 'true', source: 'out' });
  expect(await failureOf(none)).toContain('There is no folder out; nothing was uploaded.');
  const empty = stage.sync(undefined, { 'build-command': 'mkdir out', source: 'out' });
  expect(await failureOf(empty)).toContain('It holds no files to upload.');
});

test('a plan runs no build, and so expects no output', async () => {
  stage.build(site('a1'));
  const { failure } = await stage.sync(undefined, { 'build-command': 'false', 'dry-run': 'true' });
  expect(failure).toBeUndefined();
});
