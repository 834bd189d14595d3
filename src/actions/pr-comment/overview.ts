import { counted } from '../../report/counted.ts';
import type { Cell } from '../../report/report.ts';
import { detailsOf } from './details.ts';
import { plain } from './plain.ts';
import type { Stage } from './stages.ts';
import { changeWords } from './words.ts';

/** Whether a stage has changes. */
export function isChanged({ changes, omitted }: Stage): boolean {
  return changes.length + omitted.length > 0;
}

/** All plans in one or two sentences. */
export function resultOf(stages: number, changed: readonly Stage[]): string {
  if (stages === 0) return 'There is no plan to show.';
  if (changed.length === 0) return 'Nothing would change.';
  const lasting = sum(changed.map(lastingCount));
  const undone = lasting === 0 ? '' : ` ${counted(lasting, 'change')} cannot be undone.`;
  return `${changed.length} of ${counted(stages, 'stage')} would change something.${undone}`;
}

function lastingCount({ changes, omitted }: Stage): number {
  const shown = changes.filter((change) => detailsOf(change).irreversible.length > 0);
  return shown.length + sum(omitted.filter(({ irreversible }) => irreversible !== undefined).map(({ count }) => count));
}

/** The number of changes of each kind, in the order of their first occurrence. */
export function overviewRow({ name, target, changes, omitted }: Stage): readonly Cell[] {
  return [plain(name), plain(target), plain(whatOf({ changes, omitted }))];
}

/** "upload 2 files, delete 1 object" */
export function whatOf({ changes, omitted }: Pick<Stage, 'changes' | 'omitted'>): string {
  const counts = new Map<string, number>();
  for (const { kind, count } of [...changes.map(({ kind }) => ({ kind, count: 1 })), ...omitted])
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  const what = [...counts].slice(0, 10).map(([kind, count]) => changeWords(kind, count));
  return what.join(', ');
}

/** The changes that cannot be undone; many of a kind with the same reason in one row. */
export function lastingRows({ name, changes, omitted }: Stage): readonly (readonly Cell[])[] {
  const all = changes.flatMap((change) => detailsOf(change).irreversible.map((why) => ({ ...change, why })));
  const groups = Map.groupBy(all, ({ kind, why }) => JSON.stringify([kind, why]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const alike = omitted.filter(({ kind, irreversible }) => kind === first?.kind && irreversible === first.why);
    const count = group.length + sum(alike.map(({ count }) => count));
    const isFolded = count > 3 && first !== undefined;
    return (isFolded ? [first] : group).map(({ kind, resource, why }) => [
      plain(name),
      plain(`${kind} ${resource}`) + (isFolded ? ` and ${count - 1} more` : ''),
      plain(why),
    ]);
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
