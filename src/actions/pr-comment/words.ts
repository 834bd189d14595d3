import { counted } from '../../report/counted.ts';

/** What changes of a kind do, and to what. */
const words: Readonly<Record<string, readonly [verb: string, noun: string]>> = {
  migrate: ['apply', 'migration'],
  seed: ['run', 'seed'],
  put: ['upload', 'file'],
  copy: ['copy', 'object'],
  'copy-referrer': ['copy', 'referrer'],
  keep: ['keep a copy of', 'file'],
  retire: ['retire', 'file'],
  reuse: ['use again', 'file'],
  delete: ['delete', 'object'],
  invalidate: ['make', 'invalidation'],
};

/** "upload 2 files"; a kind that has no words here stands with its count. */
export function changeWords(kind: string, count: number): string {
  const known = Object.hasOwn(words, kind) ? words[kind] : undefined;
  if (known) return `${known[0]} ${counted(count, known[1])}`;
  return count === 1 ? kind : `${kind} ${count}`;
}
