import { readFileSync } from 'node:fs';
import type { Bytes } from '../../domain/go-text.ts';
import { type ListedPath, pathOf } from './context-listing.ts';

/** What a context lists without git's own folders, and the commits that these have checked out. */
export interface WithoutRepositories {
  readonly listed: readonly ListedPath[];
  /** One line for each: two checkouts of one commit hold other packs, times and names of branches. */
  readonly lines: readonly string[];
}

/** Takes git's own folders out of a context, as far as their commit is known. */
export function withoutRepositories(root: string, all: readonly ListedPath[]): WithoutRepositories {
  const folders = all.filter(({ path, isFolder }) => isFolder && /(^|\/)\.git$/.test(path));
  const known = folders.flatMap(({ path }) => {
    const commit = checkedOut(root, path);
    return commit === undefined ? [] : [{ path, commit }];
  });
  const isIn = (path: Bytes) => known.some((each) => path === each.path || path.startsWith(`${each.path}/`));
  return {
    listed: known.length === 0 ? all : all.filter(({ path }) => !isIn(path)),
    lines: known.map(({ path, commit }) => `repository ${JSON.stringify(path)} ${commit}`),
  };
}

/** The commit of a HEAD, which may name a branch. Source: https://git-scm.com/docs/gitrepository-layout */
function checkedOut(root: string, folder: Bytes): string | undefined {
  const head = textOf(root, `${folder}/HEAD`);
  const branch = /^ref: (refs\/[\w./-]+)\s*$/.exec(head)?.[1];
  if (branch === undefined || branch.includes('..')) return commitIn(head);
  const packed = textOf(root, `${folder}/packed-refs`).split('\n');
  return commitIn(textOf(root, `${folder}/${branch}`)) ?? commitIn(packed.find((line) => line.endsWith(` ${branch}`)));
}

function commitIn(text = ''): string | undefined {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})(?=\s|$)/.exec(text)?.[0];
}

function textOf(root: string, path: Bytes): string {
  try {
    return readFileSync(pathOf(root, path), 'latin1');
  } catch {
    return '';
  }
}
