import type { EcsReader, ExpressConfiguration, ServiceId } from '../../aws/ecs.ts';
import type { LogsReader } from '../../aws/logs.ts';
import { type Diagnostics, diagnosticsOf, type FailureCause, shownLines } from '../../deployment/diagnostics.ts';
import { failureCauses } from '../../deployment/failure-causes.ts';
import { firstError } from '../../deployment/first-error.ts';
import { lateEvidence } from '../../deployment/late-evidence.ts';
import { logLines } from '../../deployment/log-lines.ts';
import type { Ended } from '../../deployment/operation.ts';
import type { Context } from '../../lifecycle/context.ts';
import { platformOf } from './problems.ts';

/** What is asked about a failed deployment. */
export interface Failed {
  readonly id: ServiceId;
  readonly wanted: ExpressConfiguration;
  readonly logGroup: string | undefined;
  readonly ended: Ended;
  readonly since: Date;
}

/** What ECS and the logs show of a failure: why tasks stopped, the service's events, the tail of the application's log. */
export async function diagnose(
  { id, wanted, logGroup, ended, since }: Failed,
  { ecs, logs }: { readonly ecs: EcsReader; readonly logs: LogsReader },
  context: Context,
): Promise<Diagnostics> {
  const { signal } = context;
  const lines = (what: string, read: () => Promise<readonly string[]>) => logLines(what, read, context);
  const tail = () =>
    logGroup === undefined
      ? Promise.resolve([])
      : lines('The application log', () => logs.tail(logGroup, since, shownLines.log, signal));
  const { events, tasks, application } = await lateEvidence(async () => {
    const told = {
      events: await lines('The events of the service', () => ecs.events(id, since, signal)),
      tasks: await lines('The stopped tasks', async () =>
        (await ecs.stoppedTasks(id, since, signal)).map(({ id: task, why }) => `${task}: ${why}`),
      ),
      application: { title: 'Application log', lines: await tail(), isOfApp: true } as const,
    };
    // Only an application that was started has a log, and that comes some time later.
    const ran = [...told.tasks, ...told.events, ended.reason ?? ''].some((line) => started.test(line));
    const isTold = !ran || logGroup === undefined || firstError([told.application]) !== undefined;
    return { ...told, linesOfApp: told.application.lines.length, isTold };
  }, context);
  return diagnosticsOf(
    reasonOf(ended, tasks),
    [
      { title: 'Stopped tasks', lines: tasks },
      { title: 'Events of the service', lines: events.slice(-shownLines.events) },
      application,
    ],
    causesOf(wanted),
  );
}

/** What is told of tasks that were started, whatever became of them. */
const started = /exited|health checks|is unhealthy|alarms? (?:was )?detected|out of memory/i;

/** ECS's reason says what it did; why the tasks stopped says what was wrong. */
function reasonOf({ reason }: Ended, tasks: readonly string[]): string | undefined {
  const task = tasks.at(-1);
  const parts = [reason, task === undefined ? undefined : `A task stopped: ${task.replace(/^\w+: /, '')}`];
  return parts.filter((part) => part !== undefined).join(' ') || undefined;
}

function causesOf(wanted: ExpressConfiguration): readonly FailureCause[] {
  const { healthCheckPath } = wanted;
  return [
    {
      pattern: /alarms? (detected|that went off)/i,
      hint: 'More than 1 % of the answers were errors (4xx, 5xx) while the new version baked: look for them in the application log, and let checks that provoke errors run after the deployment.',
    },
    {
      pattern: /exec format error|does not contain descriptor matching platform/i,
      hint: `The tasks run ${platformOf(wanted)}: check the platforms of the build, or \`architecture\`.`,
    },
    ...failureCauses({
      ...{ platform: 'ECS', pullRole: 'the execution role (trusting ecs-tasks.amazonaws.com)' },
      ...{ secretRole: 'the execution role (trusting ecs-tasks.amazonaws.com)', healthCheckPath },
    }),
    {
      pattern: /Essential container in task exited/,
      hint: 'The application ended by itself: its log tells why.',
    },
    {
      pattern: /a new service deployment was started/,
      hint: 'Let deployments of one service run one after the other, with a `concurrency` group in the workflow.',
    },
  ];
}
