import type { Hash } from 'node:crypto';
import type { FactsReaders } from '../../machine/facts-ahead.ts';
import { type ContextEntry, readEntries } from './context-entries.ts';
import { type ListedPath, listContext, type SourceFolder } from './context-listing.ts';
import { withoutRepositories } from './repository-folder.ts';

/** So much text goes into a hash at once: a call for each line would take as long as the hash itself. */
const textCharacters = 16 * 1_024;

/** Adds one line for each entry of a folder, with all that a builder gets of it; answers what is listed there. */
export async function hashFolder(
  sum: Hash,
  folder: SourceFolder,
  { facts, ahead: startAhead }: FactsReaders,
  signal: AbortSignal,
): Promise<readonly ListedPath[]> {
  const { root } = folder;
  const ahead = startAhead(root);
  try {
    const all = await listContext(folder, ahead.add, signal);
    ahead.last();
    const { listed, lines } = withoutRepositories(root, all);
    const entries = await readEntries(listed, { root, facts, ahead }, signal);
    for (const line of lines) sum.update(`${line}\n`);
    hashLines(sum, entries);
    return all;
  } finally {
    ahead.close();
  }
}

function hashLines(sum: Hash, entries: readonly ContextEntry[]): void {
  let text = '';
  for (const { path, mode, is } of entries) {
    text += `${JSON.stringify(path)} ${mode.toString(8)} ${kindText(is)}\n`;
    if (text.length < textCharacters) continue;
    sum.update(text);
    text = '';
  }
  sum.update(text);
}

function kindText(is: ContextEntry['is']): string {
  switch (is.kind) {
    case 'folder':
    case 'pipe':
      return `${is.kind} `;
    case 'file':
      return `file ${is.sha256 ?? ''}`;
    case 'link':
      return `link ${JSON.stringify(is.target)} `;
    case 'hard link':
      return `hard link ${JSON.stringify(is.to)} `;
    case 'device':
      return `${is.type} device ${is.number} `;
  }
}
