import type { LogsReader } from '../../aws/logs.ts';
import { type Diagnostics, diagnosticsOf, shownLines } from '../../deployment/diagnostics.ts';
import { failureCauses } from '../../deployment/failure-causes.ts';
import { firstError } from '../../deployment/first-error.ts';
import { lateEvidence } from '../../deployment/late-evidence.ts';
import { logLines } from '../../deployment/log-lines.ts';
import type { LogTail } from '../../deployment/log-tail.ts';
import type { Context } from '../../lifecycle/context.ts';

/** Events that name a failure, but no cause. */
const noCause = /for details, see|^(\[AppRunner\] )?Deployment with ID(?!.*Failure reason)/i;

/** A failed operation. */
interface Failure {
  readonly serviceArn: string;
  readonly healthCheckPath: string | undefined;
  /** As App Runner gave it. */
  readonly reason: string | undefined;
  readonly since: Date;
}

/**
 * What App Runner's logs show of a failure: its events with the log of the deployment, and the tail of the application's log.
 * Both come some time after what they tell of.
 */
export async function diagnose(
  { serviceArn, healthCheckPath, reason: given, since }: Failure,
  logs: LogsReader,
  context: Context,
): Promise<Diagnostics> {
  const tail = (kind: 'service' | 'application', lines: number) => {
    const read = () => logs.tail(logGroup(serviceArn, kind), since, lines, context.signal);
    return logLines(`The ${kind} log`, read, context);
  };
  const { events, application } = await lateEvidence(async () => {
    const told = {
      events: await tail('service', shownLines.events),
      application: applicationLog(await tail('application', shownLines.log)),
    };
    return { ...told, linesOfApp: told.application.lines.length, isTold: isTold(told) };
  }, context);
  return diagnosticsOf(
    given ?? reasonIn(events),
    [{ title: 'Events and deployment log of the service', lines: events }, application],
    failureCauses({
      ...{ platform: 'App Runner', pullRole: 'the access role (trusting build.apprunner.amazonaws.com)' },
      ...{ secretRole: 'the instance role (trusting tasks.apprunner.amazonaws.com)', healthCheckPath },
    }),
  );
}

function applicationLog(lines: readonly string[]): LogTail {
  return { title: 'Application log', lines, isOfApp: true };
}

interface Told {
  readonly events: readonly string[];
  readonly application: LogTail;
}

/** The app names its own error; where no instance was started, the events are all there is. */
function isTold({ events, application }: Told): boolean {
  if (firstError([application]) !== undefined) return true;
  const wasStarted = events.some((line) => /health check|exit code|stopped or failed to start/i.test(line));
  return !wasStarted && reasonIn(events) !== undefined;
}

function reasonIn(events: readonly string[]): string | undefined {
  return events.findLast((line) => /fail|error|unhealthy|not/i.test(line) && !noCause.test(line));
}

/** App Runner names its log groups after the last two parts of the service's ARN. */
export function logGroup(serviceArn: string, kind: 'service' | 'application'): string {
  return `/aws/apprunner/${serviceArn.split('/').slice(-2).join('/')}/${kind}`;
}
