import type { BucketReader, BucketWriter } from '../../aws/s3.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import type { Release } from './manifest.ts';
import { parseUndo, type Undo, type UndoVersions, undoKey, undoObject } from './undo.ts';

type Place = Pick<Inputs, 'bucket' | 'prefix'>;

/** Reads what a release changed; a UserError where it is not there any more. */
export async function readUndo(
  { id, undo }: Pick<Release, 'id' | 'undo'>,
  bucket: BucketReader,
  place: Place,
): Promise<UndoVersions> {
  if ('versions' in undo) return undo.versions;
  const key = keyPrefix(place.prefix) + undoKey(undo.stored);
  const versions = parseUndo((await bucket.text(key))?.text ?? '');
  if (versions) return versions;
  throw new UserError({
    what: `What the release ${id} changed is not known any more; nothing was changed.`,
    why: `s3://${place.bucket}/${key} is gone, or is not one that this version can read.`,
    next: 'Deploy the commit that you want again instead of a rollback.',
  });
}

/** Stores what releases changed that is in no object of its own yet; the answer is the releases as the record names them. */
export async function storeUndos(
  releases: readonly Release[],
  bucket: BucketWriter,
  { prefix }: Place,
): Promise<readonly Release[]> {
  const stored: Release[] = [];
  for (const release of releases) stored.push({ ...release, undo: await storeUndo(release.undo, bucket, prefix) });
  return stored;
}

async function storeUndo(undo: Undo, bucket: BucketWriter, prefix: string): Promise<Undo> {
  if ('stored' in undo || undo.versions.size === 0) return undo;
  const { sha256, bytes } = undoObject(undo.versions);
  await bucket.put(keyPrefix(prefix) + undoKey(sha256), bytes, headers);
  return { stored: sha256 };
}

const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
