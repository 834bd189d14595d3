import { open, readFile } from 'node:fs/promises';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import { unquoted } from './etag.ts';
import type { CallS3 } from './request.ts';
import { element } from './xml.ts';

/** Reads a part of what is uploaded. */
export type ReadRange = (start: number, end: number) => Promise<Uint8Array>;

interface Target {
  readonly bucket: string;
  readonly key: string;
}

const mebibyte = 1_024 ** 2;
const largestPutBytes = 32 * mebibyte;
const smallestPartBytes = 16 * mebibyte;
const maxParts = 10_000;
const partsAtATime = 4;

/** Uploads a file from disk, in parts where it is too large to be in memory as a whole. */
export async function putFile(
  call: CallS3,
  target: Target,
  { path, bytes }: { readonly path: string; readonly bytes: number },
  signal: AbortSignal,
): Promise<void> {
  if (bytes <= largestPutBytes) {
    await call({ method: 'PUT', ...target, body: await readFile(path) }, signal);
    return;
  }
  const file = await open(path);
  try {
    const read = async (start: number, end: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(end - start), 0, end - start, start);
      return buffer.subarray(0, bytesRead);
    };
    await putMultipart(call, target, {}, bytes, read, signal);
  } finally {
    await file.close();
  }
}

/** Uploads in parts, some at a time, and takes back what was uploaded when one of them fails. The answer is the ETag. */
export async function putMultipart(
  call: CallS3,
  target: Target,
  headers: Readonly<Record<string, string>>,
  bytes: number,
  read: ReadRange,
  signal: AbortSignal,
): Promise<string> {
  const begun = await call({ method: 'POST', ...target, query: { uploads: '' }, headers }, signal);
  const uploadId = element(begun.body.toString(), 'UploadId') ?? '';
  try {
    const etags = await uploadParts(call, target, uploadId, bytes, read, signal);
    return await complete(call, target, uploadId, etags, signal);
  } catch (error) {
    // The signal may be the reason; without its parts taken back, S3 would keep and bill them.
    await call({ method: 'DELETE', ...target, query: { uploadId } }, AbortSignal.timeout(5_000)).catch(() => {});
    throw error;
  }
}

async function uploadParts(
  call: CallS3,
  target: Target,
  uploadId: string,
  bytes: number,
  read: ReadRange,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const partBytes = partSize(bytes);
  const parts = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => index);
  // Parts that are under way end before the upload is aborted: one that came after that would stay, and be billed.
  const uploadPart = async (index: number) => {
    const body = await read(index * partBytes, Math.min(bytes, (index + 1) * partBytes));
    const query = { partNumber: String(index + 1), uploadId };
    const { headers } = await call({ method: 'PUT', ...target, query, body }, signal);
    return unquoted(headers['etag']);
  };
  return mapConcurrently(parts, partsAtATime, uploadPart, signal);
}

async function complete(
  call: CallS3,
  target: Target,
  uploadId: string,
  etags: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>&quot;${etag}&quot;</ETag></Part>`,
  );
  const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
  const answer = await call({ method: 'POST', ...target, query: { uploadId }, body }, signal);
  return unquoted(element(answer.body.toString(), 'ETag'));
}

/** Whole mebibytes, as few parts as fit: S3 takes 10,000. */
export function partSize(bytes: number): number {
  return Math.max(smallestPartBytes, Math.ceil(bytes / maxParts / mebibyte) * mebibyte);
}
