import type { Result } from './result.ts';

/**
 * The name of an S3 bucket, or the alias or ARN of an access point, which stand for one.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function parseBucketName(text: string): Result<string> {
  if (/^arn:[a-z-]+:s3:[a-z0-9-]+:\d{12}:accesspoint[:/][a-z0-9-]{3,50}$/.test(text)) return { ok: true, value: text };
  if (/^(s3:|arn:|https?:)/.test(text)) return { ok: false, reason: 'it is the bare name that is needed' };
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) && !text.includes('..')
    ? { ok: true, value: text }
    : { ok: false, reason: 'it is not 3 to 63 lower-case letters, digits, dots and hyphens' };
}
