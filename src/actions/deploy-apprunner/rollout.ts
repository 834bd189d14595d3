import type { OperationType, Service, ServiceConfiguration, StartedOperation } from '../../aws/apprunner.ts';
import type { Operation } from '../../deployment/operation.ts';
import type { Rollout } from '../../deployment/rollout.ts';
import type { DeploymentStep, Observation } from '../../deployment/target.ts';
import { watchCommand } from '../../deployment/watch-command.ts';
import { arnOf } from '../../domain/arn.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import type { Inputs } from './contract.ts';
import { diagnose } from './diagnostics.ts';
import type { Facts } from './observe.ts';
import { operationOf, startedOperation } from './operation.ts';

type Step = DeploymentStep<Inputs, Observation<Service, Facts>, ServiceConfiguration>;

/** Each change as calls of App Runner. */
export function rollout(
  { inputs, observation: { service, adopted }, wanted, tags }: Step,
  { appRunner: { reader, writer }, logs }: Pick<Ports, 'appRunner' | 'logs'>,
  context: Context,
): Rollout<Service> {
  let arn = service?.arn;
  const operation = async (
    type: OperationType,
    write: Promise<StartedOperation | 'busy'>,
  ): Promise<Operation | 'busy'> => {
    const begun = context.clock.now();
    const started = await write;
    if (started === 'busy') return 'busy';
    arn = started.serviceArn;
    return startedOperation(started, { type, begun }, reader, context);
  };
  const update = (present: Service, to: ServiceConfiguration, signal: AbortSignal) =>
    operation('UPDATE_SERVICE', writer.update(present, to, signal));
  return {
    async start({ kind }, signal) {
      if (!service) return operation('CREATE_SERVICE', writer.create(inputs.service, wanted, tags, signal));
      switch (kind) {
        case 'adopt':
          return adopted === undefined ? 'done' : operationOf(service.arn, adopted, reader);
        case 'tag':
          return writer.tag(service.arn, tags, signal);
        case 'resume':
          return operation('RESUME_SERVICE', writer.resume(service.arn, signal));
        case 'redeploy':
          return operation('START_DEPLOYMENT', writer.redeploy(service.arn, signal));
        case 'create':
        case 'update':
        case 'rebuild':
          return update(service, wanted, signal);
      }
    },
    rollBack: service && ((signal) => update(service, service.configuration, signal)),
    service: (signal) => reader.service(arn ?? inputs.service, signal),
    diagnose: ({ reason }, since) =>
      diagnose({ serviceArn: arn ?? '', healthCheckPath: wanted.healthCheckPath, reason, since }, logs.reader, context),
    watch: () =>
      arn === undefined
        ? watchCommand(
            'apprunner list-services',
            inputs.awsRegion,
            `--query "ServiceSummaryList[?ServiceName=='${inputs.service}']"`,
          )
        : watchCommand('apprunner list-operations', arnOf(arn)?.region, `--service-arn ${arn}`),
  };
}
