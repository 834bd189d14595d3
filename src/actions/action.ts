import type { Contract, InputsOf, OutputsOf } from '../contract/index.ts';
import type { Change, Plan } from '../domain/plan.ts';
import type { UserError } from '../errors.ts';
import type { Log } from '../github/log.ts';
import type { State } from '../github/outputs.ts';
import type { Run } from '../github/run.ts';
import type { Clock } from '../machine/clock.ts';
import type { Report } from '../report/report.ts';
import type { PortMakers, PortName, Readers, Writers } from './ports.ts';

/** What every step of every action may use, whatever it reads or writes. */
export interface Context {
  /** Aborted when the job is cancelled or the deadline passes; every wait listens to it. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly clock: Clock;
  readonly run: Run;
  /** For what the post phase must finish or undo. Saved before it is begun. */
  readonly state: State;
  /** References of images that an earlier stage of this run will push: while only planning, they need not be there yet. */
  readonly upcoming?: ReadonlySet<string> | undefined;
}

/** What an action tells in the end. With a failure, all outputs that are known are set all the same. */
export interface Conclusion<C extends Contract> {
  readonly outputs: OutputsOf<C>;
  readonly report: Report;
  /** What was made, as `oci://<image>@<digest>` or `file://<path>`: the runner lists it with the run. */
  readonly artifacts?: readonly string[] | undefined;
  readonly failure?: UserError | undefined;
}

/**
 * An action in its four steps. `observe` is handed readers only and `plan` nothing at all, so a plan cannot write.
 * `needs` names the ports; only these are loaded.
 */
export interface Action<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome> {
  readonly contract: C;
  readonly needs: readonly N[];
  /** Whether it groups the lines of its log by itself: the chain does, stage by stage. */
  readonly groupsItself?: boolean;
  observe(inputs: InputsOf<C>, readers: Pick<Readers, N>, context: Context): Promise<Observation>;
  plan(inputs: InputsOf<C>, observation: Observation): Plan<C1>;
  /** Carries the plan out. What fails midway is an outcome, so that it can be reported; what throws has done nothing worth telling. */
  apply(
    step: Step<C, Observation, C1>,
    writers: Pick<Writers, N>,
    readers: Pick<Readers, N>,
    context: Context,
  ): Promise<Outcome>;
  /** Without an outcome, the plan was only shown (a dry run). */
  report(step: Step<C, Observation, C1>, outcome: Outcome | undefined): Conclusion<C>;
  /** Finishes or undoes, when the job ends, what the main phase left in its state. */
  post?(state: ReadonlyMap<string, string>, ports: PortMakers, context: Context): Promise<void>;
}

/** What is known when a plan is applied and reported. */
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
