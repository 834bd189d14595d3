import type { BucketReader, ListedObject, S3Reader } from '../../aws/s3.ts';
import { sortedKeys } from '../../domain/key-order.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Inputs } from './contract.ts';
import { withoutFalselyFrozen } from './frozen.ts';
import type { LocalSite } from './local-site.ts';
import { emptyManifest, type Manifest, manifestKey, pendingInvalidationsKey, type Release } from './manifest.ts';
import type { BucketState, Built, Listed } from './observation.ts';
import type { outsideReferences } from './outside-references.ts';
import { parseManifest } from './parse-manifest.ts';
import { readPendingInvalidations } from './pending-invalidations.ts';
import { releasesToUndo } from './rollback.ts';
import { sameContent } from './same-content.ts';
import { siteContent } from './site-content.ts';
import { undoKeys } from './undo.ts';
import { readUndo } from './undo-store.ts';

type Target = Pick<Inputs, 'bucket' | 'prefix' | 'publicPath' | 'lintAllow' | 'entries' | 'concurrency' | 'rollbackTo'>;

/** Reads the bucket: the manifest and the listing at once, then what only they can tell to be needed. */
export async function readBucket(
  inputs: Target,
  built: Promise<Built> | Built,
  { s3, tree }: { readonly s3: S3Reader; readonly tree: TreeReader },
  context: Pick<Context, 'signal' | 'log'>,
): Promise<BucketState & Built> {
  const { signal } = context;
  const bucket = s3.bucket(inputs.bucket, signal);
  const prefix = keyPrefix(inputs.prefix);
  const [stored, { site: asBuilt, outside }] = await Promise.all([readObjects(bucket, inputs.bucket, prefix), built]);
  const { manifest, listed } = stored;
  const site = asBuilt && withoutFalselyFrozen(asBuilt, manifest, inputs);
  const content = siteContent(site?.folder ?? '', tree);
  const [pendingInvalidations, same, references, undone] = await Promise.all([
    listed.has(pendingInvalidationsKey) ? readPendingInvalidations(bucket, inputs) : [],
    site ? sameContent({ ...site, manifest, listed }, inputs, { bucket, content }, signal) : new Set<string>(),
    site && (outside ?? (isServed(site, manifest) ? undefined : readOutside(site, inputs, content, context))),
    inputs.rollbackTo === undefined ? undefined : readUndone(manifest, inputs.rollbackTo, bucket, inputs),
  ]);
  if (site && references) (await outsideModule()).demandServed(references, stored, { ...inputs, ...site }, context);
  return { ...stored, pendingInvalidations, sameContent: same, site, outside: references, undone };
}

/** Its parser of pages takes as long to load as all of the rest, and a site that is served already needs none. */
function outsideModule() {
  return import('./outside-references.ts');
}

async function readOutside(...given: Parameters<typeof outsideReferences>): ReturnType<typeof outsideReferences> {
  return (await outsideModule()).outsideReferences(...given);
}

const undosAtATime = 8;

async function readUndone(manifest: Manifest, rollbackTo: string, bucket: BucketReader, inputs: Target) {
  const read = (release: Release) => readUndo(release, bucket, inputs);
  return mapConcurrently(releasesToUndo(manifest, rollbackTo), undosAtATime, read);
}

type Stored = Pick<BucketState, 'manifest' | 'manifestEtag' | 'manifestTimes' | 'listed'>;

async function readObjects(bucket: BucketReader, name: string, prefix: string): Promise<Stored> {
  const key = prefix + manifestKey;
  const read = bucket.text(key).then((stored) => ({
    etag: stored?.etag,
    times: stored?.times,
    manifest: stored ? parseManifest(stored.text, `s3://${name}/${key}`) : emptyManifest,
  }));
  const expected = read.then(
    ({ manifest }) =>
      sortedKeys(
        [...manifest.objects.keys(), ...undoKeys(manifest.releases), manifestKey].map((path) => prefix + path),
      ),
    () => [],
  );
  const objects = await bucket.list(prefix, expected);
  const { manifest, etag, times } = await read.catch((error: unknown) => {
    // A role that may list only this prefix is answered with AccessDenied where there is no object.
    if (objects.some((object) => object.key === key)) throw error;
    return { etag: undefined, times: undefined, manifest: emptyManifest };
  });
  return { manifest, manifestEtag: etag, manifestTimes: times, listed: byPath(objects, prefix, manifest) };
}

/** Shares the text of equal ETags with the manifest: of 100,000 objects they take megabytes. */
function byPath(objects: readonly ListedObject[], prefix: string, manifest: Manifest): ReadonlyMap<string, Listed> {
  const listed = new Map<string, Listed>();
  for (const { key, etag, bytes } of objects) {
    const path = key.slice(prefix.length);
    const known = manifest.objects.get(path)?.etag;
    listed.set(path, { etag: known === etag ? known : etag, bytes });
  }
  return listed;
}

/** What is served already was checked when it was uploaded. */
function isServed({ files }: LocalSite, { objects }: Manifest): boolean {
  let current = 0;
  for (const { unusedSince } of objects.values()) if (unusedSince === undefined) current++;
  return current === files.length && files.every(({ path, sha256 }) => objects.get(path)?.sha256 === sha256);
}
