import type { Contract, InputsOf } from '../contract/index.ts';
import type { Change } from '../domain/plan.ts';
import type { Action, Step } from './action.ts';
import type { Context } from './context.ts';
import type { PortName, ReadPorts } from './ports.ts';

/** The first half of an action, which only reads: it observes and plans. */
export async function planStep<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome>(
  action: Action<C, N, Observation, C1, Outcome>,
  inputs: InputsOf<C>,
  ports: Pick<ReadPorts, N>,
  context: Context,
): Promise<Step<C, Observation, C1>> {
  const observation = await action.observe(inputs, ports, context);
  return { inputs, observation, plan: action.plan(inputs, observation) };
}
