import type { LogsReader } from '../../aws/logs.ts';
import { delayedLog } from '../../deployment/delayed-log.ts';
import { type Diagnostics, diagnosticsOf } from '../../deployment/diagnostics.ts';
import { failureCauses } from '../../deployment/failure-causes.ts';
import { logLines } from '../../deployment/log-lines.ts';
import type { Context } from '../../lifecycle/context.ts';

/** Events that name a failure, but no cause. */
const saysOnlyThat = /for details, see|^(\[AppRunner\] )?Deployment with ID/i;

const eventLines = 20;
const applicationLines = 50;
const deliveryAttempts = 5;

/** What App Runner's logs tell of a failure: its events with the log of the deployment, and the tail of the application's log. */
export async function diagnose(
  serviceArn: string,
  {
    healthCheckPath,
    reason: told,
  }: { readonly healthCheckPath: string | undefined; readonly reason?: string | undefined },
  since: Date,
  logs: LogsReader,
  context: Context,
): Promise<Diagnostics> {
  const tail = (kind: 'service' | 'application', lines: number) => {
    const read = () => logs.tail(logGroup(serviceArn, kind), since, lines, context.signal);
    return logLines(`The ${kind} log`, read, context);
  };
  const events = await tail('service', eventLines);
  // Only an instance that was started has a log, and that comes some time later.
  const attempts = events.some((line) => /health check|exit code/i.test(line)) ? deliveryAttempts : 1;
  const application = await delayedLog(() => tail('application', applicationLines), attempts, context);
  const reason = told ?? events.findLast((line) => /fail|error|unhealthy|not/i.test(line) && !saysOnlyThat.test(line));
  return diagnosticsOf(
    reason,
    [
      { title: 'Events and deployment log of the service', lines: events },
      { title: 'Application log', lines: application },
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
