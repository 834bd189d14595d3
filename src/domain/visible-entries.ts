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

/** A folder above the entries that are looked at. */
interface Above<E> {
  readonly path: Bytes;
  readonly entry: E;
  readonly matched: Matched;
  readonly isHidden: boolean;
  /** A hidden folder is sent too when something in it is visible. */
  isTold: boolean;
}

/**
 * What a builder gets of a context, each folder before what is in it, names in the order of their bytes. Follows the walk
 * of BuildKit's client: https://github.com/tonistiigi/fsutil/blob/5b74a7ad7583/filter.go
 */
export function* visibleEntries<E extends NamedEntry>(
  rules: IgnoreRules,
  entriesOf: (folder: Bytes, isHidden: boolean) => readonly E[],
  above: readonly Above<E>[] = [],
): Generator<Step<E>> {
  const folder = above.at(-1);
  for (const entry of entriesOf(folder?.path ?? '', folder?.isHidden ?? false).toSorted(byName)) {
    const path = folder ? `${folder.path}/${entry.name}` : entry.name;
    const verdict = rules.judge(path, folder?.matched);
    if (!verdict.ok) return yield { kind: 'malformed', reason: verdict.reason };
    const { isHidden, matched } = verdict.value;
    if (isHidden) yield { kind: 'hidden' };
    else {
      for (const each of above) {
        if (!each.isTold) yield { kind: 'visible', path: each.path, entry: each.entry, opens: true };
        each.isTold = true;
      }
      yield { kind: 'visible', path, entry, opens: rules.opens(path, matched) };
    }
    if (entry.isFolder && (!isHidden || rules.entersHidden(path)))
      yield* visibleEntries(rules, entriesOf, [...above, { path, entry, matched, isHidden, isTold: !isHidden }]);
  }
}

function byName(a: NamedEntry, b: NamedEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
