import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { triggeringPull } from '../../src/github/event.ts';
import { pullEvent } from '../support/github-stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'event-'));
afterAll(() => rmSync(folder, { recursive: true }));

function pullOf(event: object) {
  const path = join(folder, 'event.json');
  writeFileSync(path, JSON.stringify(event));
  return triggeringPull(path);
}

const headCommit = 'e'.repeat(40);

test('a pull request of the repository itself, and one from a fork', async () => {
  expect(await pullOf(pullEvent(7))).toEqual({ number: 7, isFork: false, headCommit });
  expect(await pullOf(pullEvent(7, { fork: true }))).toEqual({ number: 7, isFork: true, headCommit });
});

test('a comment on a pull request, and one on an issue', async () => {
  expect(await pullOf({ issue: { number: 7, pull_request: {} } })).toMatchObject({ number: 7 });
  expect(await pullOf({ issue: { number: 7 } })).toBeUndefined();
});

test('a run that is for none', async () => {
  expect(await pullOf({ ref: 'refs/heads/main' })).toBeUndefined();
  expect(await triggeringPull(undefined)).toBeUndefined();
  expect(await triggeringPull('')).toBeUndefined();
});
