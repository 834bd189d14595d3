import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { type IgnoreRules, noRules, parseDockerignore } from '../../domain/dockerignore.ts';
import { imageLimits } from '../../domain/image-limits.ts';
import { messageOf, UserError } from '../../errors.ts';
import { readShort } from './read-short.ts';

/** The file with the rules of what is ignored. */
export interface IgnoreFile {
  readonly path: string | undefined;
  /** Whether these rules are the Dockerfile's own: `<Dockerfile>.dockerignore`. */
  readonly isOwn: boolean;
  readonly rules: IgnoreRules;
}

/** The builder takes `<Dockerfile>.dockerignore` where there is one: https://docs.docker.com/build/concepts/context/#filename-and-location */
export async function readIgnoreFile(folder: string, dockerfile: string): Promise<IgnoreFile> {
  const own = `${dockerfile}.dockerignore`;
  for (const path of [own, join(folder, '.dockerignore')]) {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) continue;
    await demandInside(path);
    return { path, isOwn: path === own, rules: await readRules(path) };
  }
  return { path: undefined, isOwn: false, rules: noRules };
}

/** A builder follows a link inside of the folder that it is given, and takes one that leads elsewhere for no file. */
async function demandInside(path: string): Promise<void> {
  if (!(await lstat(path)).isSymbolicLink()) return;
  const [target, folder] = await Promise.all([realpath(path), realpath(dirname(path))]);
  if (!target.startsWith(folder + sep)) throw malformedRules(path, 'it is a link that leads out of its folder');
}

export async function readRules(path: string): Promise<IgnoreRules> {
  const bytes = await readShort(path, imageLimits.ignoreFileBytes).catch((error) => {
    throw malformedRules(path, messageOf(error));
  });
  const rules = parseDockerignore(bytes.toString('latin1'));
  if (rules.ok) return rules.value;
  throw malformedRules(path, rules.reason);
}

export function malformedRules(path: string, reason: string): UserError {
  return new UserError({
    what: `The rules in ${path} could not be read; nothing was built.`,
    why: `Of the file, ${reason}.`,
    next: 'Correct the file: https://docs.docker.com/build/concepts/context/#dockerignore-files',
  });
}
