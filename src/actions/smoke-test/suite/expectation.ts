import { parseJsonPath } from '../expect/json-path.ts';
import type { Matcher } from '../expect/matcher.ts';
import { expected, matcher } from './expected.ts';
import { flag, integer, object, oneOrMore, optional, record, ruled, type Shape, scalar, text } from './shape/index.ts';

type Scalar = string | number | boolean;

/** What a cookie must be like; each attribute that is named must be so. */
export interface CookieTemplate {
  readonly exists?: boolean | undefined;
  readonly value?: Matcher | undefined;
  readonly httpOnly?: Scalar | undefined;
  readonly secure?: Scalar | undefined;
  readonly sameSite?: Scalar | undefined;
  readonly domain?: Scalar | undefined;
  readonly path?: Scalar | undefined;
  readonly maxAge?: Scalar | undefined;
  readonly partitioned?: Scalar | undefined;
}

/** What an answer must be like, as it was written. */
export interface ExpectTemplate {
  readonly status?: readonly number[] | undefined;
  readonly json?: Readonly<Record<string, Matcher>> | undefined;
  readonly headers?: Readonly<Record<string, Matcher>> | undefined;
  readonly body?: Matcher | undefined;
  readonly sha256?: string | undefined;
  readonly cookies?: Readonly<Record<string, CookieTemplate>> | undefined;
  readonly 'duration-ms'?: number | undefined;
  readonly redirect?: Matcher | undefined;
}

const cookie: Shape<CookieTemplate> = object(
  {
    exists: optional(flag('false: the answer must not set it.')),
    value: optional(expected),
    httpOnly: optional(scalar('true or false.')),
    secure: optional(scalar('true or false.')),
    sameSite: optional(scalar('Strict, Lax or None.')),
    domain: optional(scalar('Its domain; an empty text for a cookie of this host only.')),
    path: optional(scalar('Its path.')),
    maxAge: optional(scalar('Seconds.')),
    partitioned: optional(scalar('true or false.')),
  },
  'Attributes of a cookie that the answer sets.',
);

const jsonPath = ruled(record(expected, 'Values by JSONPath: $.a.b[0]["c d"].', /^\$/), (values) => {
  const bad = Object.keys(values).find((path) => !path.includes('${') && !parseJsonPath(path));
  return bad && `"${bad}" is not a path like $.a.b[0]["c d"]`;
});

export const expectation: Shape<ExpectTemplate> = object(
  {
    status: optional(oneOrMore(integer({ min: 100, max: 599 }, 'HTTP status.'), 'Allowed statuses. Default: 2xx.')),
    json: optional(jsonPath),
    headers: optional(record(expected, 'Values by header name.')),
    body: optional(matcher),
    sha256: optional(text('SHA-256 of the body, in hex.')),
    cookies: optional(record(cookie, 'Cookies that the answer sets, by name.')),
    'duration-ms': optional(integer({ min: 1, max: 600_000 }, 'Longest time to the last byte.')),
    redirect: optional(expected),
  },
  'What the answer must be like.',
);
