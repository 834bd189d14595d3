import type { YamlNode } from '../../../located-yaml/node.ts';
import { type AuthTemplate, auth, type ClientCertificateTemplate, clientCertificate } from './auth.ts';
import { type BodyTemplate, body } from './body.ts';
import { type CaptureTemplate, capture } from './capture.ts';
import { type ExpectTemplate, expectation } from './expectation.ts';
import { flag, integer, list, mapped, object, optional, record, type Shape, text, variants } from './shape/index.ts';

/** A request as it was written. */
export interface RequestTemplate {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyTemplate | undefined;
  readonly follow: boolean;
  /** Other origins to which redirects may take headers and body. */
  readonly redirectOrigins: readonly string[];
  readonly timeoutSeconds: number;
  /** Whether reports may show the content of the response. */
  readonly showResponseBody: boolean;
  readonly auth: AuthTemplate | undefined;
  /** A certificate of ours, by which the server knows who asks. */
  readonly clientCertificate: ClientCertificateTemplate | undefined;
  /** After so many server-sent events the response is not read further. */
  readonly events: number | undefined;
  readonly expect: ExpectTemplate;
}

/** A request with the values to capture and its clean-up. */
export interface RequestCheckTemplate extends RequestTemplate {
  readonly capture: Readonly<Record<string, CaptureTemplate>>;
  readonly always: readonly CleanUpTemplate[];
}

/** A request that removes what a check made. */
export interface CleanUpTemplate extends RequestTemplate {
  readonly session: string | undefined;
  readonly node: YamlNode;
}

export const requestMethods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

const address = optional(text('Absolute URL.'));

const requestKeys = {
  get: address,
  post: address,
  put: address,
  patch: address,
  delete: address,
  head: address,
  options: address,
  headers: optional(record(text('Value of the header.'), 'Headers to send.')),
  body: optional(body),
  follow: optional(flag('Whether redirects are followed. Default: false.')),
  'redirect-origins': optional(
    list(
      text('An origin.', /^(https?:\/\/|\$\{)/),
      'Other origins to which redirects may take headers and body. Default: none.',
    ),
  ),
  'timeout-seconds': optional(integer({ min: 1, max: 600 }, 'Time for the response, redirects included. Default: 30.')),
  'show-response-body': optional(
    flag('Whether reports may show the content of the response: its data must be public or test data. Default: false.'),
  ),
  auth: optional(auth),
  'client-certificate': optional(clientCertificate),
  events: optional(
    integer({ min: 1, max: 1_000 }, 'Read so many server-sent events, then stop. In `expect.json` they are a list.'),
  ),
  expect: optional(expectation),
};

const cleanUp: Shape<CleanUpTemplate> = variants(
  [
    {
      keys: requestMethods,
      shape: mapped(
        object({ session: optional(text('Whose cookies are sent.')), ...requestKeys }, 'A request that cleans up.'),
        (given, node) => ({ ...requestOf(given), session: given.session, node }),
      ),
    },
  ],
  'A request that cleans up. Unless `expect` says otherwise, 2xx, 404 and 410 are successes.',
);

export const requestCheckKeys = {
  ...requestKeys,
  capture: optional(capture),
  always: optional(
    list(cleanUp, 'Requests that clean up when the suite ends, however it ends; the last registered runs first.'),
  ),
};

interface GivenRequest extends Readonly<Partial<Record<(typeof requestMethods)[number], string | undefined>>> {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: BodyTemplate | undefined;
  readonly follow?: boolean | undefined;
  readonly 'redirect-origins'?: readonly string[] | undefined;
  readonly 'timeout-seconds'?: number | undefined;
  readonly 'show-response-body'?: boolean | undefined;
  readonly auth?: AuthTemplate | undefined;
  readonly 'client-certificate'?: ClientCertificateTemplate | undefined;
  readonly events?: number | undefined;
  readonly expect?: ExpectTemplate | undefined;
}

interface GivenRequestCheck extends GivenRequest {
  readonly capture?: Readonly<Record<string, CaptureTemplate>> | undefined;
  readonly always?: readonly CleanUpTemplate[] | undefined;
}

export function requestCheckOf(given: GivenRequestCheck): RequestCheckTemplate {
  return { ...requestOf(given), capture: given.capture ?? {}, always: given.always ?? [] };
}

function requestOf(given: GivenRequest): RequestTemplate {
  const method = requestMethods.find((name) => given[name] !== undefined) ?? 'get';
  return {
    method: method.toUpperCase(),
    url: given[method] ?? '',
    headers: given.headers ?? {},
    body: given.body,
    follow: given.follow ?? false,
    redirectOrigins: given['redirect-origins'] ?? [],
    timeoutSeconds: given['timeout-seconds'] ?? 30,
    showResponseBody: given['show-response-body'] ?? false,
    auth: given.auth,
    clientCertificate: given['client-certificate'],
    events: given.events,
    expect: expectationOf(given),
  };
}

/** A GraphQL server tells its errors with a status of 200: https://spec.graphql.org/October2021/#sec-Errors */
function expectationOf({ expect = {}, body: sent }: GivenRequest): ExpectTemplate {
  const isAboutErrors = Object.keys(expect.json ?? {}).some((path) => path.startsWith('$.errors'));
  if (sent?.kind !== 'graphql' || isAboutErrors) return expect;
  return { ...expect, json: { '$.errors': { exists: false }, ...expect.json } };
}
