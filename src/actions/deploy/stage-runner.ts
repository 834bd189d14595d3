import { applyStep } from '../../lifecycle/apply-step.ts';
import type { Ending } from '../../lifecycle/conclude-step.ts';
import type { Context } from '../../lifecycle/context.ts';
import { planStep } from '../../lifecycle/plan-step.ts';
import { readersOf } from '../../lifecycle/ports.ts';
import type { ConfiguredStage } from './configuration.ts';
import type { StagePorts, StageStep } from './stage.ts';
import { applyingContext } from './stage-context.ts';

type Runnable = Pick<ConfiguredStage, 'action'>;

/** Runs the actions of stages, with the ports and the context of the chain. */
export interface StageRunner {
  plan(stage: Runnable, inputs: StageStep['inputs']): Promise<StageStep>;
  apply(stage: Runnable, step: StageStep): Promise<Ending>;
  /** Plans and applies. */
  carryOut(stage: Runnable, inputs: StageStep['inputs']): Promise<Ending>;
}

export function stageRunner(ports: StagePorts, context: Context): StageRunner {
  const plan: StageRunner['plan'] = (stage, inputs) =>
    planStep(stage.action, inputs, readersOf(ports), applyingContext(stage, context));
  const apply: StageRunner['apply'] = (stage, step) =>
    applyStep(stage.action, step, ports, applyingContext(stage, context));
  return { plan, apply, carryOut: async (stage, inputs) => apply(stage, await plan(stage, inputs)) };
}
