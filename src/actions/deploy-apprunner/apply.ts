import type {
  AppRunnerReader,
  AppRunnerWriter,
  OperationType,
  Service,
  ServiceConfiguration,
  Started,
} from '../../aws/apprunner.ts';
import type { LogsReader } from '../../aws/logs.ts';
import type { DeployChange } from '../../deployment/change.ts';
import { type Deployment, deploy, type Outcome } from '../../deployment/deploy.ts';
import { regionOf } from '../../domain/apprunner-service.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';
import { diagnose } from './diagnostics.ts';
import type { Observation } from './observe.ts';
import { operationOf, startedOperation } from './operation.ts';
import { wantedConfiguration } from './wanted.ts';

interface Ports {
  readonly reader: AppRunnerReader;
  readonly writer: AppRunnerWriter;
  readonly logs: LogsReader;
}

/** Carries out the changes; what App Runner does not put back by itself is put back. */
export async function apply(
  inputs: Inputs,
  { service, adopted }: Observation,
  changes: readonly DeployChange[],
  ports: Ports,
  context: Context,
): Promise<Outcome<Service>> {
  const { reader, writer, logs } = ports;
  const wanted = wantedConfiguration(inputs, service);
  let arn = service?.arn;
  const started = async (type: OperationType, write: Promise<Started | 'busy'>) => {
    const begun = context.clock.now();
    const answer = await write;
    if (answer === 'busy') return 'busy';
    arn = answer.serviceArn;
    return startedOperation(answer, type, begun, reader, context);
  };
  const update = (to: ServiceConfiguration, present: Service, signal: AbortSignal) =>
    started('UPDATE_SERVICE', writer.update(present, to, signal));
  const deployment: Deployment<Service> = {
    resource: `the App Runner service ${service?.name ?? inputs.service}`,
    before: service,
    changes,
    onBusy: inputs.onBusy,
    rollbackOnFailure: inputs.rollbackOnFailure,
    get watch() {
      return watchCommand(inputs, arn);
    },
    async start(change, signal) {
      const tags = Object.fromEntries(inputs.tags.map(({ name, value }) => [name, value]));
      if (!service) return started('CREATE_SERVICE', writer.create(inputs.service, wanted, tags, signal));
      switch (change.kind) {
        case 'adopt':
          return adopted ? operationOf(service.arn, adopted.id, reader) : 'done';
        case 'tag':
          return writer.tag(service.arn, tags, signal);
        case 'resume':
          return started('RESUME_SERVICE', writer.resume(service.arn, signal));
        case 'redeploy':
          return started('START_DEPLOYMENT', writer.redeploy(service.arn, signal));
        case 'create':
        case 'update':
        case 'rebuild':
          return update(wanted, service, signal);
      }
    },
    ...(service ? { rollBack: (signal: AbortSignal) => update(service.configuration, service, signal) } : {}),
    service: (signal) => reader.service(arn ?? inputs.service, signal),
    diagnostics: (ended, since) => diagnose(arn ?? '', { ...wanted, reason: ended.reason }, since, logs, context),
  };
  return deploy(deployment, context);
}

function watchCommand({ service: name, awsRegion }: Inputs, arn: string | undefined): string {
  const region = arn ? regionOf(arn) : awsRegion;
  const where = region ? ` --region ${region}` : '';
  return arn
    ? `aws apprunner list-operations${where} --service-arn ${arn}`
    : `aws apprunner list-services${where} --query "ServiceSummaryList[?ServiceName=='${name}']"`;
}
