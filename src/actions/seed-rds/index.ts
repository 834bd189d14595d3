import type { Plan } from '../../domain/plan.ts';
import { defineAction, type Step } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { type Observation, observe } from './observe.ts';
import type { Outcome } from './outcome.ts';
import { type DatabaseChange, plan } from './plan.ts';
import { report } from './report.ts';
import type { SeedStep } from './step.ts';
import { applyTask } from './task/apply.ts';
import { clearAway } from './task/clear-away.ts';
import { observeTask } from './task/observe.ts';
import { planTask } from './task/plan.ts';
import { reportTask } from './task/report.ts';
import type { TaskChange, TaskObservation, TaskOutcome, TaskStep } from './task/step.ts';

/** The database is reached from here, or by a task within its VPC: what is seen of it, and so each step, differs. */
export const action = defineAction({
  contract,
  needs: ['databases', 'ecs', 'environment', 'files', 'logs', 'processes', 'rds', 'secrets'],
  async observe(inputs, ports, context): Promise<Observation | TaskObservation> {
    return inputs.via === 'task' ? observeTask(inputs, ports, context) : observe(inputs, ports, context);
  },
  plan(inputs, observation): Plan<DatabaseChange | TaskChange> {
    return 'task' in observation ? planTask(inputs, observation) : plan(inputs, observation);
  },
  async apply(step, ports, context): Promise<Outcome | TaskOutcome> {
    const { task, direct } = stepOf(step);
    return task ? applyTask(task, ports, context) : apply(direct, ports, context);
  },
  report(step, outcome) {
    const { task, direct } = stepOf(step);
    return task
      ? reportTask(task, outcome && 'task' in outcome ? outcome : undefined)
      : report(direct, outcome && 'applied' in outcome ? outcome : undefined);
  },
  post: clearAway,
});

type AnyStep = Step<typeof contract, Observation | TaskObservation, DatabaseChange | TaskChange>;

type Told =
  | { readonly task: TaskStep; readonly direct: undefined }
  | { readonly task: undefined; readonly direct: SeedStep };

function stepOf({ inputs, observation, plan: { changes, ...plan } }: AnyStep): Told {
  return 'task' in observation
    ? { task: { inputs, observation, plan: { ...plan, changes: changes.filter(isOfTask) } }, direct: undefined }
    : { task: undefined, direct: { inputs, observation, plan: { ...plan, changes: changes.filter(isDirect) } } };
}

function isOfTask(change: DatabaseChange | TaskChange): change is TaskChange {
  return change.kind === 'run-task' || change.kind === 'snapshot';
}

function isDirect(change: DatabaseChange | TaskChange): change is DatabaseChange {
  return change.kind !== 'run-task';
}
