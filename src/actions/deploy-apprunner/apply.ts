import type { AppRunnerReader, AppRunnerWriter, Service, ServiceConfiguration, Started } from '../../aws/apprunner.ts';
import type { LogsReader } from '../../aws/logs.ts';
import { causeOf, messageOf, UserError } from '../../errors.ts';
import type { Context } from '../action.ts';
import { type Dossier, dossierOf } from './dossier.ts';
import { type Ended, follow } from './follow.ts';
import type { DeployChange } from './plan.ts';

/** How the deployment ended, and what serves now. */
export interface Outcome {
  /** The service after the deployment, for its URL; undefined when it was never created. */
  readonly service: Service | undefined;
  /** The operation of this deployment, if one was started. */
  readonly operationId: string | undefined;
  /** Undefined while it goes on: the job was cancelled, or the deadline passed. */
  readonly ended: Ended | undefined;
  readonly rolledBack: boolean;
  readonly dossier: Dossier | undefined;
  readonly failure: UserError | undefined;
}

interface Deployment {
  readonly name: string;
  readonly service: Service | undefined;
  readonly wanted: ServiceConfiguration;
  readonly tags: Readonly<Record<string, string>>;
  readonly changes: readonly DeployChange[];
  readonly rollbackOnFailure: boolean;
  readonly onBusy: 'wait' | 'fail';
}

interface Ports {
  readonly reader: AppRunnerReader;
  readonly writer: AppRunnerWriter;
  readonly logs: LogsReader;
}

/** Carries out the changes one after the other; the first that fails ends it, and what served before is put back. */
export async function apply(deployment: Deployment, ports: Ports, context: Context): Promise<Outcome> {
  const since = context.clock.now();
  let ended: Ended | undefined;
  for (const change of deployment.changes) {
    const started = await start(change, deployment, ports.writer, context);
    context.log.info(`${change.kind} ${deployment.name}: operation ${started.operationId}`);
    try {
      ended = await follow(started, ports.reader, context);
    } catch (error) {
      return interrupted(started, deployment, causeOf(error, context.signal));
    }
    if (ended.verdict !== 'succeeded')
      return failed(change, ended, started.serviceArn, since, deployment, ports, context);
  }
  const service = ended
    ? await ports.reader.service(deployment.service?.arn ?? deployment.name, context.signal)
    : deployment.service;
  return { ...unfailing, service, ended, operationId: ended?.operationId };
}

const unfailing = { rolledBack: false, dossier: undefined, failure: undefined } as const;

/** App Runner cannot cancel an operation, so what was started goes on, and nothing is put back. */
function interrupted({ operationId }: Started, { name, service }: Deployment, cause: unknown): Outcome {
  if (!(cause instanceof UserError)) throw cause;
  const failure = new UserError(
    {
      what: cause.parts.what,
      why: `How the operation ${operationId} of the App Runner service ${name} ends is not known.${cause.parts.why ? ` ${cause.parts.why}` : ''}`,
      next: cause.parts.next,
    },
    { cause },
  );
  return { ...unfailing, service, ended: undefined, operationId, failure };
}

async function start(
  change: DeployChange,
  { name, service, wanted, tags, onBusy }: Deployment,
  writer: AppRunnerWriter,
  { signal, clock, log }: Context,
): Promise<Started> {
  if (!service) return writer.create(name, wanted, tags, signal);
  for (;;) {
    const answer = await (change.kind === 'resume'
      ? writer.resume(service.arn, signal)
      : writer.update(service, wanted, signal));
    if (answer !== 'busy') return answer;
    if (onBusy === 'fail') throw becameBusy(name);
    log.info(`${name} became busy; trying again.`);
    await clock.sleep(5_000, signal);
  }
}

async function failed(
  change: DeployChange,
  ended: Ended,
  arn: string,
  since: Date,
  deployment: Deployment,
  ports: Ports,
  context: Context,
): Promise<Outcome> {
  const dossier = await dossierOf(arn, since, ports.logs, context);
  const rolledBack = ended.verdict === 'rolled-back' || (await putBack(change, deployment, ports, context));
  const service = await ports.reader.service(arn, context.signal);
  const { operationId } = ended;
  const error = failure(change, ended, rolledBack, dossier, deployment.name);
  return { service, operationId, ended, rolledBack, dossier, failure: error };
}

/** App Runner rolls an update back by itself, but not always; then the configuration from before is deployed again. */
async function putBack(
  change: DeployChange,
  { service, rollbackOnFailure, name }: Deployment,
  { reader, writer }: Ports,
  context: Context,
): Promise<boolean> {
  if (!service || change.kind !== 'update' || !rollbackOnFailure) return false;
  context.log.info(`Putting back ${service.configuration.image} on ${name}.`);
  try {
    const started = await writer.update(service, service.configuration, context.signal);
    return started !== 'busy' && (await follow(started, reader, context)).verdict === 'succeeded';
  } catch (error) {
    context.log.warning(`It could not be put back: ${messageOf(error)}`);
    return false;
  }
}

function failure(
  { kind }: DeployChange,
  { status }: Ended,
  rolledBack: boolean,
  { reason, hint }: Dossier,
  name: string,
): UserError {
  const served =
    kind === 'create' || kind === 'rebuild'
      ? 'The service is not running.'
      : rolledBack
        ? 'What served before serves again.'
        : 'What served before may not be serving: look at it now.';
  return new UserError({
    what: `The ${kind} of the App Runner service ${name} ended as ${status}. ${served}`,
    why: reason,
    next: hint ?? 'The last events and log lines stand in the summary.',
  });
}

function becameBusy(name: string): UserError {
  return new UserError({
    what: `The App Runner service ${name} became busy before it could be changed. Nothing was changed.`,
    next: 'Run the job again when it is over, or let on-busy be `wait`.',
  });
}
