import type { Contract, InputsOf, OutputsOf } from '../contract/index.ts';
import type { Change, Plan } from '../domain/plan.ts';
import type { UserError } from '../errors.ts';
import type { Report } from '../report/report.ts';
import type { Context } from './context.ts';
import type { PortMakers, PortName, Ports, ReadPorts } from './ports.ts';

/** What an action reports in the end. With a failure, the outputs that are known are set, too. */
export interface Conclusion<C extends Contract> {
  readonly outputs: OutputsOf<C>;
  readonly report: Report;
  /** The artifacts that were made, as `oci://<image>@<digest>` or `file://<path>`: the runner lists them with the run. */
  readonly artifacts?: readonly string[] | undefined;
  /** The plan that was carried out instead, where it had to be made again. */
  readonly plan?: Plan | undefined;
  readonly failure?: UserError | undefined;
}

/**
 * An action in its four steps. `observe` gets the readers of its ports and `plan` gets none, so a plan cannot write.
 * `needs` names the ports; only these are loaded.
 */
export interface Action<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome> {
  readonly contract: C;
  readonly needs: readonly N[];
  /** Outputs that hold until the step has an ending, and where it never gets one. */
  readonly outputsAtFirst?: OutputsOf<C>;
  /** Whether it groups the lines of its log itself, as the chain does stage by stage. */
  readonly groupsItself?: boolean;
  observe(inputs: InputsOf<C>, ports: Pick<ReadPorts, N>, context: Context): Promise<Observation>;
  plan(inputs: InputsOf<C>, observation: Observation): Plan<C1>;
  /** Carries the plan out. A failure midway is an outcome, so that it can be reported; an error that is thrown has nothing to report but itself. */
  apply(step: Step<C, Observation, C1>, ports: Pick<Ports, N>, context: Context): Promise<Outcome>;
  /** Without an outcome, the plan was only shown (a dry run). */
  report(step: Step<C, Observation, C1>, outcome: Outcome | undefined): Conclusion<C>;
  /** Finishes or undoes, when the job ends, what the main phase left in its state. */
  post?(state: ReadonlyMap<string, string>, makers: Pick<PortMakers, N>, context: Context): Promise<void>;
}

/** The inputs, the observation and the plan that are applied and reported. */
export interface Step<C extends Contract, Observation, C1 extends Change> {
  readonly inputs: InputsOf<C>;
  readonly observation: Observation;
  readonly plan: Plan<C1>;
}

/** Some action, as the registry and the lifecycle see it. */
export type AnyAction = Action<Contract, PortName, unknown, Change, unknown>;

/** Checks an action's types against each other. */
export function defineAction<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome>(
  action: Action<C, N, Observation, C1, Outcome>,
): Action<C, N, Observation, C1, Outcome> {
  return action;
}
