import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ContextEntry, readEntries } from '../../../src/container/build/context-entries.ts';
import { listContext } from '../../../src/container/build/context-listing.ts';
import { parseDockerignore } from '../../../src/domain/dockerignore.ts';
import type { Bytes } from '../../../src/domain/go-text.ts';
import { type NamedEntry, visibleEntries } from '../../../src/domain/visible-entries.ts';
import { UserError } from '../../../src/errors.ts';
import { factsReaders } from '../../../src/machine/facts-ahead.ts';
import { describeWith } from '../../support/requires.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { type Answer, type Oracle, type Sent, startOracle } from './oracle.ts';
import { type RandomContext, randomContext } from './random-context.ts';

/** `npm run oracles` asks about all. */
const isWhole = process.env['ORACLES'] === 'all';
const contexts = isWhole ? 20_000 : 2_000;
const folders = isWhole ? 500 : 100;

describeWith('go', 'what BuildKit sends of a context', () => {
  let oracle: Oracle;
  beforeAll(() => {
    oracle = startOracle();
  }, 300_000);
  afterAll(() => oracle?.close());

  test(`is what the source key sees, in ${contexts} contexts with odd names`, async () => {
    const random = seededRandom(1);
    const differences: Difference[] = [];
    let visible = 0;
    let hidden = 0;
    for (let count = 0; count < contexts; count++) {
      const context = randomContext(random);
      const theirs = sentOf(await oracle.ask(context));
      const ours = seenIn(context);
      visible += theirs.length;
      hidden += pathsOf(context).size - theirs.length;
      differences.push(...difference(context, theirs, ours));
    }
    // Nothing would be compared if nearly all were hidden, or nothing.
    expect(Math.min(visible, hidden)).toBeGreaterThan(contexts * 2);
    expect(differences).toEqual([]);
  }, 600_000);

  test(`is what the source key reads, in ${folders} folders of the disk`, async () => {
    const random = seededRandom(2);
    const differences: Difference[] = [];
    const root = mkdtempSync(join(tmpdir(), 'oracle-contexts-'));
    for (let count = 0; count < folders; count++) {
      const folder = join(root, String(count));
      const context = randomContext(random);
      writeContext(folder, context, random);
      const theirs = await oracle.ask({ ignore: context.ignore, folder });
      const lines = 'error' in theirs ? ['refused'] : theirs.entries.map(lineOf);
      differences.push(...difference(context, lines, await readIn(folder, context.ignore)));
    }
    rmSync(root, { recursive: true });
    expect(differences).toEqual([]);
  }, 600_000);

  test('has the kinds and modes of all that a folder can hold', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'oracle-kinds-'));
    writeFileSync(join(folder, 'a'), 'a', { mode: 0o640 });
    linkSync(join(folder, 'a'), join(folder, 'b'));
    linkSync(join(folder, 'a'), join(folder, 'hidden'));
    chmodSync(join(folder, 'a'), 0o4751);
    mkdirSync(join(folder, 'sticky'));
    chmodSync(join(folder, 'sticky'), 0o1777);
    symlinkSync('../nowhere', join(folder, 'sticky/link'));
    execFileSync('mkfifo', ['-m', '600', join(folder, 'pipe')]);
    const server = createServer().listen(join(folder, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    const theirs = await oracle.ask({ ignore: 'hidden', folder });
    const ours = await readIn(folder, 'hidden');
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
    expect(ours).toEqual('error' in theirs ? theirs : theirs.entries.map(lineOf));
    expect(ours).toHaveLength(6);
  });
});

interface Difference {
  readonly ignore: string;
  readonly paths: readonly string[];
  /** What the builder sees and the key does not. */
  readonly stale: readonly string[];
  /** What the key sees and the builder does not. */
  readonly needless: readonly string[];
}

function difference(
  { ignore, paths }: RandomContext,
  theirs: readonly string[],
  ours: readonly string[],
): Difference[] {
  const stale = theirs.filter((line) => !ours.includes(line));
  const needless = ours.filter((line) => !theirs.includes(line));
  if (stale.length === 0 && needless.length === 0) return [];
  return [{ ignore: shown(ignore), paths: paths.map(shown), stale: stale.map(shown), needless: needless.map(shown) }];
}

const shown = (bytes: Bytes) => JSON.stringify(Buffer.from(bytes, 'latin1').toString());

/** Bits of Go's fs.FileMode: https://pkg.go.dev/io/fs#FileMode */
const bits = { folder: 2 ** 31, link: 2 ** 27, pipe: 2 ** 25, setuid: 2 ** 23, setgid: 2 ** 22, sticky: 2 ** 20 };
const has = (mode: number, bit: number) => Math.floor(mode / bit) % 2 === 1;

function sentOf(answer: Answer): readonly string[] {
  if ('error' in answer) return ['refused'];
  return answer.entries.map(({ path, mode, opens }) => seenLine(path, has(mode, bits.folder), opens));
}

function seenLine(path: Bytes, isFolder: boolean, opens: boolean): string {
  return isFolder ? `${path}/` : opens ? path : `${path} without content`;
}

/** All paths of a context with the folders above them; whether each is a folder. */
function pathsOf({ paths }: RandomContext): ReadonlyMap<Bytes, boolean> {
  const all = new Map<Bytes, boolean>();
  const add = (path: Bytes, isFolder: boolean) => {
    if (all.has(path)) return;
    if (path.includes('/')) add(path.slice(0, path.lastIndexOf('/')), true);
    all.set(path, isFolder);
  };
  for (const path of paths) add(path.replace(/\/$/, ''), path.endsWith('/'));
  return all;
}

function seenIn(context: RandomContext): readonly string[] {
  const rules = parseDockerignore(context.ignore);
  if (!rules.ok) return ['refused'];
  const children = new Map<Bytes, NamedEntry[]>();
  for (const [path, isFolder] of pathsOf(context)) {
    const at = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(at, 0));
    children.set(folder, [...(children.get(folder) ?? []), { name: path.slice(at + 1), isFolder }]);
  }
  const seen: string[] = [];
  for (const step of visibleEntries(rules.value, (folder) => children.get(folder) ?? [])) {
    if (step.kind === 'malformed') return ['refused'];
    if (step.kind === 'visible') seen.push(seenLine(step.path, step.entry.isFolder, step.opens));
  }
  return seen;
}

/** Puts a context on the disk, with modes, links and empty folders; names that the disk does not take are left out. */
function writeContext(folder: string, context: RandomContext, random: () => number): void {
  const place = (path: Bytes) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]);
  const mode = () => Math.floor(random() * 0o1000) | 0o600;
  mkdirSync(folder);
  for (const [path, isFolder] of pathsOf(context)) {
    try {
      if (isFolder) {
        mkdirSync(place(path));
        chmodSync(place(path), mode() | 0o100);
      } else if (random() < 0.2) symlinkSync(Buffer.from('../a b/\xff', 'latin1'), place(path));
      else {
        writeFileSync(place(path), path);
        chmodSync(place(path), mode());
      }
    } catch (error) {
      if (!/ENAMETOOLONG|ENOENT|ENOTDIR|EEXIST/.test(String(error))) throw error;
    }
  }
}

async function readIn(folder: string, ignore: Bytes): Promise<readonly string[]> {
  const rules = parseDockerignore(ignore);
  if (!rules.ok) return ['refused'];
  const malformed = () => new UserError({ what: 'refused' });
  const signal = new AbortController().signal;
  const { facts, ahead: startAhead } = factsReaders(1);
  const ahead = startAhead(folder);
  const listed = await listContext({ root: folder, rules: rules.value, malformed }, ahead.add, signal).catch(
    (error) => {
      if (error instanceof UserError) return undefined;
      throw error;
    },
  );
  if (!listed) return ['refused'];
  return (await readEntries(listed, { root: folder, facts, ahead }, signal)).map(entryLine);
}

function entryLine({ path, mode, is }: ContextEntry): string {
  const modeText = is.kind === 'link' ? '' : mode.toString(8);
  switch (is.kind) {
    case 'link':
      return `${path} link ${is.target}`;
    case 'hard link':
      return `${path} ${modeText} other name of ${is.to}`;
    case 'file':
      return `${path} ${modeText} file ${is.sha256 === undefined ? 'without content' : is.bytes}`;
    case 'device':
      return `${path} ${modeText} device`;
    case 'folder':
    case 'pipe':
      return `${path} ${modeText} ${is.kind}`;
  }
}

function lineOf({ path, mode, size, link, opens }: Sent): string {
  if (has(mode, bits.link)) return `${path} link ${link}`;
  const special =
    (has(mode, bits.setuid) ? 0o4000 : 0) |
    (has(mode, bits.setgid) ? 0o2000 : 0) |
    (has(mode, bits.sticky) ? 0o1000 : 0);
  const modeText = ((mode % 0o1000) | special).toString(8);
  if (has(mode, bits.folder)) return `${path} ${modeText} folder`;
  if (has(mode, bits.pipe)) return `${path} ${modeText} pipe`;
  return link === ''
    ? `${path} ${modeText} file ${opens ? size : 'without content'}`
    : `${path} ${modeText} other name of ${link}`;
}
