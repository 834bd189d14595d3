import { AwsError } from '../core/errors.ts';
import type { Bucket, MultipartUpload, UploadedPart } from './buckets.ts';
import type { Target } from './target.ts';

/** The unfinished upload that a request names; throws NoSuchUpload. */
export function uploadOf(bucket: Bucket, target: Target): MultipartUpload {
  const id = target.parameter('uploadId') ?? '';
  const upload = bucket.uploads.get(id);
  if (upload?.key === target.key) return upload;
  throw new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId: id },
  );
}

/** Takes in a part, in the place of the one with its number. */
export function addPart(upload: MultipartUpload, part: UploadedPart): void {
  upload.parts.get(part.number)?.body.release();
  upload.parts.set(part.number, part);
}

/** Ends an upload: its parts stay only where an object has taken them over. */
export function forget(bucket: Bucket, upload: MultipartUpload): void {
  bucket.uploads.delete(upload.id);
  for (const { body } of upload.parts.values()) body.release();
}
