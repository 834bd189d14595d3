import type { LogsReader } from '../../aws/logs.ts';
import { delayedLog } from '../../deployment/delayed-log.ts';
import { type Diagnostics, diagnosticsOf, shownLines } from '../../deployment/diagnostics.ts';
import { failureCauses } from '../../deployment/failure-causes.ts';
import { logLines } from '../../deployment/log-lines.ts';
import type { Context } from '../../lifecycle/context.ts';

/** Events that name a failure, but no cause. */
const noCause = /for details, see|^(\[AppRunner\] )?Deployment with ID/i;

/** A failed operation. */
interface Failure {
  readonly serviceArn: string;
  readonly healthCheckPath: string | undefined;
  /** As App Runner gave it. */
  readonly reason: string | undefined;
  readonly since: Date;
}

/** What App Runner's logs show of a failure: its events with the log of the deployment, and the tail of the application's log. */
export async function diagnose(
  { serviceArn, healthCheckPath, reason: given, since }: Failure,
  logs: LogsReader,
  context: Context,
): Promise<Diagnostics> {
  const tail = (kind: 'service' | 'application', lines: number) => {
    const read = () => logs.tail(logGroup(serviceArn, kind), since, lines, context.signal);
    return logLines(`The ${kind} log`, read, context);
  };
  const events = await tail('service', shownLines.events);
  const applicationTail = () => tail('application', shownLines.log);
  // Only an instance that was started has a log, and that comes some time later.
  const wasStarted = events.some((line) => /health check|exit code/i.test(line));
  const application = wasStarted ? await delayedLog(applicationTail, context) : await applicationTail();
  const reason = given ?? events.findLast((line) => /fail|error|unhealthy|not/i.test(line) && !noCause.test(line));
  return diagnosticsOf(
    reason,
    [
      { title: 'Events and deployment log of the service', lines: events },
      { title: 'Application log', lines: application, isOfApp: true },
    ],
    failureCauses({
      ...{ platform: 'App Runner', pullRole: 'the access role (trusting build.apprunner.amazonaws.com)' },
      ...{ secretRole: 'the instance role (trusting tasks.apprunner.amazonaws.com)', healthCheckPath },
    }),
  );
}

/** App Runner names its log groups after the last two parts of the service's ARN. */
export function logGroup(serviceArn: string, kind: 'service' | 'application'): string {
  return `/aws/apprunner/${serviceArn.split('/').slice(-2).join('/')}/${kind}`;
}
