import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { CloudRequest } from '../core/service.ts';
import type { SignatureScope } from '../core/signature-scope.ts';

/** A signature as the caller sent it, in the Authorization header or in a presigned query. */
interface SentSignature {
  readonly signature: string;
  readonly signedHeaders: readonly string[];
  /** YYYYMMDDTHHMMSSZ */
  readonly timestamp: string;
  readonly presigned: boolean;
}

/**
 * Whether a Signature Version 4 was made with this secret over this very request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureMatches(request: CloudRequest, scope: SignatureScope, signingKey: KeyObject): boolean {
  const sent = sentSignature(request);
  const scopeText = `${scope.day}/${scope.region}/${scope.service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', sent.timestamp, scopeText, sha256(canonicalRequest(request, scope, sent))].join(
    '\n',
  );
  const expected = Buffer.from(createHmac('sha256', signingKey).update(text).digest('hex'));
  const given = Buffer.from(sent.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** The key derived from a secret for a day, region and service. */
export function signingKeyOf(secretAccessKey: string, { day, region, service }: SignatureScope): KeyObject {
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (last, part) => createHmac('sha256', last).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return createSecretKey(key);
}

/** Whether a presigned request is used after its `X-Amz-Expires` seconds. */
export function presignedExpired({ query }: CloudRequest, now: Date): boolean {
  const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  if (parts.length === 0 || Number.isNaN(seconds)) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return now.getTime() > Date.UTC(year, month - 1, day, hour, minute, second + seconds);
}

function sentSignature({ headers, query }: CloudRequest): SentSignature {
  const authorization = headers.authorization ?? '';
  if (!authorization)
    return {
      signature: query.get('X-Amz-Signature') ?? '',
      signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
      timestamp: query.get('X-Amz-Date') ?? '',
      presigned: true,
    };
  return {
    signature: /Signature=([0-9a-f]+)/.exec(authorization)?.[1] ?? '',
    signedHeaders: (/SignedHeaders=([^,\s]+)/.exec(authorization)?.[1] ?? '').split(';'),
    timestamp: String(headers['x-amz-date'] ?? ''),
    presigned: false,
  };
}

function canonicalRequest(request: CloudRequest, { service }: SignatureScope, sent: SentSignature): string {
  const headers = sent.signedHeaders.map(
    (name) =>
      `${name}:${String(request.headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    service === 's3' ? request.path : request.path.split('/').map(encodeRfc3986).join('/'),
    canonicalQuery(request.rawQuery),
    headers.join(''),
    sent.signedHeaders.join(';'),
    payloadHash(request, service, sent),
  ].join('\n');
}

function canonicalQuery(rawQuery: string): string {
  if (rawQuery === '') return '';
  return rawQuery
    .split('&')
    .filter((pair) => !pair.startsWith('X-Amz-Signature='))
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [encodeRfc3986(decodeURIComponent(name)), encodeRfc3986(decodeURIComponent(value))] as const;
    })
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** S3 takes the hash that the client declares and checks the body against it while it streams. */
function payloadHash({ headers, payload }: CloudRequest, service: string, { presigned }: SentSignature): string {
  const declared = headers['x-amz-content-sha256'];
  if (service === 's3') return typeof declared === 'string' ? declared : presigned ? 'UNSIGNED-PAYLOAD' : sha256('');
  return sha256(payload ?? '');
}

function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function sha256(data: string | Buffer): string {
  return hash('sha256', data);
}
