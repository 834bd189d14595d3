import { expect, test } from '@jest/globals';
import { readSqlFiles } from '../../../src/actions/seed-rds/files.ts';
import type { FilesReader } from '../../../src/machine/files.ts';

function folderOf(count: number, text: string): FilesReader {
  const names = Array.from({ length: count }, (_, index) => `${index}_a.sql`);
  const bytes = Buffer.from(text);
  const opened = { length: bytes.length, read: (start: number, end: number) => bytes.subarray(start, end) };
  return {
    filesBelow: async () => names,
    text: async () => text,
    bytes: async () => bytes,
    opened: async () => opened,
  };
}

const read = (files: FilesReader, folder = 'db') => readSqlFiles(folder, '/workspace', 'postgres', files);

test('a folder with too many files is refused', async () => {
  await expect(read(folderOf(10_001, ''))).rejects.toThrow(/db has more than 10000 SQL files; nothing was changed/);
});

test('a folder with too much text is refused', async () => {
  await expect(read(folderOf(65, ' '.repeat(64 << 20)))).rejects.toThrow(/more than 4 GiB together/);
});

test('of many files that cannot be run the first are named', async () => {
  await expect(read(folderOf(1_000, "'"))).rejects.toThrow(/1000 SQL files cannot be run:.*\n {2}- and 950 more\n/s);
});

test('a path has one slash after the folder, however many the workflow writes', async () => {
  const [first] = await read(folderOf(1, 'SELECT 1;'), `db${'/'.repeat(1 << 20)}`);
  expect(first?.path).toBe('db/0_a.sql');
});
