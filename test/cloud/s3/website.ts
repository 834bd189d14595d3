import { Readable } from 'node:stream';
import type { CloudRequest, CloudResponse } from '../core/service.ts';
import { anonymous } from '../iam/gatekeeper.ts';
import type { Bucket } from './buckets.ts';
import { openObject } from './open.ts';
import type { S3State } from './state.ts';
import type { RoutingRule, WebsiteConfiguration } from './website-configuration.ts';

const withHyphen = [
  ...['us-east-1', 'us-west-1', 'us-west-2', 'us-gov-west-1', 'eu-west-1', 'sa-east-1'],
  ...['ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2'],
];

/** The bucket that a website host names in the form of its region: https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints */
export function websiteBucketOf(host: string): { readonly bucket: string; readonly region: string } | undefined {
  const found = /^(.+)\.s3-website([.-])([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(?::\d+)?$/.exec(host);
  const [, bucket = '', separator, region = ''] = found ?? [];
  if (!found || (separator === '-') !== withHyphen.includes(region)) return undefined;
  return { bucket, region };
}

interface Page {
  readonly state: S3State;
  readonly bucket: Bucket;
  readonly configuration: WebsiteConfiguration;
  readonly host: string;
  readonly method: 'GET' | 'HEAD';
  readonly now: Date;
  /** Conditions and range. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers as a website of S3 does. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html */
export async function answerWebsite(
  state: S3State,
  name: string,
  request: CloudRequest,
  now: Date,
): Promise<CloudResponse> {
  const bucket = state.buckets.get(name);
  if (!bucket) return errorPage(404, 'Not Found', 'NoSuchBucket');
  if (!bucket.website) return errorPage(404, 'Not Found', 'NoSuchWebsiteConfiguration');
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD') return errorPage(405, 'Method Not Allowed', 'MethodNotAllowed');
  const host = request.headers.host ?? '';
  const headers = ['if-none-match', 'if-modified-since', 'range'].flatMap((header) => {
    const value = request.headers[header];
    return typeof value === 'string' ? [[header, value] as const] : [];
  });
  const page: Page = {
    ...{ state, bucket, configuration: bucket.website, host, method, now },
    headers: Object.fromEntries(headers),
  };
  const answer = await pageAt(page, decodeURIComponent(request.path.slice(1)));
  return { ...answer, headers: { ...answer.headers, server: 'AmazonS3', date: now.toUTCString() } };
}

async function pageAt(page: Page, key: string): Promise<CloudResponse> {
  const { configuration } = page;
  const all = configuration.RedirectAllRequestsTo;
  if (all) return redirect(301, `${all.Protocol ?? 'http'}://${all.HostName}/${key}`);
  const rules = configuration.RoutingRules?.RoutingRule ?? [];
  const early = rules.find(
    ({ Condition }) => Condition?.HttpErrorCodeReturnedEquals === undefined && isBelow(key, Condition?.KeyPrefixEquals),
  );
  if (early) return redirectBy(early, key, page.host);
  const suffix = configuration.IndexDocument?.Suffix ?? '';
  const isFolder = key === '' || key.endsWith('/');
  const found = await open(page, isFolder ? key + suffix : key);
  if (found.status < 400) return moved(found) ?? found;
  if (!isFolder && (await isThere(page, `${key}/${suffix}`))) return redirect(302, `/${encodeURI(key)}/`);
  const late = rules.find(
    ({ Condition }) =>
      Condition?.HttpErrorCodeReturnedEquals === String(found.status) && isBelow(key, Condition.KeyPrefixEquals),
  );
  return late ? redirectBy(late, key, page.host) : errorDocument(page, found.status);
}

function isBelow(key: string, prefix = ''): boolean {
  return key.startsWith(prefix);
}

function open({ state, bucket, method, headers, now }: Page, key: string): Promise<CloudResponse> {
  return openObject(state, { bucket: bucket.name, key, caller: anonymous, method, headers }, now);
}

async function isThere(page: Page, key: string): Promise<boolean> {
  const { status, body } = await open({ ...page, method: 'HEAD', headers: {} }, key);
  if (body instanceof Readable) body.destroy();
  return status === 200;
}

/** An object may say where it has gone. */
function moved({ headers }: CloudResponse): CloudResponse | undefined {
  const location = headers?.['x-amz-website-redirect-location'];
  return typeof location === 'string' ? redirect(301, location) : undefined;
}

async function errorDocument(page: Page, status: number): Promise<CloudResponse> {
  const key = page.configuration.ErrorDocument?.Key;
  const code = status === 404 ? 'NoSuchKey' : 'AccessDenied';
  const text = status === 404 ? 'Not Found' : 'Forbidden';
  if (key === undefined) return errorPage(status, text, code);
  const document = await open({ ...page, headers: {} }, key);
  return document.status === 200 ? { ...document, status } : errorPage(status, text, code);
}

function redirectBy({ Condition, Redirect }: RoutingRule, key: string, host: string): CloudResponse {
  const {
    HostName = host,
    Protocol = 'http',
    HttpRedirectCode = '301',
    ReplaceKeyPrefixWith,
    ReplaceKeyWith,
  } = Redirect;
  const rest = key.slice(Condition?.KeyPrefixEquals?.length ?? 0);
  const target = ReplaceKeyWith ?? (ReplaceKeyPrefixWith === undefined ? key : ReplaceKeyPrefixWith + rest);
  return redirect(Number(HttpRedirectCode), `${Protocol}://${HostName}/${target}`);
}

function redirect(status: number, location: string): CloudResponse {
  return { status, headers: { location, 'content-length': '0' } };
}

function errorPage(status: number, text: string, code: string): CloudResponse {
  const body = `<html>\n<head><title>${status} ${text}</title></head>\n<body>\n<h1>${status} ${text}</h1>\n<ul>\n<li>Code: ${code}</li>\n</ul>\n</body>\n</html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'x-amz-error-code': code }, body };
}
