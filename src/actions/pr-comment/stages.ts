import type { Omitted } from '../../domain/abridged-plan.ts';
import type { Change, Plan } from '../../domain/plan.ts';

/** The changes of one stage, from a plan of its own or from that of the chain. */
export interface Stage {
  /** The stage of the chain, or the action. */
  readonly name: string;
  readonly target: string;
  readonly changes: readonly Change[];
  /** Changes that the plan only counts. */
  readonly omitted: readonly Omitted[];
}

/** The stages of a plan. The plan of the chain has those of all its stages; each change names its stage. */
export function stagesOf(plan: Plan & { readonly stages?: unknown; readonly omitted?: unknown }): readonly Stage[] {
  const { action, target, changes, stages } = plan;
  const omitted = Array.isArray(plan.omitted) ? plan.omitted.filter(isOmitted) : [];
  if (!Array.isArray(stages)) return [{ name: action, target, changes, omitted }];
  const known = stages.filter(isStage);
  const belongsTo = (name: string) => (part: object) => stageName(part) === name;
  const hasNoStage = (part: object) => !known.some(({ stage }) => belongsTo(stage)(part));
  const rest = { changes: changes.filter(hasNoStage), omitted: omitted.filter(hasNoStage) };
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
