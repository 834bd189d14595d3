import { Cookie } from 'tough-cookie';
import type { ProbeResponse } from '../../../http/probe.ts';
import { cookieJar } from '../probes/cookies.ts';
import type { CookieTemplate, ExpectTemplate } from '../suite/expectation.ts';
import { substituted, type Variables } from '../variables.ts';
import type { Disclosure } from './disclosure.ts';
import { type Finding, shortJson } from './finding.ts';
import { mismatch } from './matcher.ts';

/** Cookies that are missing, that differ, or that a browser would throw away. Their values are not shown. */
export function cookieFindings(
  { cookies = {} }: ExpectTemplate,
  response: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  const lines = response.headers.get('set-cookie') ?? [];
  return Object.entries(cookies).flatMap(([key, template]) => {
    const name = substituted(key, variables);
    const line = lines.findLast((candidate) => Cookie.parse(candidate)?.key === name);
    const at = ['expect', 'cookies', key];
    const subject = `cookie ${substituted(key, disclosure.variables)}`;
    if (template.exists === false)
      return line === undefined ? [] : [{ at, subject, expected: 'not set', actual: 'set' }];
    const cookie = line === undefined ? undefined : Cookie.parse(line);
    if (line === undefined || !cookie) return [missing(subject, at, lines)];
    const expected = substituted(template, variables);
    return [
      ...attributeFindings(subject, at, expected, substituted(template, disclosure.variables), cookie),
      ...refusalFindings(subject, at, line, cookie, response.url),
    ];
  });
}

function missing(subject: string, at: readonly string[], lines: readonly string[]): Finding {
  const others = lines.flatMap((line) => Cookie.parse(line)?.key ?? []).join(', ');
  return { at, subject, expected: 'set', actual: `not set; set: ${others || 'none'}` };
}

type Attribute = Exclude<keyof CookieTemplate, 'exists' | 'value'>;

const attributes: Readonly<Record<Attribute, (cookie: Cookie) => string>> = {
  httpOnly: ({ httpOnly }) => String(httpOnly),
  secure: ({ secure }) => String(secure),
  sameSite: ({ sameSite }) => sameSite ?? '',
  domain: ({ domain }) => domain ?? '',
  path: ({ path }) => path ?? '',
  maxAge: ({ maxAge }) => (maxAge === null ? '' : String(maxAge)),
  partitioned: ({ extensions }) => String(extensions?.some((text) => /^partitioned$/i.test(text)) ?? false),
};

function attributeFindings(
  subject: string,
  at: readonly string[],
  expected: CookieTemplate,
  shownExpected: CookieTemplate,
  cookie: Cookie,
): readonly Finding[] {
  const different = Object.entries(attributes).flatMap(([name, read]) => {
    const attribute = name as Attribute;
    const wanted = expected[attribute];
    const actual = read(cookie);
    if (wanted === undefined || String(wanted).replace(/^\./, '').toLowerCase() === actual.toLowerCase()) return [];
    const found = { expected: shown(String(shownExpected[attribute])), actual: shown(actual) };
    return [{ at: [...at, attribute], subject: `${attribute} of ${subject}`, ...found }];
  });
  const value = expected.value && mismatch(expected.value, cookie.value, shownExpected.value);
  if (value === undefined) return different;
  return [
    ...different,
    { at: [...at, 'value'], subject: `value of ${subject}`, expected: value, actual: 'another value' },
  ];
}

function shown(value: string): string {
  return value === '' ? 'none' : shortJson(value);
}

/** Why a browser would not keep a cookie: https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-storage-model */
function refusalFindings(
  subject: string,
  at: readonly string[],
  line: string,
  { sameSite, secure }: Cookie,
  url: string,
): readonly Finding[] {
  const reasons = [
    ...(sameSite === 'none' && !secure ? ['SameSite=None without Secure'] : []),
    ...jarRefusal(line, url),
  ];
  return reasons.map((reason) => ({
    at,
    subject,
    expected: 'a cookie that browsers keep',
    actual: `browsers refuse it: ${reason}`,
  }));
}

function jarRefusal(line: string, url: string): readonly string[] {
  try {
    return cookieJar().setCookieSync(line, url) === undefined ? ['its prefix demands other attributes'] : [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
