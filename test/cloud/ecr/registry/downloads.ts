import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CloudRequest } from '../../core/service.ts';
import type { Registry } from '../state.ts';
import { RegistryError } from './errors.ts';
import type { RegistryAnswer } from './visit.ts';

/** Where blobs are really read, as from S3 by a presigned URL: the path begins here, and a signature ends it. */
export const downloadPrefix = '/layers/';

/** A URL that gives a blob's bytes to whoever has it. */
export function downloadUrl(registry: Registry, digest: string): string {
  return `http://${registry.host}${downloadPrefix}${digest}/${signature(registry, digest)}`;
}

/** Gives a blob by its signed URL, whole or one range of it. */
export async function download(registry: Registry, request: CloudRequest): Promise<RegistryAnswer> {
  const digest = signedDigest(registry, request.path);
  const sizeBytes = digest === undefined ? undefined : await registry.blobs.sizeBytes(digest);
  if (digest === undefined || sizeBytes === undefined) throw new RegistryError(403, 'DENIED', 'Request has expired');
  const range = /^bytes=(\d+)-(\d*)$/.exec(String(request.headers.range ?? ''));
  const headers = { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes' };
  if (!range)
    return {
      status: 200,
      headers: { ...headers, 'content-length': String(sizeBytes) },
      body: registry.blobs.read(digest),
    };
  const start = Number(range[1]);
  const end = Math.min(range[2] ? Number(range[2]) : sizeBytes - 1, sizeBytes - 1);
  if (start > end) return { status: 416, headers: { 'content-range': `bytes */${sizeBytes}` } };
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(end - start + 1),
      'content-range': `bytes ${start}-${end}/${sizeBytes}`,
    },
    body: registry.blobs.read(digest, { start, end }),
  };
}

/** The digest in a download path, when its signature is ours. */
function signedDigest(registry: Registry, path: string): string | undefined {
  const [digest = '', given = ''] = path.slice(downloadPrefix.length).split('/');
  const expected = signature(registry, digest);
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
    ? digest
    : undefined;
}

function signature(registry: Registry, digest: string): string {
  return createHmac('sha256', registry.downloadSecret).update(digest).digest('hex');
}
