import type { Change, Plan } from '../../domain/plan.ts';

/** What one stage would do, whether its plan came alone or in that of the chain. */
export interface Stage {
  /** The stage of the chain, or the action. */
  readonly name: string;
  readonly target: string;
  readonly changes: readonly Change[];
}

/** The stages of a plan: the chain's holds those of all its stages, a change naming the one that it belongs to. */
export function stagesOf(plan: Plan & { readonly stages?: unknown }): readonly Stage[] {
  const { action, target, changes, stages } = plan;
  if (!Array.isArray(stages)) return [{ name: action, target, changes }];
  const known = stages.filter(isStage).map((stage) => ({
    name: stage.stage,
    target: stage.target,
    changes: changes.filter((change) => stageName(change) === stage.stage),
  }));
  const others = changes.filter((change) => !known.some(({ name }) => name === stageName(change)));
  return others.length === 0 ? known : [...known, { name: action, target, changes: others }];
}

function stageName(change: Change): unknown {
  return (change as Change & { readonly stage?: unknown }).stage;
}

function isStage(value: unknown): value is { readonly stage: string; readonly target: string } {
  const { stage, target } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof stage === 'string' && typeof target === 'string';
}
