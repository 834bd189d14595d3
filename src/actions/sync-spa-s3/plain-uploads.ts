import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TreeReader } from '../../machine/tree.ts';
import type { LocalFile, LocalSite } from './local-site.ts';
import type { BucketState } from './observe.ts';

/**
 * Of the objects that the manifest does not vouch for, those that hold the built file's bytes: their ETag is its MD5. With
 * SSE-KMS and after an upload in parts an ETag is no MD5, and then nobody can tell.
 */
export async function plainUploads(
  { folder, files }: LocalSite,
  { manifest, listed }: Pick<BucketState, 'manifest' | 'listed'>,
  tree: TreeReader,
): Promise<ReadonlySet<string>> {
  const same = new Set<string>();
  for (const file of files) {
    const there = listed.get(file.path);
    if (!there || there.bytes !== file.bytes || manifest.objects.get(file.path)?.etag === there.etag) continue;
    if (/^[0-9a-f]{32}$/.test(there.etag) && (await md5Of(file, folder, tree)) === there.etag) same.add(file.path);
  }
  return same;
}

async function md5Of({ path, text }: LocalFile, folder: string, tree: TreeReader): Promise<string> {
  return text === undefined ? tree.md5(join(folder, path)) : createHash('md5').update(text).digest('hex');
}
