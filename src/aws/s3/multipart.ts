import { mapConcurrently } from '../../domain/map-concurrently.ts';
import type { CallBucket } from './bucket-call.ts';
import type { ContentSource } from './content-source.ts';
import { unquoted } from './etag.ts';
import { partSize } from './limits.ts';
import { element } from './xml.ts';

interface Upload {
  readonly key: string;
  readonly uploadId: string;
}

const partsAtATime = 4;

/** Uploads in parts, some at a time, and aborts the upload when one of them fails. The answer is the ETag. */
export async function putMultipart(
  call: CallBucket,
  key: string,
  source: ContentSource,
  { headers, signal }: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<string> {
  const begun = await call({ method: 'POST', key, query: { uploads: '' }, headers });
  const upload = { key, uploadId: element(begun.body.toString(), 'UploadId') ?? '' };
  try {
    return await complete(call, upload, await uploadParts(call, upload, source, signal));
  } catch (error) {
    // The signal may be the reason; of an upload that is not aborted, S3 would keep and bill the parts.
    const { uploadId } = upload;
    await call({ method: 'DELETE', key, query: { uploadId } }, AbortSignal.timeout(5_000)).catch(() => {});
    throw error;
  }
}

async function uploadParts(
  call: CallBucket,
  { key, uploadId }: Upload,
  { bytes, range }: ContentSource,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const partBytes = partSize(bytes);
  const parts = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => index);
  // Parts that are under way end before the upload is aborted: one that came after that would stay, and be billed.
  const uploadPart = async (index: number) => {
    const body = await range(index * partBytes, Math.min(bytes, (index + 1) * partBytes));
    const query = { partNumber: String(index + 1), uploadId };
    return unquoted((await call({ method: 'PUT', key, query, body })).headers['etag']);
  };
  return mapConcurrently(parts, partsAtATime, uploadPart, signal);
}

async function complete(call: CallBucket, { key, uploadId }: Upload, etags: readonly string[]): Promise<string> {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>&quot;${etag}&quot;</ETag></Part>`,
  );
  const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
  const answer = await call({ method: 'POST', key, query: { uploadId }, body });
  return unquoted(element(answer.body.toString(), 'ETag'));
}
