const mebibyte = 1_024 ** 2;

/** Of a page of a listing, and of a request that deletes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const maxKeysPerRequest = 1_000;
/** What is larger is uploaded in parts: it is never in memory as a whole. */
export const largestPutBytes = 32 * mebibyte;
const smallestPartBytes = 16 * mebibyte;
const maxParts = 10_000;

/** Whole mebibytes, as few parts as fit: S3 takes 10,000. */
export function partSize(bytes: number): number {
  return Math.max(smallestPartBytes, Math.ceil(bytes / maxParts / mebibyte) * mebibyte);
}
