import type { Contract } from '../contract/index.ts';
import type { Change, Plan } from '../domain/plan.ts';
import type { UserError } from '../errors.ts';
import type { OutputValue } from '../github/outputs.ts';
import { failedReport } from '../report/failed-report.ts';
import type { Report } from '../report/report.ts';
import type { Action, Step } from './action.ts';
import { fingerprintOf } from './fingerprint.ts';
import { planOutput } from './plan-output.ts';
import type { PortName } from './ports.ts';

export type Outputs = Readonly<Record<string, OutputValue>>;

/** What a step ends with: its outputs, its report and, when it failed, why. */
export interface Ending {
  readonly outputs: Outputs;
  readonly report: Report;
  readonly artifacts?: readonly string[] | undefined;
  /** The whole plan; the output may have a part of it. */
  readonly plan?: Plan | undefined;
  readonly failure?: UserError | undefined;
}

/** What an action reports of its outcome, with the outputs that every action has; without an outcome, of its plan. */
export function concludeStep<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome>(
  action: Action<C, N, Observation, C1, Outcome>,
  step: Step<C, Observation, C1>,
  outcome: Outcome | undefined,
): Ending {
  const { outputs, plan = step.plan, ...conclusion } = action.report(step, outcome);
  const common = { changed: plan.changes.length > 0, plan: planOutput(plan), fingerprint: fingerprintOf(plan) };
  const { report, failure, ...others } = conclusion;
  const explained = failure && report.status === 'failed' ? failedReport(report, failure) : report;
  return { outputs: { ...common, ...outputs }, plan, ...others, report: explained, failure };
}
