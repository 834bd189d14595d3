import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createConcurrencyGroups } from './run/concurrency.ts';
import { runFixture } from './run-fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'queue-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('deploys of several runs take turns, and none is dropped', async () => {
  const journal = join(folder, 'journal');
  const concurrency = createConcurrencyGroups();
  const runs = ['a', 'b', 'c'].map((name) =>
    runFixture('queue.yml', { inputs: { name }, concurrency, env: { JOURNAL: journal } }),
  );
  expect((await Promise.all(runs)).map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'success']);
  const lines = readFileSync(journal, 'utf8').trim().split('\n');
  expect(lines).toHaveLength(6);
  for (let i = 0; i < 6; i += 2) expect(lines[i + 1]).toBe(lines[i]?.replace('begin', 'end'));
});

test('a newer run cancels the older where the workflow says so', async () => {
  const concurrency = createConcurrencyGroups();
  const start = (name: string, env: Record<string, string>, begun: () => void = () => {}) =>
    runFixture('queue.yml', {
      inputs: { name, 'newest-wins': true },
      concurrency,
      env: { JOURNAL: join(folder, 'journal'), ...env },
      log: ({ line }) => (line === 'begun' ? begun() : undefined),
    });
  let older: ReturnType<typeof start> | undefined;
  await new Promise<void>((begun) => {
    older = start('older', { WAIT: 'yes' }, begun);
  });
  expect((await start('newer', {})).conclusion).toBe('success');
  expect((await older)?.conclusion).toBe('cancelled');
});
