import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { resolveBaseImages } from '../../../src/container/build/base-images.ts';
import { readBuildContext } from '../../../src/container/build/build-context.ts';
import { factsReaders } from '../../../src/machine/facts-ahead.ts';
import { quickClock } from '../../support/quick-clock.ts';

const signal = new AbortController().signal;
let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'named-contexts-'));
  await write({
    'backend/Dockerfile': 'FROM base\nCOPY --from=shared /a.txt /\n',
    'shared/a.txt': 'a',
    'layout/index.json': '{"manifests":[]}',
  });
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
}

const pairs = (contexts: Readonly<Record<string, string>>) =>
  Object.entries(contexts).map(([name, value]) => ({ name, value }));

function read(contexts: Readonly<Record<string, string>>) {
  return readBuildContext(
    { workspace, context: 'backend', dockerfile: undefined, named: pairs(contexts) },
    factsReaders(),
    signal,
  );
}

/** The names of images that are asked for, and what is not known. */
async function bases(contexts: Readonly<Record<string, string>>) {
  const place = { workspace, context: 'backend', dockerfile: undefined, named: pairs(contexts) };
  const asked: string[] = [];
  const { unknown } = await resolveBaseImages(
    place,
    {
      buildArguments: [],
      platforms: [{ os: 'linux', architecture: 'amd64' }],
      clock: quickClock(),
      accessTo: async ({ host, repository }) => {
        asked.push(`${host}/${repository}`);
        throw Object.assign(new Error('not reached'), { code: 'ECONNREFUSED' });
      },
    },
    signal,
  );
  return { asked: asked.toSorted(), unknown };
}

describe('the hash of a build context changes', () => {
  test.each<[string, () => Promise<void>]>([
    ['a file of a named folder', () => write({ 'shared/a.txt': 'b' })],
    ['a new file of it', () => write({ 'shared/b.txt': '' })],
    ['its ignore rules', () => write({ 'shared/.dockerignore': 'a.txt' })],
    ['the index of a layout', () => write({ 'layout/index.json': '{"manifests":[{}]}' })],
  ])('with %s', async (_, change) => {
    const contexts = { shared: 'shared', base: 'oci-layout://layout:v1' };
    const before = await read(contexts);
    await change();
    expect((await read(contexts)).hash).not.toBe(before.hash);
  });

  test('with the name, the tag of a layout, the image and the address behind it', async () => {
    const all = await Promise.all(
      [
        {},
        { shared: 'shared' },
        { other: 'shared' },
        { shared: 'oci-layout://layout:v1' },
        { shared: 'oci-layout://layout:v2' },
        { shared: 'docker-image://alpine:3.22' },
        { shared: 'docker-image://alpine:3.23' },
        { shared: 'https://example.com/a.git' },
        { shared: 'https://example.com/b.git' },
      ].map((contexts) => read(contexts as Record<string, string>)),
    );
    expect(new Set(all.map(({ hash }) => hash)).size).toBe(all.length);
  });
});

test('the hash stays with a file that the named folder ignores, where the folder is, and the order of names', async () => {
  await write({ 'shared/.dockerignore': '*.log' });
  const before = await read({ shared: 'shared', base: 'docker-image://a' });
  await write({ 'shared/debug.log': 'x', 'elsewhere/a.txt': 'a', 'elsewhere/.dockerignore': '*.log' });
  expect((await read({ base: 'docker-image://a', shared: 'elsewhere' })).hash).toBe(before.hash);
});

test('without named contexts the hash is what it was before there were any', async () => {
  const place = { workspace, context: 'backend', dockerfile: undefined };
  expect((await read({})).hash).toBe((await readBuildContext(place, factsReaders(), signal)).hash);
});

test('builders get absolute paths, and a layout with its tag', async () => {
  const { named } = await read({ shared: './shared', base: 'oci-layout://layout:v1' });
  expect(named.map(({ name, source }) => [name, source])).toEqual([
    ['base', `oci-layout://${join(workspace, 'layout')}:v1`],
    ['shared', join(workspace, 'shared')],
  ]);
});

test('an image that a context replaces is not asked for, whatever it is called; one behind a context is', async () => {
  await write({
    'backend/Dockerfile':
      'FROM alpine\nCOPY --from=docker.io/library/node:24 /a /\nCOPY --from=shared /a /\nFROM alpine:3\n',
  });
  const hub = 'docker.io/library/';
  expect((await bases({})).asked).toEqual([`${hub}alpine`, `${hub}alpine`, `${hub}node`, `${hub}shared`]);
  const replaced = { alpine: 'shared', 'node:24': 'shared', shared: 'docker-image://quay.io/acme/shared:1' };
  expect((await bases(replaced)).asked).toEqual([`${hub}alpine`, 'quay.io/acme/shared']);
});

test('an address is not known before it is built, unless it names a commit; what may be secret in it is not told', async () => {
  await write({ 'backend/Dockerfile': 'FROM scratch\n' });
  const commit = 'a'.repeat(40);
  const { unknown } = await bases({
    one: 'https://user:hush@example.com/one.git#main',
    two: `https://example.com/two.git#${commit}`,
    three: 'https://example.com/three.tar.gz?token=hush',
  });
  expect(unknown).toEqual([
    'what the context one takes from https://example.com/one.git',
    'what the context three takes from https://example.com/three.tar.gz',
  ]);
});

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  [
    'a folder that is not there',
    { shared: 'nowhere' },
    /^The build context shared cannot be read; .*nowhere is no folder/,
  ],
  [
    'a layout that is none',
    { shared: 'oci-layout://shared' },
    /^The build context shared cannot be read; .* is no OCI layout/,
  ],
  ['a name that no image has', { 'A B': 'shared' }, /^build-contexts is not usable; .*"A B" is no name of an image/],
  ['nothing behind a name', { shared: '' }, /shared has no source/],
  ['nothing behind a scheme', { shared: 'docker-image://' }, /shared has nothing behind docker-image/],
])('%s is an error before anything is built', async (_, contexts, reason) => {
  await expect(read(contexts)).rejects.toThrow(reason);
});
