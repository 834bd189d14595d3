import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Upload } from '../blob-store.ts';
import { downloadUrl } from './downloads.ts';
import { RegistryError } from './errors.ts';
import type { RegistryAnswer, Visit } from './visit.ts';

export function headBlob({ repository }: Visit, digest: string): RegistryAnswer {
  const { sizeBytes } = knownLayer(repository, digest);
  return {
    status: 200,
    headers: {
      'content-length': String(sizeBytes),
      'content-type': 'application/octet-stream',
      'docker-content-digest': digest,
    },
  };
}

/** ECR sends readers on to a presigned URL of its storage. */
export function getBlob({ repository, registry }: Visit, digest: string): RegistryAnswer {
  knownLayer(repository, digest);
  return { status: 307, headers: { location: downloadUrl(registry, digest), 'docker-content-digest': digest } };
}

/** Opens an upload, or mounts a blob of another repository where the account has switched that on. */
export async function startUpload(visit: Visit): Promise<RegistryAnswer> {
  const { request, registry, repository } = visit;
  const [digest, from] = [request.query.get('mount'), request.query.get('from')];
  const source = from === null ? undefined : registry.repositories.get(from);
  const layer = digest === null ? undefined : source?.layers.get(digest);
  if (layer && registry.accountSettings.get('BLOB_MOUNTING') === 'ENABLED') {
    visit.demand('GetDownloadUrlForLayer', from ?? '');
    repository.layers.set(layer.digest, layer);
    return created(visit, layer.digest);
  }
  const upload = await registry.blobs.begin(repository.name);
  return { status: 202, headers: { ...uploadHeaders(visit, upload), range: '0-0' } };
}

export function uploadStatus(visit: Visit, uploadId: string): RegistryAnswer {
  const upload = knownUpload(visit, uploadId);
  return { status: 204, headers: { ...uploadHeaders(visit, upload), range: rangeOf(upload) } };
}

/**
 * Takes the first PATCH of an upload. ECR drops the bodies of later ones and says 201 without moving the range,
 * so only `POST, PATCH, PUT` and `POST, PUT` work: https://github.com/aws/containers-roadmap/issues/2831
 */
export async function patchUpload(visit: Visit, uploadId: string): Promise<RegistryAnswer> {
  const upload = knownUpload(visit, uploadId);
  const first = upload.parts === 0;
  if (first) await visit.registry.blobs.append(upload, visit.request.body);
  else await discard(visit.request.body);
  return {
    status: first ? 202 : 201,
    headers: { ...uploadHeaders(visit, upload), range: rangeOf(upload) },
  };
}

export async function completeUpload(visit: Visit, uploadId: string): Promise<RegistryAnswer> {
  const upload = knownUpload(visit, uploadId);
  const digest = visit.request.query.get('digest') ?? '';
  if (!/^sha256:[0-9a-f]{64}$/.test(digest))
    throw new RegistryError(400, 'DIGEST_INVALID', `The digest '${digest}' is not a sha256 digest`);
  if (upload.parts === 0) await visit.registry.blobs.append(upload, visit.request.body);
  else await discard(visit.request.body);
  const { kept } = await visit.registry.blobs.finish(upload, digest);
  if (!kept)
    throw new RegistryError(400, 'DIGEST_INVALID', 'Layer digest does not match the digest of the uploaded content');
  visit.repository.layers.set(digest, { digest, sizeBytes: upload.sizeBytes });
  return created(visit, digest);
}

export async function cancelUpload(visit: Visit, uploadId: string): Promise<RegistryAnswer> {
  await visit.registry.blobs.abandon(knownUpload(visit, uploadId));
  return { status: 204 };
}

function created({ registry, repository }: Visit, digest: string): RegistryAnswer {
  return {
    status: 201,
    headers: {
      location: `http://${registry.host}/v2/${repository.name}/blobs/${digest}`,
      'docker-content-digest': digest,
    },
  };
}

function uploadHeaders({ registry, repository }: Visit, upload: Upload): Record<string, string> {
  return {
    location: `http://${registry.host}/v2/${repository.name}/blobs/uploads/${upload.id}`,
    'docker-upload-uuid': upload.id,
  };
}

function rangeOf(upload: Upload): string {
  return `0-${Math.max(0, upload.sizeBytes - 1)}`;
}

function knownLayer(repository: Visit['repository'], digest: string) {
  const layer = repository.layers.get(digest);
  if (!layer) throw new RegistryError(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  return layer;
}

function knownUpload({ registry, repository }: Visit, id: string): Upload {
  const upload = registry.blobs.find(id);
  if (upload?.repository !== repository.name)
    throw new RegistryError(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
  return upload;
}

async function discard(content: Readable): Promise<void> {
  await pipeline(content, new Writable({ write: (_chunk, _encoding, done) => done() }));
}
