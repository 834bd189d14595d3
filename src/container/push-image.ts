import { type Descriptor, type Manifest, parseManifest, type StoredManifest } from '../domain/image-manifest.ts';
import { UserError } from '../errors.ts';
import { forEachAtOnce } from './at-once.ts';
import type { ImageSource } from './image-source.ts';
import type { RemoteRepository, Send } from './registry-request.ts';
import { retried } from './retry.ts';

/** How a blob came to be in the repository. */
export interface PushedBlob {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly how: 'present' | 'mounted' | 'uploaded';
}

export interface PushOptions {
  /** How often each request of the push is tried. */
  readonly attempts: number;
  /** Told of every blob when it is there. */
  readonly onBlob?: (blob: PushedBlob) => void;
}

/** Uploads are bound by the round trips and by the throughput of one connection, so a few run side by side. */
const blobsAtOnce = 6;

/** Pushes the missing blobs of an image, then its manifests, each after what it refers to; sets no tag. */
export async function pushImage(
  send: Send,
  source: ImageSource,
  target: RemoteRepository,
  { attempts, onBlob }: PushOptions,
  signal: AbortSignal,
): Promise<readonly PushedBlob[]> {
  const manifests = [...source.parts, source.manifest];
  const pushed: PushedBlob[] = [];
  await forEachAtOnce(blobsAtOnce, blobsOf(manifests, source.name), signal, async (blob, innerSignal) => {
    const doing = `Pushing the blob ${blob.digest} to ${target.host}/${target.name}`;
    const how = await retried(doing, attempts, innerSignal, () =>
      transferBlob(send, source, blob, target, innerSignal),
    );
    const result = { digest: blob.digest, sizeBytes: blob.sizeBytes, how };
    pushed.push(result);
    onBlob?.(result);
  });
  for (const manifest of manifests) await putManifest(send, manifest, target, attempts, signal);
  return pushed;
}

/** Every blob once, largest first: the longest upload then does not begin last. */
function blobsOf(manifests: readonly StoredManifest[], origin: string): readonly Descriptor[] {
  const blobs = manifests.map((stored) => parsed(stored, origin)).flatMap(partsOf);
  return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()].toSorted((a, b) => b.sizeBytes - a.sizeBytes);
}

function partsOf(manifest: Manifest): readonly Descriptor[] {
  return manifest.kind === 'index' ? [] : [manifest.config, ...manifest.layers].filter(isDistributed);
}

/** Layers that may not be distributed stay where their `urls` say, by the specification. */
function isDistributed({ mediaType }: Descriptor): boolean {
  return !/nondistributable|foreign/.test(mediaType);
}

function parsed({ text, mediaType, digest }: StoredManifest, origin: string): Manifest {
  const manifest = parseManifest(text, mediaType);
  if (manifest.ok) return manifest.value;
  throw new UserError({ what: `The manifest ${digest} of ${origin} cannot be pushed.`, why: `${manifest.reason}.` });
}

async function transferBlob(
  send: Send,
  source: ImageSource,
  blob: Descriptor,
  target: RemoteRepository,
  signal: AbortSignal,
): Promise<PushedBlob['how']> {
  if (await hasBlob(send, blob, target, signal)) return 'present';
  const upload = await startUpload(send, source, blob, target, signal);
  if (upload === 'mounted') return 'mounted';
  await uploadWhole(send, upload, source, blob, target, signal);
  return 'uploaded';
}

async function hasBlob(
  send: Send,
  { digest }: Descriptor,
  target: RemoteRepository,
  signal: AbortSignal,
): Promise<boolean> {
  const doing = `Looking for the blob ${digest} in ${target.name}`;
  const response = await send(
    target,
    { method: 'HEAD', path: `blobs/${digest}`, expects: [200, 307, 404], doing },
    signal,
  );
  response.resume();
  return response.statusCode !== 404;
}

/**
 * Begins an upload, or has the blob mounted from another repository of the same registry. ECR mounts only where the
 * account opted in, and otherwise just begins an upload.
 */
async function startUpload(
  send: Send,
  { mountFrom }: ImageSource,
  { digest }: Descriptor,
  target: RemoteRepository,
  signal: AbortSignal,
): Promise<string | 'mounted'> {
  const mount = mountFrom?.host === target.host && new URLSearchParams({ mount: digest, from: mountFrom.name });
  const query = mount ? `?${mount}` : '';
  const doing = `Beginning the upload of ${digest} to ${target.name}`;
  const response = await send(
    target,
    { method: 'POST', path: `blobs/uploads/${query}`, expects: [201, 202], doing },
    signal,
  );
  response.resume();
  const location = response.headers.location;
  if (response.statusCode === 201) return 'mounted';
  if (location) return location;
  throw new UserError({ what: `${doing} failed.`, why: `${target.host} did not say where to upload to.` });
}

/** One PUT with the whole blob: ECR loses what comes with a second PATCH (https://github.com/aws/containers-roadmap/issues/2831). */
async function uploadWhole(
  send: Send,
  location: string,
  source: ImageSource,
  blob: Descriptor,
  target: RemoteRepository,
  signal: AbortSignal,
): Promise<void> {
  const content = await source.open(blob, signal);
  const url = new URL(location, 'http://relative');
  url.searchParams.set('digest', blob.digest);
  const path = location.startsWith('http') ? url.href : `${url.pathname}${url.search}`;
  const doing = `Uploading the blob ${blob.digest} to ${target.name}`;
  const request = {
    method: 'PUT',
    path,
    headers: { 'content-type': 'application/octet-stream' },
    body: { sizeBytes: blob.sizeBytes, content },
    expects: [201],
    doing,
  } as const;
  try {
    (await send(target, request, signal)).resume();
  } finally {
    content.destroy();
  }
}

async function putManifest(
  send: Send,
  { text, mediaType, digest }: StoredManifest,
  target: RemoteRepository,
  attempts: number,
  signal: AbortSignal,
): Promise<void> {
  const doing = `Putting the manifest ${digest} into ${target.host}/${target.name}`;
  const request = {
    method: 'PUT',
    path: `manifests/${digest}`,
    headers: { 'content-type': mediaType },
    body: { sizeBytes: Buffer.byteLength(text), content: text },
    expects: [201],
    doing,
  } as const;
  await retried(doing, attempts, signal, async () => (await send(target, request, signal)).resume());
}
