import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readBuildContext } from '../../src/container/build/build-context.ts';
import { type FactsAhead, factsReaders } from '../../src/machine/facts-ahead.ts';

const count = 6_000;
const large = 3_999;
let folder: string;
/** Paths below the folder, as texts of bytes. */
let files: readonly string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'identitiés-'));
  files = Array.from({ length: count }, (_, number) => {
    if (number % 100 === 0) mkdirSync(join(folder, `${Math.floor(number / 100)}`));
    const path = `${Math.floor(number / 100)}/${number}${number % 10 === 0 ? '\xe9' : ''}`;
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]), contentOf(number));
    return path;
  });
  truncateSync(join(folder, '39/3999'), 256 * 1_024 + 1);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

function contentOf(number: number): string {
  return `export const value = ${number};\n`.repeat(number % 60);
}

/** The numbers of files that were added, with time for the thread to read most of them. */
async function added(ahead: FactsAhead, paths = files): Promise<readonly number[]> {
  const numbers = paths.map((path) => ahead.add(path));
  ahead.last();
  await setTimeout(300);
  return numbers;
}

test('each file is read by the thread, or left to the caller', async () => {
  const ahead = factsReaders(2).ahead(folder);
  try {
    const numbers = await added(ahead, [...files, 'is-not-there']);
    const read = numbers.map((number) => ahead.facts(number)?.sha256);
    const right = files.map((_, index) => hash('sha256', contentOf(index)));
    expect(read.slice(0, count)).toEqual(right.map((sha256, index) => (index === large ? undefined : sha256)));
    expect(read[count]).toBeUndefined();
  } finally {
    ahead.close();
  }
});

test('what the caller has taken stays with it', async () => {
  const ahead = factsReaders(2).ahead(folder);
  try {
    const numbers = files.map((path) => ahead.add(path));
    ahead.last();
    expect(numbers.map((number) => ahead.facts(number)?.sha256).filter((sha256) => sha256 === undefined)).toHaveLength(
      count,
    );
    await setTimeout(300);
    expect(numbers.map((number) => ahead.facts(number)?.sha256).filter((sha256) => sha256 !== undefined)).toEqual([]);
  } finally {
    ahead.close();
  }
});

test('one core reads alone', async () => {
  const ahead = factsReaders(1).ahead(folder);
  const numbers = await added(ahead);
  expect(numbers.map((number) => ahead.facts(number)?.sha256).filter((sha256) => sha256 !== undefined)).toEqual([]);
  ahead.close();
});

test('a context has the same hash on one core and on several', async () => {
  const place = { workspace: folder, context: '.', dockerfile: undefined };
  const { signal } = new AbortController();
  const [alone, together] = [
    await readBuildContext(place, factsReaders(1), signal),
    await readBuildContext(place, factsReaders(2), signal),
  ];
  expect(together).toEqual(alone);
  expect(alone.files).toBe(count + 1);
});
