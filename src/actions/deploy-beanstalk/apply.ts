import type { ElasticBeanstalkReader, ElasticBeanstalkWriter, Environment } from '../../aws/elastic-beanstalk.ts';
import type { S3Reader, S3Writer } from '../../aws/s3.ts';
import type { DeployChange } from '../../deployment/change.ts';
import { deploy, type Outcome } from '../../deployment/deploy.ts';
import type { Operation } from '../../deployment/operation.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { BundleWriter } from '../../machine/source-bundle.ts';
import { optionChanges, optionsAfter } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { diagnose } from './diagnostics.ts';
import type { Observation } from './observe.ts';
import { type Expectation, updateOperation } from './operation.ts';
import { deploysVersion, platformFor } from './plan.ts';
import { publish } from './publish.ts';
import { rollBack } from './rollback.ts';

export interface Ports {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
  readonly s3: S3Reader;
  readonly s3Writer: S3Writer;
  readonly bundles: BundleWriter;
}

/** Publishes the version, and then carries the changes out. */
export async function apply(
  inputs: Inputs,
  seen: Observation,
  changes: readonly DeployChange[],
  ports: Ports,
  context: Context,
): Promise<Outcome<Environment>> {
  const { name, environment, wanted, application, existing } = seen;
  const { reader, writer } = ports;
  if (wanted && changes.some(deploysVersion))
    await publish(wanted, { application, bucket: inputs.bucket, existing, create: !environment }, ports, context);
  const operation = (requestId: string, expected: Partial<Expectation>) =>
    updateOperation(name, requestId, { ...expectation(inputs), ...expected }, { reader, writer, clock: context.clock });
  return deploy<Environment>(
    {
      resource: `the Elastic Beanstalk environment ${name}`,
      changes,
      before: environment,
      onBusy: inputs.onBusy,
      rollbackOnFailure: inputs.rollbackOnFailure,
      abandonOnCancel: inputs.onCancel === 'rollback',
      watch: `aws elasticbeanstalk describe-events --environment-name ${name}`,
      start: (change, signal) => start(change, inputs, seen, operation, writer, signal),
      ...(environment
        ? { rollBack: (signal: AbortSignal) => rollBack(environment, seen.options, operation, ports, signal) }
        : {}),
      service: (signal) => reader.environment(name, signal),
      diagnostics: (ended, since) => diagnose(name, ended, since, inputs.healthCheckPath, ports, context),
    },
    context,
  );
}

function expectation({ acceptedHealth, healthTimeoutSeconds }: Inputs): Expectation {
  return { versionLabel: undefined, acceptedHealth, healthTimeoutSeconds };
}

async function start(
  change: DeployChange,
  inputs: Inputs,
  seen: Observation,
  operation: (requestId: string, expected: Partial<Expectation>) => Operation,
  writer: ElasticBeanstalkWriter,
  signal: AbortSignal,
): Promise<Operation | 'busy' | 'done'> {
  const { name, environment, application, wanted } = seen;
  const tags = Object.fromEntries(inputs.tags.map(({ name: key, value }) => [key, value]));
  const versionLabel = wanted?.label ?? '';
  const options = optionsAfter(inputs, seen);
  if (!environment) {
    const created = await writer.create(
      { name, application, versionLabel, platform: platformFor(inputs, seen), options, tags },
      signal,
    );
    return operation(created.requestId, { versionLabel });
  }
  if (change.kind === 'tag') {
    await writer.tag(environment.arn, tags, signal);
    return 'done';
  }
  const update = deploysVersion(change) ? { versionLabel } : optionChanges(seen.options, options);
  const requested = await writer.update(name, update, signal);
  if (requested === 'busy') return requested;
  return operation(requested.requestId, deploysVersion(change) ? { versionLabel } : {});
}
