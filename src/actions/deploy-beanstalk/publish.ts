import type { BundlePlace, Environment, Version } from '../../aws/elastic-beanstalk.ts';
import type { Found } from '../../deployment/presence.ts';
import type { DeploymentStep } from '../../deployment/target.ts';
import type { Context } from '../../lifecycle/context.ts';
import { patience } from '../../lifecycle/patience.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { deploysVersion, type EnvironmentConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import type { Facts } from './observe.ts';
import { processed } from './processed.ts';
import type { WantedVersion } from './version.ts';

type Step = DeploymentStep<Inputs, Facts & Found<Environment>, EnvironmentConfiguration>;
type PublishingPorts = Pick<Ports, 'bundles' | 'elasticBeanstalk' | 's3'>;

/** Publishes the version before the first change, where one of them deploys it, and waits until it can be deployed. */
export async function prepare(
  { inputs: { bucket }, observation, changes }: Step,
  ports: PublishingPorts,
  context: Context,
): Promise<void> {
  const { wantedVersion, application, existing, service } = observation;
  const isDeployed = !service || changes.some(deploysVersion);
  if (!wantedVersion || !isDeployed) return;
  const place = { application, bucket, existing, create: !service };
  await patience(`The version ${wantedVersion.label}`, context).read(() =>
    publish(wantedVersion, place, ports, context),
  );
  const isNew = !existing && wantedVersion.content.kind === 'bundle';
  const version = isNew ? { label: wantedVersion.label, status: 'Processing' as const } : existing;
  await processed(version, application, ports.elasticBeanstalk.reader, context);
}

interface Place {
  readonly application: string;
  /** Undefined: Elastic Beanstalk's own. */
  readonly bucket: string | undefined;
  readonly existing: Version | undefined;
  /** Whether the application may have to be created as well. */
  readonly create: boolean;
}

/** Makes sure that the version is there, with its bundle in S3; what is there already is left. */
async function publish(
  { label, key, content }: WantedVersion,
  { application, bucket: given, existing, create }: Place,
  ports: PublishingPorts,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<void> {
  const { writer } = ports.elasticBeanstalk;
  if (content.kind === 'published') return;
  const bucket = existing?.bundle?.bucket ?? given ?? (await writer.storageLocation(signal));
  const stored = (await ports.s3.reader.bucket(bucket, signal).list(key)).some((object) => object.key === key);
  if (!stored) {
    await upload(content, { bucket, key }, ports, signal);
    log.info(`Uploaded s3://${bucket}/${key}.`);
  }
  if (existing) return log.info(`The version ${label} of ${application} is there already.`);
  const description = content.kind === 'dockerrun' ? content.image : `${content.bundle.files} files`;
  const made = await writer.createVersion(
    {
      ...{ application, label, description: description.slice(0, 200), bundle: { bucket, key } },
      ...{ createApplication: create, process: content.kind === 'bundle' },
    },
    signal,
  );
  // It bears the hash of its content: whoever has made it meanwhile has made the same.
  log.info(
    made === 'made'
      ? `Created the version ${label} of ${application}.`
      : `The version ${label} of ${application} is there.`,
  );
}

async function upload(
  content: Exclude<WantedVersion['content'], { readonly kind: 'published' }>,
  { bucket, key }: BundlePlace,
  { s3, bundles }: PublishingPorts,
  signal: AbortSignal,
): Promise<void> {
  if (content.kind === 'bundle')
    return s3.writer.bucket(bucket, signal).putFile(key, await bundles.writer.pack(content.bundle, signal));
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  await s3.writer.bucket(bucket, signal).put(key, Buffer.from(content.text), headers);
}
