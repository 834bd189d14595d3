import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, normalize, resolve } from 'node:path';
import { messageOf, UserError } from '../errors.ts';

/** The text of the config file at a path in the workspace; undefined where there is none and none is needed. */
export async function configFileText(
  workspace: string,
  path: string,
  isOptional: boolean,
): Promise<string | undefined> {
  try {
    return await readFile(resolve(workspace, path), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(path, error);
    if (isOptional) return undefined;
    throw await missing(workspace, path);
  }
}

function unreadable(path: string, cause: unknown): UserError {
  return new UserError(
    {
      what: `The config file ${path} could not be read.`,
      why: `${messageOf(cause)}.`,
      next: 'Correct the input `config`.',
    },
    { cause },
  );
}

async function missing(workspace: string, path: string): Promise<UserError> {
  const inRoot = await namesIn(workspace);
  const folders = [...new Set([dirname(normalize(path)), '.'])];
  const found = await Promise.all(
    folders.map(async (folder) => (await namesIn(resolve(workspace, folder))).map((name) => join(folder, name))),
  );
  const near = found.flat().find((other) => plainName(other) === plainName(path));
  return new UserError({
    what: `There is no config file ${path}.`,
    why: inRoot.length === 0 ? 'The workspace is empty.' : undefined,
    next: nextStep(near, inRoot.length === 0),
  });
}

function nextStep(near: string | undefined, isEmpty: boolean): string {
  if (isEmpty) return 'Check out the repository first (actions/checkout).';
  if (near !== undefined) return `There is ${near}: rename it, or say \`config: ${near}\`.`;
  return 'Add it, or correct the input `config`; it is a path from the root of the repository.';
}

/** A file name without the parts that are easily mistaken: a dot in front, upper case, .yaml for .yml. */
function plainName(path: string): string {
  return basename(path)
    .toLowerCase()
    .replace(/^\./, '')
    .replace(/\.(ya?ml|json)$/, '.yml');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.toSorted();
}
