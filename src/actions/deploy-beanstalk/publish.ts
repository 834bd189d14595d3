import type { BundlePlace, ElasticBeanstalkWriter, Version } from '../../aws/elastic-beanstalk.ts';
import type { S3Reader, S3Writer } from '../../aws/s3.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { BundleWriter } from '../../machine/source-bundle.ts';
import type { WantedVersion } from './version.ts';

interface Ports {
  readonly writer: ElasticBeanstalkWriter;
  readonly s3: S3Reader;
  readonly s3Writer: S3Writer;
  readonly bundles: BundleWriter;
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
export async function publish(
  { label, key, content }: WantedVersion,
  { application, bucket: given, existing, create }: Place,
  { writer, s3, s3Writer, bundles }: Ports,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<void> {
  if (content.kind === 'published') return;
  const bucket = existing?.bundle?.bucket ?? given ?? (await writer.storageLocation(signal));
  const stored = (await s3.bucket(bucket, signal).list(key)).some((object) => object.key === key);
  if (!stored) {
    await upload(content, { bucket, key }, { s3Writer, bundles }, signal);
    log.info(`Uploaded s3://${bucket}/${key}.`);
  }
  if (existing) return log.info(`The version ${label} of ${application} is there already.`);
  const description = content.kind === 'dockerrun' ? content.image : `${content.bundle.files} files`;
  await writer.createVersion(application, label, description.slice(0, 200), { bucket, key }, create, signal);
  log.info(`Created the version ${label} of ${application}.`);
}

async function upload(
  content: Exclude<WantedVersion['content'], { readonly kind: 'published' }>,
  { bucket, key }: BundlePlace,
  { s3Writer, bundles }: Pick<Ports, 's3Writer' | 'bundles'>,
  signal: AbortSignal,
): Promise<void> {
  if (content.kind === 'bundle')
    return s3Writer.bucket(bucket, signal).putFile(key, await bundles.pack(content.bundle, signal));
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  await s3Writer.bucket(bucket, signal).put(key, Buffer.from(content.text), headers);
}
