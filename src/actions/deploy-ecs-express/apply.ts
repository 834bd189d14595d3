import type { EcsReader, EcsWriter, ExpressService } from '../../aws/ecs.ts';
import type { LogsReader } from '../../aws/logs.ts';
import type { DeployChange } from '../../deployment/change.ts';
import { deploy, type Outcome } from '../../deployment/deploy.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';
import { diagnose } from './diagnostics.ts';
import { type Observation, serviceId } from './observe.ts';
import { revisionsOf } from './revisions.ts';
import { wantedConfiguration } from './wanted.ts';

interface Ports {
  readonly reader: EcsReader;
  readonly writer: EcsWriter;
  readonly logs: LogsReader;
}

/** Carries out the changes; what ECS does not put back by itself is put back. */
export async function apply(
  inputs: Inputs,
  observation: Observation,
  changes: readonly DeployChange[],
  { reader, writer, logs }: Ports,
  context: Context,
): Promise<Outcome<ExpressService>> {
  const { service, revision, serves, isUnclear } = observation;
  const id = serviceId(inputs);
  const extent = isUnclear ? 'everything' : 'changes';
  const present = service && revision && ({ service, revision, extent } as const);
  const wanted = wantedConfiguration(inputs, observation);
  const tags = Object.fromEntries(inputs.tags.map(({ name, value }) => [name, value]));
  const revisions = revisionsOf(id, { reader, writer });
  return deploy(
    {
      resource: `the Express service ${id.name}`,
      before: service,
      changes,
      onBusy: inputs.onBusy,
      rollbackOnFailure: inputs.rollbackOnFailure,
      abandonOnCancel: inputs.onCancel === 'rollback',
      watch: watchCommand(inputs),
      async start({ kind }, signal) {
        if (!present)
          return revisions.create(wanted, { infrastructureRole: inputs.infrastructureRole ?? '', tags }, signal);
        if (kind !== 'tag') return revisions.update(wanted, present, signal);
        await writer.tag(present.service.arn, tags, signal);
        return 'done';
      },
      ...(present && serves ? { rollBack: (signal: AbortSignal) => revisions.rollBack(present, signal) } : {}),
      async service(signal) {
        const found = await reader.service(id, signal);
        return found === 'foreign' ? undefined : found;
      },
      diagnostics: (ended, since) =>
        diagnose(
          { id, wanted, logGroup: revisions.logGroup() ?? revision?.logGroup, ended, since },
          { ecs: reader, logs },
          context,
        ),
    },
    context,
  );
}

function watchCommand(inputs: Inputs): string {
  const { name, cluster } = serviceId(inputs);
  const where = inputs.awsRegion ? ` --region ${inputs.awsRegion}` : '';
  return `aws ecs list-service-deployments${where} --cluster ${cluster} --service ${name}`;
}
