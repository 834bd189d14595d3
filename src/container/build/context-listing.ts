import { readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { IgnoreRules } from '../../domain/dockerignore.ts';
import type { Bytes } from '../../domain/go-text.ts';
import { imageLimits } from '../../domain/image-limits.ts';
import { type NamedEntry, visibleEntries } from '../../domain/visible-entries.ts';
import { messageOf, UserError } from '../../errors.ts';

/** A folder whose files a builder gets, as far as the rules let them through. */
export interface SourceFolder {
  readonly root: string;
  readonly rules: IgnoreRules;
  /** The error for a rule that a builder would refuse. */
  readonly malformed: (reason: string) => UserError;
}

/** A path that a builder gets, as its folder lists it. */
export interface ListedPath {
  /** Relative to the context, with `/`; bytes, since a name need not be UTF-8. */
  readonly path: Bytes;
  readonly isFolder: boolean;
  /** Of a file that the builder opens: its number among those whose content is read. */
  readonly content: number | undefined;
}

/** How long rules are compared before other work gets its turn. */
const turnMilliseconds = 50;

/** The path of an entry, as Node takes names that are not UTF-8. */
export function pathOf(root: string, path: Bytes): string | Buffer {
  if (/^[ -~]*$/.test(path)) return `${root}/${path}`;
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]);
}

/** Lists what the rules let through; `add` hears of each file that is to be read at once, and gives it a number. */
export async function listContext(
  { root, rules, malformed }: SourceFolder,
  add: (path: Bytes) => number,
  signal: AbortSignal,
): Promise<readonly ListedPath[]> {
  const listed: ListedPath[] = [];
  let turnBegan = performance.now();
  for (const step of visibleEntries(rules, (folder, isHidden) => childrenOf(root, folder, isHidden))) {
    if (step.kind === 'malformed') throw malformed(step.reason);
    if (step.kind === 'visible') {
      const { path, entry, opens } = step;
      listed.push({ path, isFolder: entry.isFolder, content: entry.isFile && opens ? add(path) : undefined });
    }
    // Rules that take long must not keep a cancellation from being heard.
    if (performance.now() - turnBegan > turnMilliseconds) {
      await setImmediate();
      turnBegan = performance.now();
      signal.throwIfAborted();
    }
    if (listed.length > imageLimits.contextEntries)
      throw new UserError({
        what: `The build context ${root} has more than ${imageLimits.contextEntries} files; nothing was built.`,
        next: 'Leave out what the build does not need: .dockerignore.',
      });
  }
  signal.throwIfAborted();
  return listed;
}

interface Child extends NamedEntry {
  readonly isFile: boolean;
}

function childrenOf(root: string, folder: Bytes, isHidden: boolean): readonly Child[] {
  try {
    const children = readdirSync(pathOf(root, folder), { withFileTypes: true, encoding: 'latin1' });
    return children.map((child) => ({ name: child.name, isFolder: child.isDirectory(), isFile: child.isFile() }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The builder goes on as well when it may not look into a folder that it does not want.
    if (isHidden && (code === 'EACCES' || code === 'EPERM')) return [];
    throw new UserError({
      what: `${pathOf(root, folder)} of the build context could not be read; nothing was built.`,
      why: `${messageOf(error)}.`,
      next: 'Give this step access to it, or leave it out: .dockerignore.',
    });
  }
}
