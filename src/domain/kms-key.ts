import { arnOf } from './arn.ts';
import type { Result } from './result.ts';

/** Parses the ARN of a KMS key; an alias could be pointed at another key later. */
export function parseKmsKeyArn(text: string): Result<string> {
  const arn = arnOf(text);
  return arn?.service === 'kms' && arn.region && arn.account && /^key\/[A-Za-z0-9-]+$/.test(arn.resource)
    ? { ok: true, value: text }
    : { ok: false, reason: 'it is not like arn:aws:kms:eu-west-1:111111111111:key/…' };
}
