import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Origin } from '@aws-sdk/client-cloudfront';
import type { Behavior } from './behavior.ts';
import { selected } from './cache-key.ts';
import type { AnswerHeaders } from './headers.ts';
import { pairs, queryText, type ViewerRequest } from './viewer-request.ts';

/** What an origin answers. */
export interface OriginAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Readable;
}

/** How the edge reads an S3 bucket: with the permission of the distribution where it has an origin access control. */
export type OpenOrigin = (request: {
  readonly bucket: string;
  readonly key: string;
  readonly distributionArn: string;
  /** The account of the distribution. */
  readonly accountId: string;
  /** Whether the request is signed (origin access control); an unsigned one sees public objects only. */
  readonly signed: boolean;
  /** Such as `if-none-match`. */
  readonly headers: Readonly<Record<string, string>>;
}) => Promise<OriginAnswer>;

export interface OriginQuestion {
  readonly origin: Origin;
  readonly behavior: Behavior;
  readonly request: ViewerRequest;
  readonly distributionArn: string;
  /** Conditions of a revalidation. */
  readonly conditions: Readonly<Record<string, string>>;
  /** The viewer's body, for methods that have one. */
  readonly body?: Readable;
}

/** Puts a viewer's request to the origin: an S3 bucket, or a server of the user's own. */
export function askOrigin(open: OpenOrigin, question: OriginQuestion): Promise<OriginAnswer> {
  const bucket = /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(question.origin.DomainName ?? '')?.[1];
  if (bucket === undefined || question.origin.CustomOriginConfig) return askServer(question);
  const path = `${question.origin.OriginPath ?? ''}${question.request.path}`;
  return open({
    bucket,
    key: decodeURIComponent(path.replace(/^\//, '')),
    distributionArn: question.distributionArn,
    accountId: question.distributionArn.split(':')[4] ?? '',
    signed: Boolean(question.origin.OriginAccessControlId),
    headers: question.conditions,
  });
}

function askServer({ origin, behavior, request, conditions, body }: OriginQuestion): Promise<OriginAnswer> {
  const [hostname = '', port = origin.CustomOriginConfig?.HTTPPort ?? 80] = (origin.DomainName ?? '').split(':');
  const query = queryText(behavior.forward === 'key' ? selected(request.query, behavior.key.queries) : request.query);
  const path = `${origin.OriginPath ?? ''}${request.path}${query ? `?${query}` : ''}`;
  const headers = { ...forwardedHeaders(behavior, request), ...customHeaders(origin), ...conditions };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, path, method: request.method, headers }, (message) =>
      resolve({ status: message.statusCode ?? 502, headers: answerHeaders(message), body: message }),
    );
    outgoing.on('error', reject);
    if (body) body.pipe(outgoing);
    else outgoing.end();
  });
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html */
function forwardedHeaders({ forward, key }: Behavior, { headers }: ViewerRequest): Readonly<Record<string, string>> {
  const { host, connection: _connection, cookie = '', ...others } = headers;
  const always = { via: '1.1 edge.local (CloudFront)', 'x-forwarded-for': '127.0.0.1' };
  if (forward !== 'key')
    return {
      ...others,
      ...always,
      ...(cookie ? { cookie } : {}),
      ...(forward === 'all-with-host' && host ? { host } : {}),
    };
  const named = key.headers.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
  const entity = ['content-type', 'content-length', 'transfer-encoding', 'range'].flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headers[name]] as const],
  );
  const cookies = selected(pairs(cookie, ';'), key.cookies).map(([name, value]) => `${name}=${value}`);
  return {
    'user-agent': 'Amazon CloudFront',
    ...always,
    ...Object.fromEntries([...entity, ...named]),
    ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
  };
}

function customHeaders({ CustomHeaders }: Origin): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (CustomHeaders?.Items ?? []).map(({ HeaderName = '', HeaderValue = '' }) => [
      HeaderName.toLowerCase(),
      HeaderValue,
    ]),
  );
}

function answerHeaders({ headers }: IncomingMessage): AnswerHeaders {
  const { connection: _connection, 'keep-alive': _keepAlive, 'transfer-encoding': _encoding, ...others } = headers;
  return Object.fromEntries(
    Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
