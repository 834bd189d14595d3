import { isJsonObject } from './json.ts';
import type { Result } from './result.ts';

/** One thing that applying a plan will do: JSON, with the resource it touches. */
export interface Change {
  /** What is done: `create`, `update`, `put`, `delete`, `run`, … */
  readonly kind: string;
  /** The resource, as its service names it: an ARN, a key, a table. */
  readonly resource: string;
  /** Why nothing puts it back once it is done, in a few words; left out where a rollback does, or a new deployment. */
  readonly irreversible?: string;
}

/** What an action will do to the world that it observed; no changes means that all is as wanted. */
export interface Plan<C extends Change = Change> {
  readonly action: string;
  /** The resource the plan is about. */
  readonly target: string;
  readonly changes: readonly C[];
}

/** The canonical JSON of a plan piece by piece: one of 100,000 changes need not be in memory as a text. */
export function* canonicalPieces(plan: Plan): Generator<string> {
  let before = '{';
  for (const [name, value] of Object.entries(plan).toSorted(byName)) {
    yield `${before}${JSON.stringify(name)}:`;
    if (name === 'changes') yield* listPieces(plan.changes);
    else yield canonicalJson(value);
    before = ',';
  }
  yield '}';
}

function* listPieces(changes: readonly Change[]): Generator<string> {
  yield '[';
  for (const [index, change] of changes.entries()) yield (index > 0 ? ',' : '') + canonicalJson(change);
  yield ']';
}

/** JSON with sorted keys: equal plans have equal text, whatever order their parts were built in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    isJsonObject(item) ? Object.fromEntries(Object.entries(item).toSorted(byName)) : item,
  );
}

/** Parses the JSON of a plan; what its changes say beyond kind and resource is left as it is. */
export function parsePlan(text: string): Result<Plan> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'it is no JSON' };
  }
  return isPlan(value)
    ? { ok: true, value }
    : {
        ok: false,
        reason: 'it is no plan, which has an `action`, a `target` and `changes`, each with `kind` and `resource`',
      };
}

function isPlan(value: unknown): value is Plan {
  return (
    isJsonObject(value) &&
    typeof value['action'] === 'string' &&
    typeof value['target'] === 'string' &&
    Array.isArray(value['changes']) &&
    value['changes'].every(isChange)
  );
}

function isChange(value: unknown): value is Change {
  return isJsonObject(value) && typeof value['kind'] === 'string' && typeof value['resource'] === 'string';
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
