import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Credentials, SigningScope } from './place.ts';

/** What of a request is signed. Path and query are encoded already, header names are lower-case. */
export interface Unsigned {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body, in hex. */
  readonly payloadHash: string;
}

export type Sign = (request: Unsigned, credentials: Credentials, now: Date) => Readonly<Record<string, string>>;

/**
 * Signs S3 requests with AWS Signature Version 4; the answer is all headers. The derived key is kept for its day, which
 * leaves two HMACs and a hash per request. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signerFor({ region, service, tokenHeader }: SigningScope): Sign {
  const derived = new Map<string, KeyObject>();
  const keyOf = (secret: string, day: string) => {
    const name = `${day} ${secret}`;
    const known = derived.get(name);
    if (known) return known;
    derived.clear();
    const steps = [day, region, service, 'aws4_request'];
    const key = createSecretKey(steps.reduce<Buffer>((last, step) => hmac(last, step), Buffer.from(`AWS4${secret}`)));
    derived.set(name, key);
    return key;
  };
  return (request, { accessKeyId, secretAccessKey, sessionToken }, now) => {
    const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
    const day = time.slice(0, 8);
    const headers: Record<string, string> = {
      ...request.headers,
      'x-amz-content-sha256': request.payloadHash,
      'x-amz-date': time,
      ...(sessionToken ? { [tokenHeader]: sessionToken } : {}),
    };
    const names = Object.keys(headers).toSorted();
    const signed = names.join(';');
    const scope = `${day}/${region}/${service}/aws4_request`;
    const canonical = [
      request.method,
      request.path,
      queryString(request.query),
      ...names.map((name) => `${name}:${inOneSpace(headers[name] ?? '')}`),
      '',
      signed,
      request.payloadHash,
    ].join('\n');
    const text = ['AWS4-HMAC-SHA256', time, scope, hash('sha256', canonical)].join('\n');
    const signature = hmac(keyOf(secretAccessKey, day), text).toString('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return { ...headers, authorization };
  };
}

function inOneSpace(value: string): string {
  return value.includes('  ') ? value.trim().replace(/ +/g, ' ') : value.trim();
}

/** Sorted by encoded name, as it is signed and sent. */
export function queryString(query: Unsigned['query']): string {
  return query
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .toSorted()
    .join('&');
}

/** A key as it stands in a path: its slashes stay. */
export function encodedPath(key: string): string {
  return key.split('/').map(encodeRfc3986).join('/');
}

/** Everything but unreserved characters, by UTF-8 bytes. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
