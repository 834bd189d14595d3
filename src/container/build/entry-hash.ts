import type { Hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { messageOf, UserError } from '../../errors.ts';
import type { IdentifyFile } from '../../machine/file-identity.ts';
import { type ContextEntry, pathOf } from './context-entries.ts';

const turnMilliseconds = 20;

/** So much text goes into a hash at once: a call for each line would take as long as the hash itself. */
const textCharacters = 16 * 1_024;

/** Adds one line for each entry, with all that a builder gets of it. */
export async function hashEntries(
  sum: Hash,
  { root, entries }: { readonly root: string; readonly entries: readonly ContextEntry[] },
  identify: IdentifyFile,
  signal: AbortSignal,
): Promise<void> {
  let text = '';
  let turnBegan = performance.now();
  for (const entry of entries) {
    const content = hasContent(entry) ? await contentHash(pathOf(root, entry.path), identify, signal) : '';
    text += `${JSON.stringify(entry.path)} ${entry.mode.toString(8)} ${kindText(entry)} ${content}\n`;
    if (text.length > textCharacters) {
      sum.update(text);
      text = '';
    }
    if (performance.now() - turnBegan < turnMilliseconds) continue;
    await setImmediate();
    signal.throwIfAborted();
    turnBegan = performance.now();
  }
  sum.update(text);
}

function hasContent({ is }: ContextEntry): boolean {
  return is.kind === 'file' && is.hasContent;
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
