import type { BucketReader } from '../../aws/s3.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import type { Inputs } from './contract.ts';
import type { LocalFile, LocalSite } from './local-site.ts';
import type { BucketState } from './observation.ts';
import type { SiteContent } from './site-content.ts';

/** A built file, and the ETag of an object that may hold the same bytes. */
interface Candidate {
  readonly file: LocalFile;
  readonly etag: string;
}

/**
 * Of the objects that the manifest does not vouch for, those that hold the built file's bytes. The ETag of a plain upload is
 * its MD5; of what was encrypted with KMS or uploaded in parts, the checksum that S3 keeps tells, at one request each.
 */
export async function sameContent(
  { files, manifest, listed }: Pick<LocalSite, 'files'> & Pick<BucketState, 'manifest' | 'listed'>,
  { prefix, concurrency }: Pick<Inputs, 'prefix' | 'concurrency'>,
  { bucket, content }: { readonly bucket: BucketReader; readonly content: SiteContent },
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const candidates = files.flatMap((file): readonly Candidate[] => {
    const there = listed.get(file.path);
    const isVouchedFor = manifest.objects.get(file.path)?.etag === there?.etag;
    return there?.bytes === file.bytes && !isVouchedFor ? [{ file, etag: there.etag }] : [];
  });
  const same = new Set<string>();
  const compare = async ({ file, etag }: Candidate) => {
    if ((await isItsMd5(etag, file)) || (await hasItsChecksum(etag, file))) same.add(file.path);
  };
  await mapConcurrently(candidates, concurrency, compare, signal);
  return same;

  async function isItsMd5(etag: string, file: LocalFile): Promise<boolean> {
    return /^[0-9a-f]{32}$/.test(etag) && (await content.digest('md5', file)) === etag;
  }

  async function hasItsChecksum(etag: string, file: LocalFile): Promise<boolean> {
    const stored = await bucket.checksum(keyPrefix(prefix) + file.path, etag);
    if (!stored) return false;
    const { algorithm, hex } = stored;
    return hex === (algorithm === 'sha256' ? file.sha256 : await content.digest(algorithm, file));
  }
}
