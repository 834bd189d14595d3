import type { IgnoreRules, Matched } from './dockerignore.ts';
import type { Bytes } from './go-text.ts';

/** Something in a folder, by its name. */
export interface NamedEntry {
  readonly name: Bytes;
  readonly isFolder: boolean;
}

/** A step of the walk. Hidden entries are told as well, so that a caller can pause between any two. */
export type Step<E extends NamedEntry> =
  | {
      readonly kind: 'visible';
      readonly path: Bytes;
      readonly entry: E;
      /** Whether the builder opens it, if it is a file. */
      readonly opens: boolean;
    }
  | { readonly kind: 'hidden' }
  /** A rule that the builder would refuse here. */
  | { readonly kind: 'malformed'; readonly reason: string };

/** A folder of the context whose entries are gone through. */
interface OpenFolder<E> {
  /** What the paths of its entries begin with. */
  readonly prefix: Bytes;
  /** Undefined at the top. */
  readonly matched: Matched | undefined;
  readonly entries: readonly E[];
  next: number;
  /** A hidden folder that is still to be told: it is sent too when something in it is visible. */
  untold: { readonly path: Bytes; readonly entry: E } | undefined;
}

/**
 * What a builder gets of a context, each folder before what is in it, names in the order of their bytes. Follows the walk
 * of BuildKit's client: https://github.com/tonistiigi/fsutil/blob/5b74a7ad7583/filter.go
 */
export function* visibleEntries<E extends NamedEntry>(
  rules: IgnoreRules,
  entriesOf: (folder: Bytes, isHidden: boolean) => readonly E[],
): Generator<Step<E>> {
  const sorted = (folder: Bytes, isHidden: boolean) => entriesOf(folder, isHidden).toSorted(byName);
  const top = { prefix: '', matched: undefined, entries: sorted('', false), next: 0, untold: undefined };
  const open: OpenFolder<E>[] = [top];
  for (let folder = open.at(-1); folder; folder = open.at(-1)) {
    const entry = folder.entries[folder.next++];
    if (!entry) {
      open.pop();
      continue;
    }
    const path = `${folder.prefix}${entry.name}`;
    const verdict = rules.judge(path, folder.matched);
    if (!verdict.ok) return yield { kind: 'malformed', reason: verdict.reason };
    const { isHidden, matched } = verdict.value;
    if (isHidden) yield { kind: 'hidden' };
    else {
      for (const above of open) {
        if (above.untold) yield { kind: 'visible', ...above.untold, opens: true };
        above.untold = undefined;
      }
      yield { kind: 'visible', path, entry, opens: rules.opens(path, matched) };
    }
    if (!entry.isFolder || (isHidden && !rules.entersHidden(path))) continue;
    const untold = isHidden ? { path, entry } : undefined;
    open.push({ prefix: `${path}/`, matched, entries: sorted(path, isHidden), next: 0, untold });
  }
}

function byName(a: NamedEntry, b: NamedEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
