import type { Result } from './result.ts';

/** A header that S3 keeps with an object and serves with it. */
export interface ObjectHeader {
  /** Lower-case. */
  readonly name: string;
  readonly value: string;
}

const systemHeaders = ['cache-control', 'content-type', 'content-disposition', 'content-language', 'content-encoding'];
const metadataPrefix = 'x-amz-meta-';
/** Names and values together. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
export const maxMetadataBytes = 2_048;

/** Parses `Name: value`. */
export function parseHeader(text: string): Result<ObjectHeader> {
  const colon = text.indexOf(':');
  const [given, rest] = [text.slice(0, colon).trimEnd(), text.slice(colon + 1).trimStart()];
  if (colon < 0 || rest === '' || !/^[\w-]+$/.test(given))
    return { ok: false, reason: 'it has no "Name: value" behind the =' };
  const name = given.toLowerCase();
  if (!systemHeaders.includes(name) && !/^x-amz-meta-[a-z0-9-]+$/.test(name))
    return {
      ok: false,
      reason: `S3 does not serve ${given}, only Cache-Control, Content-Type, Content-Disposition, Content-Language, Content-Encoding and x-amz-meta-*; others are for CloudFront's response headers policy`,
    };
  const value = parseHeaderValue(rest);
  return value.ok ? { ok: true, value: { name, value: value.value } } : value;
}

export function parseHeaderValue(text: string): Result<string> {
  return /^[\x20-\x7e]+$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'a header takes printable ASCII only' };
}

/** The size of the user metadata among these headers, as S3 counts it. */
export function metadataBytes(headers: Readonly<Record<string, string>>): number {
  return Object.entries(headers)
    .filter(([name]) => name.startsWith(metadataPrefix))
    .reduce((sum, [name, value]) => sum + name.length - metadataPrefix.length + value.length, 0);
}
