import type { Service, ServiceConfiguration } from '../../aws/apprunner.ts';
import type { Rollout } from '../../deployment/rollout.ts';
import type { DeploymentStep, Observation } from '../../deployment/target.ts';
import { watchCommand } from '../../deployment/watch-command.ts';
import { arnOf } from '../../domain/arn.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { ended } from './attach.ts';
import { attaching } from './attaching.ts';
import { withAttachments } from './attachments.ts';
import type { Inputs } from './contract.ts';
import { diagnose } from './diagnostics.ts';
import type { Facts } from './observe.ts';
import { operationOf } from './operation.ts';
import { readinessOf } from './state-table.ts';
import { writesOf } from './writes.ts';

type Step = DeploymentStep<Inputs, Observation<Service, Facts>, ServiceConfiguration>;

/** Each change as calls of App Runner. */
export function rollout(
  { inputs, observation: { service, adopted }, wanted, tags, changes }: Step,
  { appRunner: { reader, writer }, logs }: Pick<Ports, 'appRunner' | 'logs'>,
  context: Context,
): Rollout<Service> {
  const writes = writesOf(inputs.service, service, { reader, clock: context.clock });
  const update = (present: Service, to: ServiceConfiguration, signal: AbortSignal) =>
    writes.begin({ type: 'UPDATE_SERVICE', image: to.image }, () => writer.update(present, to, signal), signal);
  const redeployed = service?.configuration.image ?? '';
  const { put, putBack } = attaching(inputs.service, writes, { reader, writer });
  return {
    async start({ kind, fields }, signal) {
      if (kind === 'attach') return put(fields, wanted, signal);
      if (!service) {
        const create = () => writer.create(inputs.service, wanted, tags.put, signal);
        return writes.begin({ type: 'CREATE_SERVICE', image: wanted.image }, create, signal);
      }
      switch (kind) {
        case 'adopt':
          return adopted === undefined ? 'done' : operationOf(service.arn, adopted, reader);
        case 'tag':
          return writer.tag(service.arn, tags, signal);
        case 'resume':
          return writes.begin(
            { type: 'RESUME_SERVICE', image: redeployed },
            () => writer.resume(service.arn, signal),
            signal,
          );
        case 'redeploy':
          return writes.begin(
            { type: 'START_DEPLOYMENT', image: redeployed },
            () => writer.redeploy(service.arn, signal),
            signal,
          );
        case 'create':
        case 'update':
        case 'rebuild':
          return update(service, wanted, signal);
      }
    },
    rollBack:
      service &&
      (async (signal) => {
        if ((await putBack(service, wanted, signal)) === 'busy') return 'busy';
        // What is only attached has left everything else as it was.
        return changes.length > 0 && changes.every((change) => change.kind === 'attach' || change.kind === 'tag')
          ? ended('put back', { status: 'SUCCEEDED', verdict: 'succeeded' })
          : update(service, service.configuration, signal);
      }),
    others: (signal) => writes.others([wanted.image, redeployed], signal),
    otherThanAsked: ({ status, configuration: { image } }) => {
      if (image !== wanted.image) return `it runs ${image} now`;
      return ['ready', 'busy'].includes(readinessOf(status)) ? undefined : `it is ${status} now`;
    },
    health: {
      quietSeconds: 0,
      async ailment({ status }) {
        const isWell = ['ready', 'busy'].includes(readinessOf(status));
        return isWell ? undefined : { status, reason: `App Runner shows it as ${status}.` };
      },
    },
    async service(signal) {
      const found = await reader.service(writes.arn() ?? inputs.service, signal);
      return found && withAttachments(found, inputs, reader, { ...context, signal });
    },
    diagnose: ({ reason }, since) =>
      diagnose(
        { serviceArn: writes.arn() ?? '', healthCheckPath: wanted.healthCheckPath, reason, since },
        logs.reader,
        context,
      ),
    watch: () => {
      const arn = writes.arn();
      return arn === undefined
        ? watchCommand(
            'apprunner list-services',
            inputs.awsRegion,
            `--query "ServiceSummaryList[?ServiceName=='${inputs.service}']"`,
          )
        : watchCommand('apprunner list-operations', arnOf(arn)?.region, `--service-arn ${arn}`);
    },
  };
}
