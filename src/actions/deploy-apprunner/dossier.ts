import type { LogsReader } from '../../aws/logs.ts';
import { messageOf } from '../../errors.ts';
import type { Context } from '../action.ts';

/** Why a deployment failed, as far as App Runner's logs tell. */
export interface Dossier {
  /** The last event that names a failure. */
  readonly reason: string | undefined;
  /** What to do about a known cause. */
  readonly hint: string | undefined;
  readonly events: readonly string[];
  readonly application: readonly string[];
}

const knownCauses: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /exec format error|failed to copy the image/i,
    'App Runner runs linux/amd64 only, and needs its access role to pull: check the platforms of the build and the access role.',
  ],
  [
    /health check failed|unhealthy/i,
    'Check that the app listens on `port` on 0.0.0.0 and that `health-check-path` answers 200 without a login.',
  ],
  [/secret|ssm|parameter/i, 'Check that the instance role may read every ARN under `secrets` (and use its key).'],
  [/out of memory|OOM/i, 'Give the service more `memory`.'],
  [
    /access role|assume role|sts:AssumeRole/i,
    'Check that the access role trusts build.apprunner.amazonaws.com and may pull from the repository.',
  ],
];

/** Events that name a failure, but no cause. */
const saysOnlyThat = /for details, see|^(\[AppRunner\] )?Deployment with ID/i;

const eventLines = 20;
const applicationLines = 50;
const deliveryAttempts = 4;
const deliveryMilliseconds = 5_000;

/** The service's events and the tail of the application's log since the deployment began. */
export async function dossierOf(
  serviceArn: string,
  since: Date,
  logs: LogsReader,
  { signal, log, clock }: Context,
): Promise<Dossier> {
  const tail = (kind: 'service' | 'application', lines: number) =>
    logs.tail(logGroup(serviceArn, kind), since, lines, signal).catch((error) => {
      log.warning(`The ${kind} log could not be read: ${messageOf(error)}`);
      return [];
    });
  const events = await tail('service', eventLines);
  let application = await tail('application', applicationLines);
  // The application's log comes some time after its end; only one that was started has any.
  const attempts = events.some((line) => /health check|exit code/i.test(line)) ? deliveryAttempts : 0;
  for (let attempt = 0; application.length === 0 && attempt < attempts; attempt++) {
    await clock.sleep(deliveryMilliseconds, signal);
    application = await tail('application', applicationLines);
  }
  const reason = events.findLast((line) => /fail|error|unhealthy|not/i.test(line) && !saysOnlyThat.test(line));
  const hint = knownCauses.find(([pattern]) => [...events, ...application].some((line) => pattern.test(line)))?.[1];
  return { reason, hint, events, application };
}

/** App Runner names its log groups after the last two parts of the service's ARN. */
export function logGroup(serviceArn: string, kind: 'service' | 'application'): string {
  return `/aws/apprunner/${serviceArn.split('/').slice(-2).join('/')}/${kind}`;
}
