import type { Change } from '../../domain/plan.ts';

/** A field of a configuration, before and after. */
export interface Field {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** The beginning of a statement, and its destructive effect. */
export interface Statement {
  readonly line: number;
  readonly statement: string;
  readonly effect?: string;
}

/** The details of a change beyond its kind and resource. Plans come from outside, so every member is checked. */
export interface Details {
  readonly fields: readonly Field[];
  readonly statements: readonly Statement[];
  /** Number of statements that will run, but are not shown. */
  readonly further: number;
  /** Why a file is written, or the paths of an invalidation. */
  readonly reason: string;
  /** Why the change cannot be undone. */
  readonly irreversible: readonly string[];
}

export function detailsOf(change: Change): Details {
  const { fields, heads, destructive, statements, done, reason, paths, irreversible } = change as Change & Given;
  const shown = listOf(heads, isStatement);
  const destroying = listOf(destructive, isDestructive);
  const left = typeof statements === 'number' ? statements - (typeof done === 'number' ? done : 0) : shown.length;
  return {
    fields: listOf(fields, isField),
    statements: shown,
    further: Math.max(0, left - shown.length),
    reason: typeof reason === 'string' ? reason : listOf(paths, isText).join(', '),
    irreversible: [
      ...destroying.map(({ line, statement, effect }) => `line ${line} ${effect}: ${statement}`),
      ...(typeof irreversible === 'string' ? [irreversible] : []),
    ],
  };
}

type Given = Readonly<
  Partial<
    Record<'fields' | 'heads' | 'destructive' | 'statements' | 'done' | 'reason' | 'paths' | 'irreversible', unknown>
  >
>;

function listOf<T>(value: unknown, is: (item: unknown) => item is T): readonly T[] {
  return Array.isArray(value) ? value.filter(is) : [];
}

function isText(item: unknown): item is string {
  return typeof item === 'string';
}

function isField(item: unknown): item is Field {
  const { field, before, after } = (item ?? {}) as Readonly<Record<string, unknown>>;
  return typeof field === 'string' && typeof before === 'string' && typeof after === 'string';
}

function isStatement(item: unknown): item is Statement {
  const { line, statement } = (item ?? {}) as Readonly<Record<string, unknown>>;
  return typeof line === 'number' && typeof statement === 'string';
}

function isDestructive(item: unknown): item is Required<Statement> {
  return isStatement(item) && typeof item.effect === 'string';
}
