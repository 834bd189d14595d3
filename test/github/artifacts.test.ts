import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { appendArtifacts } from '../../src/github/artifacts.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'artifacts-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('each artifact is a line behind those that are there', async () => {
  const path = join(folder, 'artifacts');
  await writeFile(path, 'file:///a\n');
  await appendArtifacts(path, ['oci://b@sha256:1', 'oci://c@sha256:2']);
  expect(await readFile(path, 'utf8')).toBe('file:///a\noci://b@sha256:1\noci://c@sha256:2\n');
});

test('a runner that offers no file gets none', async () => {
  await appendArtifacts(undefined, ['oci://b@sha256:1']);
  await appendArtifacts('', ['oci://b@sha256:1']);
});
