import { join } from 'node:path';
import type { S3Reader } from '../../aws/s3.ts';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Inputs } from './contract.ts';
import { keyPrefix } from './key-prefix.ts';
import type { LocalFile, LocalSite } from './local-site.ts';
import type { BucketState, Listed } from './observe.ts';

/**
 * Of the objects that the manifest does not vouch for, those that hold the built file's bytes. The ETag of a plain upload is
 * its MD5; of what was encrypted with KMS or uploaded in parts, the checksum that S3 keeps tells, at one request each.
 */
export async function sameContent(
  { folder, files }: LocalSite,
  { manifest, listed }: Pick<BucketState, 'manifest' | 'listed'>,
  { bucket, prefix, concurrency }: Pick<Inputs, 'bucket' | 'prefix' | 'concurrency'>,
  { s3, tree }: { readonly s3: S3Reader; readonly tree: TreeReader },
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const doubtful = files.flatMap((file) => {
    const there = listed.get(file.path);
    const isVouchedFor = manifest.objects.get(file.path)?.etag === there?.etag;
    return there?.bytes === file.bytes && !isVouchedFor ? [{ file, there }] : [];
  });
  const same = new Set<string>();
  const compare = async ({ file, there }: (typeof doubtful)[number]) => {
    if ((await isItsMd5(there, file)) || (await hasItsChecksum(there, file))) same.add(file.path);
  };
  await mapConcurrently(doubtful, concurrency, compare, signal);
  return same;

  async function isItsMd5({ etag }: Listed, file: LocalFile): Promise<boolean> {
    return /^[0-9a-f]{32}$/.test(etag) && (await digestOf(file, 'md5')) === etag;
  }

  async function hasItsChecksum({ etag }: Listed, file: LocalFile): Promise<boolean> {
    const stored = await s3.checksum(bucket, keyPrefix(prefix) + file.path, etag, signal);
    if (!stored) return false;
    const { algorithm, hex } = stored;
    return hex === (algorithm === 'sha256' ? file.sha256 : await digestOf(file, algorithm));
  }

  async function digestOf({ path, text }: LocalFile, algorithm: 'md5' | 'sha1' | 'crc64nvme'): Promise<string> {
    return tree.digest(algorithm, text === undefined ? join(folder, path) : Buffer.from(text));
  }
}
