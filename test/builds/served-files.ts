import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copiedFiles, sites } from './built-site.ts';
import type { Written } from './deployed-site.ts';
import type { SiteProject } from './project.ts';

/** How a file is served: kept for a year, asked for each time, or one of those that are written late. */
export function classOf({ headers, phase }: Written): string {
  const isFrozen = (headers['cache-control'] ?? '').includes('immutable');
  if (isFrozen !== (phase === 'immutable')) return `${phase} with ${headers['cache-control']}`;
  return isFrozen ? 'frozen' : phase === 'other' ? 'revalidated' : phase;
}

/** A line of served.txt: a class and a path, in which `{hash}` stands for what changes with the content. */
export interface Expected {
  readonly line: string;
  matches(path: string): boolean;
}

/** The list of a site, which people have looked through, and what every site copies: nothing of that is frozen. */
export function expectedFiles({ name, copiedTo = [''] }: SiteProject): readonly Expected[] {
  const lines = readFileSync(join(sites, name, 'served.txt'), 'utf8').split('\n');
  const copied = copiedTo.flatMap((folder) => copiedFiles().map((path) => `revalidated ${folder}${path}`));
  return [...copied, ...lines.filter((line) => line !== '' && !line.startsWith('#'))].map((line) => {
    const path = line.slice(line.indexOf(' ') + 1).trim();
    const [before = '', after] = path.split('{hash}');
    if (after === undefined) return { line, matches: (candidate) => candidate === path };
    const matches = (candidate: string) =>
      candidate.startsWith(before) &&
      candidate.endsWith(after) &&
      /^[A-Za-z0-9_-]{7,64}$/.test(candidate.slice(before.length, candidate.length - after.length));
    return { line, matches };
  });
}

/** Each file with its class in the words of the list, or as it is where the list has no such line; and lines that no file has. */
export function servedAs(written: readonly Written[], expected: readonly Expected[]): readonly string[] {
  const narrowFirst = expected.toSorted((a, b) => generality(a) - generality(b) || b.line.length - a.line.length);
  const lines = written.map((write) => {
    const line = narrowFirst.find(({ matches }) => matches(write.path))?.line;
    const isSame = line?.split(' ')[0] === classOf(write);
    return line !== undefined && isSame ? line : `${classOf(write)} ${write.path}`;
  });
  return [...new Set(lines)].toSorted();
}

function generality({ line }: Expected): number {
  return line.includes('{hash}') ? 1 : 0;
}
