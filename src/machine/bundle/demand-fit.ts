import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mayHoldSecret, secretContentProblem, secretFileProblem } from '../../domain/secret/secret-file.ts';
import { UserError } from '../../errors.ts';
import type { BundleEntry } from './entries.ts';
import { unreadableBundle } from './unreadable.ts';

/** Throws one UserError that names all entries of a folder that must not travel: files with credentials, and what no archive can hold. */
export async function demandFit(folder: string, entries: readonly BundleEntry[]): Promise<void> {
  demandNames(folder, entries);
  const found: string[] = [];
  for (const entry of entries) {
    const problem = secretFileProblem(entry.path) ?? (await contentProblem(folder, entry));
    if (problem !== undefined) found.push(`${entry.path} ${problem}`);
  }
  if (found.length > 0) throw holdsCredentials(folder, found);
}

/** The names of an archive's entries, whose content is not looked at. */
export function demandNoSecretNames(path: string, names: readonly string[]): void {
  const found = names.flatMap((name) => {
    const problem = secretFileProblem(name.replaceAll('\\', '/'));
    return problem === undefined ? [] : [`${name} ${problem}`];
  });
  if (found.length > 0) throw holdsCredentials(path, found);
}

async function contentProblem(folder: string, entry: BundleEntry): Promise<string | undefined> {
  if (entry.kind !== 'file' || !mayHoldSecret(entry.path, entry.bytes)) return undefined;
  const path = join(folder, entry.path);
  const content = await readFile(path, 'latin1').catch((error) => {
    throw unreadableBundle(path, error);
  });
  return secretContentProblem(entry.path, content);
}

function holdsCredentials(path: string, found: readonly string[]): UserError {
  return new UserError({
    what: `The source bundle ${path} holds files with credentials; nothing was changed.`,
    why: shown(found),
    next: 'Exclude them in .ebignore or .gitignore, and give their values under `env` and `secrets`.',
  });
}

function demandNames(folder: string, entries: readonly BundleEntry[]): void {
  const found = entries.flatMap((entry) => {
    const kind = entry.kind === 'other' ? 'is neither a file nor a folder nor a link' : undefined;
    const problem = nameProblem(entry.path) ?? kind;
    return problem === undefined ? [] : [`${JSON.stringify(entry.path)} ${problem}`];
  });
  if (found.length === 0) return;
  throw new UserError({
    what: `The source bundle ${folder} holds entries that do not reach the instances as they are; nothing was changed.`,
    why: shown(found),
    next: 'Rename them, or exclude them in .ebignore or .gitignore.',
  });
}

/** Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.4.17 */
function nameProblem(path: string): string | undefined {
  if (path.includes('\ufffd')) return 'has a name that is not UTF-8';
  if (path.includes('\\')) return 'has a backslash in its name, which means a folder in an archive';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\x00-\x1f\x7f]/.test(path)) return 'has control characters in its name';
  return /^[A-Za-z]:/.test(path) ? 'has a name like a drive' : undefined;
}

const maxShown = 20;

function shown(found: readonly string[]): string {
  const more = found.length > maxShown ? `; and ${found.length - maxShown} more` : '';
  return `${found.slice(0, maxShown).join('; ')}${more}.`;
}
