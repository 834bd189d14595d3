import type { Ending } from '../../lifecycle/conclude-step.ts';
import type { Handover } from './handover.ts';
import type { PlannedStage } from './observed-stage.ts';
import type { StageStep } from './stage.ts';

/** How a stage ended. */
export interface StageResult {
  readonly planned: PlannedStage;
  /** The step that was begun; undefined when it did not come to that. */
  readonly step: StageStep | undefined;
  readonly ending: Ending;
  readonly begun: Date;
  readonly seconds: number;
}

export function hasChanged({ ending }: StageResult): boolean {
  return ending.outputs['changed'] === true;
}

/** What is known after these stages. */
export function handoverAfter(results: readonly StageResult[], first: Handover): Handover {
  return results.reduce((known, { planned: { stage }, ending }) => {
    return { ...known, ...stage.handOver?.(ending.outputs) };
  }, first);
}

/** The result of one stage, where it was begun. */
export function resultOf(
  { name }: { readonly name: string },
  results: readonly StageResult[] | undefined,
): StageResult | undefined {
  return results?.find(({ planned }) => planned.stage.name === name);
}
