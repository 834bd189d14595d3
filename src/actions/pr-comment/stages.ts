import type { Omitted } from '../../domain/abridged-plan.ts';
import type { Change, Plan } from '../../domain/plan.ts';

/** What one stage would do, whether its plan came alone or in that of the chain. */
export interface Stage {
  /** The stage of the chain, or the action. */
  readonly name: string;
  readonly target: string;
  readonly changes: readonly Change[];
  /** Changes of which only the number is known. */
  readonly omitted: readonly Omitted[];
}

/** The stages of a plan: the chain's holds those of all its stages, a change naming the one that it belongs to. */
export function stagesOf(plan: Plan & { readonly stages?: unknown; readonly omitted?: unknown }): readonly Stage[] {
  const { action, target, changes, stages } = plan;
  const omitted = Array.isArray(plan.omitted) ? plan.omitted.filter(isOmitted) : [];
  if (!Array.isArray(stages)) return [{ name: action, target, changes, omitted }];
  const known = stages.filter(isStage);
  const belongsTo = (name: string) => (part: object) => stageName(part) === name;
  const isNobodys = (part: object) => !known.some(({ stage }) => belongsTo(stage)(part));
  const rest = { changes: changes.filter(isNobodys), omitted: omitted.filter(isNobodys) };
  return [
    ...known.map(({ stage, target }) => ({
      ...{ name: stage, target },
      changes: changes.filter(belongsTo(stage)),
      omitted: omitted.filter(belongsTo(stage)),
    })),
    ...(rest.changes.length + rest.omitted.length === 0 ? [] : [{ name: action, target, ...rest }]),
  ];
}

function stageName(part: { readonly stage?: unknown }): unknown {
  return part.stage;
}

function isOmitted(value: unknown): value is Omitted {
  const { kind, count } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof kind === 'string' && typeof count === 'number';
}

function isStage(value: unknown): value is { readonly stage: string; readonly target: string } {
  const { stage, target } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof stage === 'string' && typeof target === 'string';
}
