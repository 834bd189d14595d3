import { parseJsonPath } from '../expect/json-path.ts';
import type { Matcher } from '../expect/matcher.ts';
import { expected, expectedText, matcher } from './expected.ts';
import { flag, integer, object, oneOrMore, optional, record, ruled, type Shape, text } from './shape/index.ts';

/** What a cookie must be like; each attribute that is named must be so. */
export interface CookieTemplate {
  readonly exists?: boolean | undefined;
  readonly value?: Matcher | undefined;
  readonly httpOnly?: string | undefined;
  readonly secure?: string | undefined;
  readonly sameSite?: string | undefined;
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
  readonly maxAge?: string | undefined;
  readonly partitioned?: string | undefined;
}

/** Expectations of a response, as they were written. */
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
    exists: optional(flag('false: the response must not set it.')),
    value: optional(expectedText),
    httpOnly: optional(text('true or false.')),
    secure: optional(text('true or false.')),
    sameSite: optional(text('Strict, Lax or None.')),
    domain: optional(text('Its domain; an empty text for a cookie of this host only.')),
    path: optional(text('Its path.')),
    maxAge: optional(text('Seconds.')),
    partitioned: optional(text('true or false.')),
  },
  'Attributes of a cookie that the response sets.',
);

const jsonPath = ruled(record(expected, 'Values by JSONPath: $.a.b[0]["c d"].', /^\$/), (values) => {
  const bad = Object.keys(values).find((path) => !path.includes('${') && !parseJsonPath(path));
  return bad && `"${bad}" is not a path like $.a.b[0]["c d"]`;
});

export const expectation: Shape<ExpectTemplate> = object(
  {
    status: optional(oneOrMore(integer({ min: 100, max: 599 }, 'HTTP status.'), 'Allowed statuses. Default: 2xx.')),
    json: optional(jsonPath),
    headers: optional(record(expectedText, 'Values by header name.')),
    body: optional(matcher),
    sha256: optional(text('SHA-256 of the body, in hex.')),
    cookies: optional(record(cookie, 'Cookies that the response sets, by name.')),
    'duration-ms': optional(integer({ min: 1, max: 600_000 }, 'Longest time to the last byte.')),
    redirect: optional(expectedText),
  },
  'Expectations of the response.',
);
