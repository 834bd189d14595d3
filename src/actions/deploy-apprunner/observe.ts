import type { AppRunnerReader, Service } from '../../aws/apprunner.ts';
import { isServiceArn } from '../../domain/apprunner-service.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../action.ts';
import type { Inputs } from './contract.ts';
import { readinessOf } from './state-table.ts';

export interface Observation {
  /** The service, when no operation is running on it; undefined: to be created. */
  readonly service: Service | undefined;
  /** ISO 8601 */
  readonly now: string;
}

const pollMilliseconds = 3_000;

/** The service as it is, once nothing else is happening to it. */
export async function observe(inputs: Inputs, appRunner: AppRunnerReader, context: Context): Promise<Observation> {
  const service = await settled(inputs, appRunner, context);
  if (!service && (!inputs.create || isServiceArn(inputs.service))) throw noService(inputs.service);
  if (!service && inputs.image === undefined) throw noImage(inputs.service);
  return { service, now: context.clock.now().toISOString() };
}

async function settled(
  { service: name, onBusy }: Inputs,
  appRunner: AppRunnerReader,
  { signal, clock, log }: Context,
): Promise<Service | undefined> {
  for (let told = ''; ; ) {
    const service = await appRunner.service(name, signal);
    if (!service || readinessOf(service.status) !== 'busy') return service;
    const operation = await appRunner.newestOperation(service.arn, signal);
    const running = operation
      ? `${operation.type} since ${operation.startedAt?.toISOString() ?? 'just now'}`
      : 'an operation';
    if (onBusy === 'fail') throw busy(service.name, running);
    if (running !== told) log.info(`${service.name} is busy (${running}); waiting for it to end.`);
    told = running;
    await clock.sleep(pollMilliseconds, signal);
  }
}

function noService(name: string): UserError {
  return new UserError({
    what: `There is no App Runner service ${name} in this account and region.`,
    next: 'Check `service` and `aws-region`, or let `create: true` create one of that name.',
  });
}

function noImage(name: string): UserError {
  return new UserError({
    what: `The App Runner service ${name} cannot be created without an image.`,
    next: 'Give `image` as repository@digest.',
  });
}

function busy(name: string, running: string): UserError {
  return new UserError({
    what: `The App Runner service ${name} is busy: ${running}. Nothing was changed.`,
    next: 'Run the job again when it is over, or let on-busy be `wait`.',
  });
}
