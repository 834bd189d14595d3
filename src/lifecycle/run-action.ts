import type { Contract, InputsOf } from '../contract/index.ts';
import type { Change } from '../domain/plan.ts';
import { causeOf, type UserError } from '../errors.ts';
import { failedReport } from '../report/failed-report.ts';
import type { Action } from './action.ts';
import { applyStep } from './apply-step.ts';
import { concludeStep, type Ending } from './conclude-step.ts';
import type { Context } from './context.ts';
import { movedPlan } from './moved-plan.ts';
import { planStep } from './plan-step.ts';
import { type PortMakers, type PortName, type Ports, readersOf } from './ports.ts';

/** Common inputs that decide how far a step goes. */
interface Limits {
  readonly dryRun: boolean;
  readonly expectedPlan: string | undefined;
}

/** Observes, plans, applies unless it is a dry run or not the plan that was approved, and reports. */
export async function runAction<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome>(
  action: Action<C, N, Observation, C1, Outcome>,
  inputs: InputsOf<C> & Limits,
  makers: Pick<PortMakers, N>,
  context: Context,
): Promise<Ending> {
  const ports = await makePorts(action.needs, makers);
  const step = await grouped('Observe', action, context, () => planStep(action, inputs, readersOf(ports), context));
  const moved = movedPlan(step.plan, inputs.expectedPlan);
  if (inputs.dryRun || moved) return stopped(concludeStep(action, step, undefined), moved);
  return grouped('Apply', action, context, () => applyStep(action, step, ports, context));
}

/** One group of the log, where the action does not group its log itself. Work that is cut short ends with the signal's reason. */
async function grouped<T>(
  title: string,
  { groupsItself }: { readonly groupsItself?: boolean },
  { log, signal }: Context,
  body: () => Promise<T>,
): Promise<T> {
  try {
    return groupsItself ? await body() : await log.group(title, body);
  } catch (error) {
    throw causeOf(error, signal);
  }
}

/** The plan is shown, and nothing done; a failure to plan comes before one of the plan. */
function stopped(shown: Ending, moved: UserError | undefined): Ending {
  const failure = shown.failure ?? moved;
  if (!failure || failure === shown.failure) return shown;
  const report = failedReport({ ...shown.report, result: failure.message }, failure);
  return { ...shown, outputs: { ...shown.outputs, changed: false }, report, failure };
}

/** Makes the ports that an action needs, side by side. */
async function makePorts<N extends PortName>(
  needs: readonly N[],
  makers: Pick<PortMakers, N>,
): Promise<Pick<Ports, N>> {
  const made = await Promise.all(needs.map(async (name) => [name, await makers[name]()] as const));
  return Object.fromEntries(made) as unknown as Pick<Ports, N>;
}
