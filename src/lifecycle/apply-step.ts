import type { Contract } from '../contract/index.ts';
import type { Change } from '../domain/plan.ts';
import type { Action, Step } from './action.ts';
import { concludeStep, type Ending } from './conclude-step.ts';
import type { Context } from './context.ts';
import type { PortName, Ports } from './ports.ts';

/** The second half of an action: it applies its plan and reports what came of it. */
export async function applyStep<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome>(
  action: Action<C, N, Observation, C1, Outcome>,
  step: Step<C, Observation, C1>,
  ports: Pick<Ports, N>,
  context: Context,
): Promise<Ending> {
  return concludeStep(action, step, await action.apply(step, ports, context));
}
