import type { Conclusion } from '../../../lifecycle/action.ts';
import type { Report, Section } from '../../../report/report.ts';
import type { contract } from '../contract.ts';
import { restoreCommand } from '../snapshot.ts';
import type { RunTask, TaskOutcome, TaskStep } from './step.ts';

export function reportTask(step: TaskStep, outcome: TaskOutcome | undefined): Conclusion<typeof contract> {
  const run = step.plan.changes.find((change): change is RunTask => change.kind === 'run-task');
  return {
    outputs: {
      // A command that ran may have changed anything.
      changed: outcome ? outcome.task.mayHaveRun : true,
      applied: [],
      pending: [],
      'snapshot-id': outcome?.snapshot,
      'locked-by': outcome?.lockedBy,
      'task-arn': outcome?.task.arn,
    },
    report: {
      title: `Migrate by ${step.plan.target}`,
      ...result(outcome),
      facts: run ? facts(run, outcome) : [],
      sections: notes(step, outcome),
    },
    failure: outcome?.failure,
  };
}

function result(outcome: TaskOutcome | undefined): Pick<Report, 'status' | 'result'> {
  if (!outcome) return { status: 'planned', result: 'Would run the command as a task in the VPC.' };
  if (outcome.failure) return { status: 'failed', result: outcome.failure.parts.what };
  return { status: 'succeeded', result: 'The command ran as a task in the VPC, and ended with exit code 0.' };
}

function facts(run: RunTask, outcome: TaskOutcome | undefined): Report['facts'] {
  const all: readonly (readonly [string, string | undefined])[] = [
    ['Command', run.resource],
    ['Image', run.image],
    ['Made like', run.like],
    ['Cluster', run.cluster],
    ['Subnets', run.subnets.join(', ')],
    ['Security groups', run.securityGroups.join(', ')],
    ['Role', run.taskRole],
    ['Execution role', run.executionRole],
    ['Secrets', Object.keys(run.secrets).join(', ')],
    ['Log group', run.logGroup],
    ['Task', outcome?.task.arn],
    ['Snapshot', outcome?.snapshot],
    ['Waited for', outcome?.lockedBy],
  ];
  return all.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

function notes({ inputs, observation }: TaskStep, outcome: TaskOutcome | undefined): readonly Section[] {
  const { instance } = observation;
  const texts: readonly (string | undefined)[] = [
    'This job does not see the database: whose it is, its ledger and lock, and what the migration tool has recorded are not known. Tasks of the same name wait for each other; two runs that begin within the same seconds rely on the lock of the tool.',
    outcome?.hiddenLog && `The log of the task was not shown: ${outcome.hiddenLog}.`,
    outcome?.snapshot &&
      instance &&
      `To restore: \`${restoreCommand(instance.identifier, outcome.snapshot, inputs.awsRegion)}\``,
  ];
  return texts.flatMap((text) => (text ? [{ kind: 'note', text } as const] : []));
}
