import { parseJsonQuery } from '../expect/json-path.ts';
import type { Matcher } from '../expect/matcher.ts';
import { expected, expectedText, matcher } from './expected.ts';
import {
  either,
  flag,
  integer,
  list,
  mapped,
  object,
  oneOrMore,
  optional,
  record,
  ruled,
  type Shape,
  text,
} from './shape/index.ts';

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
  /** When it ends, by Max-Age or else by Expires. */
  readonly expires?: Matcher | undefined;
  readonly partitioned?: string | undefined;
}

/** What a certificate must be like. */
export interface CertificateTemplate {
  readonly subject?: Matcher | undefined;
  readonly issuer?: Matcher | undefined;
  readonly names?: Matcher | undefined;
  readonly 'serial-number'?: Matcher | undefined;
  readonly 'valid-from'?: Matcher | undefined;
  readonly 'valid-to'?: Matcher | undefined;
  readonly sha256?: Matcher | undefined;
}

/** A redirect that is followed. */
export interface RedirectTemplate {
  readonly status?: number | undefined;
  readonly to?: Matcher | undefined;
}

/** Expectations of a response, as they were written. */
export interface ExpectTemplate {
  readonly status?: readonly number[] | undefined;
  readonly json?: Readonly<Record<string, Matcher>> | undefined;
  readonly headers?: Readonly<Record<string, Matcher>> | undefined;
  readonly 'header-counts'?: Readonly<Record<string, Matcher>> | undefined;
  readonly body?: Matcher | undefined;
  readonly sha256?: string | undefined;
  readonly cookies?: Readonly<Record<string, CookieTemplate>> | undefined;
  readonly 'duration-ms'?: number | undefined;
  readonly redirect?: Matcher | undefined;
  readonly redirects?: readonly RedirectTemplate[] | undefined;
  readonly url?: Matcher | undefined;
  readonly certificate?: CertificateTemplate | undefined;
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
    expires: optional(expectedText),
    partitioned: optional(text('true or false.')),
  },
  'Attributes of a cookie that the response sets.',
);

const jsonPath = ruled(
  record(
    expected,
    'Values by JSONPath (RFC 9535): $.a.b[0]["c d"]; the list of all for $..id, $.a[*] and the like.',
    /^\$/,
  ),
  (values) => {
    const bad = Object.keys(values).find((path) => !path.includes('${') && !parseJsonQuery(path));
    return bad && `"${bad}" is not a path like $.a.b[0]["c d"]`;
  },
);

const count: Shape<Matcher> = either(
  mapped(integer({ min: 0, max: 10_000 }, 'So many.'), (equals) => ({ equals })),
  matcher,
  'How often it is sent.',
);

const certificate: Shape<CertificateTemplate> = object(
  {
    subject: optional(expectedText),
    issuer: optional(expectedText),
    names: optional(expectedText),
    'serial-number': optional(expectedText),
    'valid-from': optional(expectedText),
    'valid-to': optional(expectedText),
    sha256: optional(expectedText),
  },
  'Fields of the certificate: common names, the list of DNS names, hexadecimal numbers, dates.',
);

const followed: Shape<RedirectTemplate> = object(
  { status: optional(integer({ min: 300, max: 399 }, 'HTTP status.')), to: optional(expectedText) },
  'A redirect and its absolute target.',
);

export const expectation: Shape<ExpectTemplate> = object(
  {
    status: optional(oneOrMore(integer({ min: 100, max: 599 }, 'HTTP status.'), 'Allowed statuses. Default: 2xx.')),
    json: optional(jsonPath),
    headers: optional(record(expectedText, 'Values by header name.')),
    'header-counts': optional(record(count, 'How often headers are sent, by name.')),
    body: optional(matcher),
    sha256: optional(text('SHA-256 of the body, in hex.')),
    cookies: optional(record(cookie, 'Cookies that the response sets, by name.')),
    'duration-ms': optional(integer({ min: 1, max: 600_000 }, 'Longest time to the last byte.')),
    redirect: optional(expectedText),
    redirects: optional(list(followed, 'The redirects that are followed, all of them in order.')),
    url: optional(expectedText),
    certificate: optional(certificate),
  },
  'Expectations of the response.',
);
