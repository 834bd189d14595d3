import {
  type Descriptor,
  isDistributed,
  type Manifest,
  parseManifest,
  type StoredManifest,
} from '../domain/image-manifest.ts';
import { repositoryText } from '../domain/image-reference.ts';
import { mapConcurrently } from '../domain/map-concurrently.ts';
import { UserError } from '../errors.ts';
import type { ImageSource } from './image-source.ts';
import type { RepositoryClient } from './repository-client.ts';
import { retried } from './retry.ts';

/** How a blob came into the repository. */
export interface PushedBlob {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly how: 'present' | 'mounted' | 'uploaded';
}

export interface PushOptions {
  /** How often each request of the push is tried; undefined: for a minute of trouble. */
  readonly attempts: number | undefined;
  /** Which of these blobs the target has. */
  readonly present: (digests: readonly string[], signal: AbortSignal) => Promise<ReadonlySet<string>>;
  /** Called with each blob that is in the repository. */
  readonly onBlob?: (blob: PushedBlob) => void;
}

/** Uploads are bound by the round trips and by the throughput of one connection, so a few run side by side. */
const requestsAtOnce = 6;

/** Pushes all that an image's manifest refers to and the target lacks: blobs, then manifests, each after what it refers to. */
export async function pushImage(
  source: ImageSource,
  target: RepositoryClient,
  { attempts, present, onBlob }: PushOptions,
  signal: AbortSignal,
): Promise<readonly PushedBlob[]> {
  const blobs = blobsOf([...source.parts, source.manifest], source.name);
  const there = await present(
    blobs.map(({ digest }) => digest),
    signal,
  );
  const pushed: PushedBlob[] = [];
  const note = ({ digest, sizeBytes }: Descriptor, how: PushedBlob['how']) => {
    pushed.push({ digest, sizeBytes, how });
    onBlob?.({ digest, sizeBytes, how });
  };
  for (const blob of blobs.filter(({ digest }) => there.has(digest))) note(blob, 'present');
  const missing = blobs.filter(({ digest }) => !there.has(digest));
  const push = async (blob: Descriptor, innerSignal: AbortSignal) => {
    const doing = `Pushing the blob ${blob.digest} to ${repositoryText(target)}`;
    note(
      blob,
      await retried(doing, { ...target, attempts }, innerSignal, () => transferBlob(source, blob, target, innerSignal)),
    );
  };
  await mapConcurrently(missing, requestsAtOnce, push, signal);
  await putParts(source, target, attempts, signal);
  return pushed;
}

/** Those of an index: its images side by side, since none refers to another; then indexes in it, each after what it refers to. */
async function putParts(
  { parts, name }: ImageSource,
  target: RepositoryClient,
  attempts: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const isIndex = (stored: StoredManifest) => parsed(stored, name).kind === 'index';
  const put = (stored: StoredManifest, inner: AbortSignal) => putManifest(stored, target, attempts, inner);
  await mapConcurrently(
    parts.filter((part) => !isIndex(part)),
    requestsAtOnce,
    put,
    signal,
  );
  for (const index of parts.filter(isIndex)) await put(index, signal);
}

/** Every blob once, largest first: the longest upload then does not begin last. */
function blobsOf(manifests: readonly StoredManifest[], origin: string): readonly Descriptor[] {
  const blobs = manifests.map((stored) => parsed(stored, origin)).flatMap(partsOf);
  return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()].toSorted((a, b) => b.sizeBytes - a.sizeBytes);
}

function partsOf(manifest: Manifest): readonly Descriptor[] {
  return manifest.kind === 'index' ? [] : [manifest.config, ...manifest.layers].filter(isDistributed);
}

function parsed({ text, mediaType, digest }: StoredManifest, origin: string): Manifest {
  const manifest = parseManifest(text, mediaType);
  if (manifest.ok) return manifest.value;
  throw new UserError({ what: `The manifest ${digest} of ${origin} cannot be pushed.`, why: `${manifest.reason}.` });
}

/** An attempt that fails stops what it began, such as a download. */
async function transferBlob(
  source: ImageSource,
  blob: Descriptor,
  target: RepositoryClient,
  signal: AbortSignal,
): Promise<'mounted' | 'uploaded'> {
  const failed = new AbortController();
  const attempt = AbortSignal.any([signal, failed.signal]);
  try {
    const early = source.mountFrom?.host === target.host ? undefined : opened(source, blob, attempt);
    const location = await startUpload(source, blob, target, attempt);
    if (location === 'mounted') return 'mounted';
    await uploadWhole({ location, blob, content: early ?? opened(source, blob, attempt) }, target, attempt);
    return 'uploaded';
  } catch (error) {
    failed.abort(error);
    throw error;
  }
}

/** Opens content before it is needed. A failure is reported by the one who waits for it, if there is one. */
function opened(source: ImageSource, blob: Descriptor, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
  const content = source.open(blob, signal);
  content.catch(() => {});
  return content;
}

/** Who may push may not be allowed to mount. */
const mountRefusals = [400, 401, 403, 404, 405];

/**
 * Begins an upload, or has the blob mounted from another repository of the same registry. ECR mounts only where the
 * account opted in, and otherwise just begins an upload.
 */
async function startUpload(
  { mountFrom }: ImageSource,
  { digest }: Descriptor,
  target: RepositoryClient,
  signal: AbortSignal,
): Promise<string | 'mounted'> {
  const mount = mountFrom?.host === target.host && new URLSearchParams({ mount: digest, from: mountFrom.repository });
  const doing = `Beginning the upload of ${digest} to ${target.repository}`;
  const begin = async (query: string, expects: readonly number[]) => {
    const response = await target.send({ method: 'POST', path: `blobs/uploads/${query}`, expects, doing }, signal);
    return response.resume();
  };
  const mounting = mount ? await begin(`?${mount}`, [201, 202, ...mountRefusals]) : undefined;
  const isRefused = mounting === undefined || mountRefusals.includes(mounting.statusCode ?? 0);
  const response = isRefused ? await begin('', [202]) : mounting;
  const location = response.headers.location;
  if (response.statusCode === 201) return 'mounted';
  if (location) return location;
  throw new UserError({ what: `${doing} failed.`, why: `${target.host} did not say where to upload to.` });
}

/** The upload of a blob that a registry has begun. */
interface Upload {
  /** Where the registry wants the content. */
  readonly location: string;
  readonly blob: Descriptor;
  readonly content: Promise<AsyncIterable<Buffer>>;
}

/** One PUT with the whole blob: ECR loses what comes with a second PATCH (https://github.com/aws/containers-roadmap/issues/2831). */
async function uploadWhole(
  { location, blob, content }: Upload,
  target: RepositoryClient,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(location, 'http://relative');
  url.searchParams.set('digest', blob.digest);
  const request = {
    method: 'PUT',
    path: location.startsWith('http') ? url.href : `${url.pathname}${url.search}`,
    headers: { 'content-type': 'application/octet-stream' },
    body: { sizeBytes: blob.sizeBytes, content },
    expects: [201],
    doing: `Uploading the blob ${blob.digest} to ${target.repository}`,
  } as const;
  (await target.send(request, signal)).resume();
}

/** Puts a manifest under its digest, without a tag. */
export async function putManifest(
  { text, mediaType, digest }: StoredManifest,
  target: RepositoryClient,
  attempts: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const doing = `Putting the manifest ${digest} into ${repositoryText(target)}`;
  const request = {
    method: 'PUT',
    path: `manifests/${digest}`,
    headers: { 'content-type': mediaType },
    body: { sizeBytes: Buffer.byteLength(text), content: text },
    expects: [201],
    doing,
  } as const;
  await retried(doing, { ...target, attempts }, signal, async () => (await target.send(request, signal)).resume());
}
