import { Readable } from 'node:stream';
import type { Caller } from '../core/service.ts';
import type { S3 } from '../s3/s3.ts';
import { invalid, type Version } from './state.ts';
import { readZip } from './zip.ts';

/** What of a source bundle the Docker platform runs. */
export interface DockerBundle {
  readonly image: string;
  readonly port: number;
}

/** The bundle's bytes, read with a caller's permissions; throws what CreateApplicationVersion and UpdateEnvironment answer. */
export async function readBundle(s3: S3, caller: Caller, { bucket, key }: Version['bundle']): Promise<Buffer> {
  const answer = await s3.open({ bucket, key, caller }).catch(() => undefined);
  if (answer?.status === 200 && answer.body !== undefined) return bytesOf(answer.body);
  const reason = answer?.status === 403 ? 'Access Denied' : 'Not Found';
  throw invalid(`Unable to download from S3 location (Bucket: ${bucket}  Key: ${key}). Reason: ${reason}`);
}

/** The image of a Dockerrun.aws.json (version 1), alone or in an archive; undefined for any other bundle. */
export function dockerBundle(bytes: Buffer): DockerBundle | undefined {
  const file =
    readZip(bytes)
      ?.find(({ path }) => path === 'Dockerrun.aws.json')
      ?.content() ?? bytes;
  try {
    const { Image, Ports } = JSON.parse(file.toString());
    return typeof Image?.Name === 'string'
      ? { image: Image.Name, port: Number(Ports?.[0]?.ContainerPort ?? 80) }
      : undefined;
  } catch {
    return undefined;
  }
}

async function bytesOf(body: string | Buffer | Readable): Promise<Buffer> {
  if (!(body instanceof Readable)) return Buffer.from(body);
  return Buffer.concat((await body.toArray()) as Buffer[]);
}
