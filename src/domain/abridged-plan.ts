import { type Change, canonicalJson, type Plan } from './plan.ts';

/** A plan that is too long to hand on, with its first changes of each sort and the number of the others. */
export interface AbridgedPlan extends Plan {
  readonly omitted: readonly Omitted[];
  /** Of the whole plan. */
  readonly fingerprint: string;
}

/** How many changes of a sort were left out. */
export interface Omitted {
  readonly kind: string;
  /** Of the chain, where the plan is the chain's. */
  readonly stage?: string;
  readonly irreversible?: string;
  readonly count: number;
}

const shownOfEachSort = 50;

/** Shortens a plan to about so many characters of changes; what cannot be undone comes first. */
export function abridged(plan: Plan, fingerprint: string, maxCharacters: number): AbridgedPlan {
  const sorts = [...Map.groupBy(plan.changes, sortOf).values()].toSorted(
    ([a], [b]) => Number(b?.irreversible !== undefined) - Number(a?.irreversible !== undefined),
  );
  const kept = new Set<Change>();
  let characters = 0;
  for (const change of sorts.flatMap((sort) => sort.slice(0, shownOfEachSort))) {
    const length = canonicalJson(change).length;
    if (characters + length > maxCharacters) continue;
    characters += length;
    kept.add(change);
  }
  const omitted = sorts.flatMap((sort) => omittedOf(sort.filter((change) => !kept.has(change))));
  return { ...plan, changes: plan.changes.filter((change) => kept.has(change)), omitted, fingerprint };
}

function sortOf(change: StageChange): string {
  return JSON.stringify([change.kind, change.stage, change.irreversible]);
}

function omittedOf(changes: readonly StageChange[]): readonly Omitted[] {
  const [first] = changes;
  if (!first) return [];
  const { kind, stage, irreversible } = first;
  return [
    {
      kind,
      ...(stage === undefined ? {} : { stage }),
      ...(irreversible === undefined ? {} : { irreversible }),
      count: changes.length,
    },
  ];
}

type StageChange = Change & { readonly stage?: string };
