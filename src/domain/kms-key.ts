import type { Result } from './result.ts';

/** Parses the ARN of a KMS key; an alias could be pointed at another key later. */
export function parseKmsKeyArn(text: string): Result<string> {
  return /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'it is not like arn:aws:kms:eu-west-1:111111111111:key/…' };
}
