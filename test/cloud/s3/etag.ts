import { createHash, randomBytes } from 'node:crypto';
import type { Encryption } from './buckets.ts';

/** The MD5 of the bytes, but under KMS something that is not a digest of them at all. */
export function etagOf(md5: Buffer, encryption: Encryption): string {
  return encryption.kind === 'sse-kms' ? randomBytes(16).toString('hex') : md5.toString('hex');
}

/** The MD5 of the parts' MD5s and their number; under KMS not a digest either. */
export function multipartEtag(partDigests: readonly Buffer[], encryption: Encryption): string {
  const md5 = createHash('md5').update(Buffer.concat(partDigests)).digest();
  return `${etagOf(md5, encryption)}-${partDigests.length}`;
}
