import type { Hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { messageOf, UserError } from '../../errors.ts';
import type { IdentifyFile } from '../../machine/file-identity.ts';
import type { Identities, IdentitiesAhead } from '../../machine/identities-ahead.ts';
import { type ContextEntry, pathOf, readEntries, type SourceFolder } from './context-entries.ts';
import { withoutRepositories } from './repository-folder.ts';

const turnMilliseconds = 20;

/** So much text goes into a hash at once: a call for each line would take as long as the hash itself. */
const textCharacters = 16 * 1_024;

/** Adds one line for each entry of a folder, with all that a builder gets of it; answers what was found there. */
export async function hashFolder(
  sum: Hash,
  folder: SourceFolder,
  { identify, ahead: startAhead }: Identities,
  signal: AbortSignal,
): Promise<readonly ContextEntry[]> {
  const { root } = folder;
  const ahead = startAhead(root);
  try {
    const found = await readEntries(folder, ahead.add, signal);
    ahead.last();
    const { entries, lines } = withoutRepositories(root, found);
    const contents = await contentHashes(entries, { root, identify, ahead }, signal);
    for (const line of lines) sum.update(`${line}\n`);
    hashLines(sum, entries, contents);
    return found;
  } finally {
    ahead.close();
  }
}

interface Reader {
  readonly root: string;
  readonly identify: IdentifyFile;
  readonly ahead: IdentitiesAhead;
}

/** From the last one to the first: the other thread comes from the first. Empty for what has no content. */
async function contentHashes(
  entries: readonly ContextEntry[],
  { root, identify, ahead }: Reader,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const hashes = Array.from<string>({ length: entries.length }).fill('');
  let turnBegan = performance.now();
  for (let index = entries.length - 1; index >= 0; index--) {
    const { path, is } = entries[index] as ContextEntry;
    if (is.kind !== 'file' || is.content === undefined) continue;
    hashes[index] = ahead.sha256(is.content) ?? (await contentHash(pathOf(root, path), identify, signal));
    if (performance.now() - turnBegan < turnMilliseconds) continue;
    await setImmediate();
    signal.throwIfAborted();
    turnBegan = performance.now();
  }
  return hashes;
}

function hashLines(sum: Hash, entries: readonly ContextEntry[], contents: readonly string[]): void {
  let text = '';
  for (const [index, entry] of entries.entries()) {
    text += `${JSON.stringify(entry.path)} ${entry.mode.toString(8)} ${kindText(entry)} ${contents[index]}\n`;
    if (text.length < textCharacters) continue;
    sum.update(text);
    text = '';
  }
  sum.update(text);
}

function kindText({ is }: ContextEntry): string {
  switch (is.kind) {
    case 'folder':
    case 'pipe':
    case 'file':
      return is.kind;
    case 'link':
      return `link ${JSON.stringify(is.target)}`;
    case 'hard link':
      return `hard link ${JSON.stringify(is.to)}`;
    case 'device':
      return `${is.type} device ${is.number}`;
  }
}

async function contentHash(path: string | Buffer, identify: IdentifyFile, signal: AbortSignal): Promise<string> {
  try {
    return (await identify(path, signal)).sha256;
  } catch (error) {
    signal.throwIfAborted();
    throw new UserError({
      what: `The file ${path} of the build context could not be read; nothing was built.`,
      why: `${messageOf(error)}.`,
      next: 'Give this step access to it, or leave it out: .dockerignore.',
    });
  }
}
