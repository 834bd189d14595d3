import type { ProbeResponse } from '../../../http/probe.ts';
import { keptCookie } from '../cookies/kept-cookie.ts';
import { parseSetCookie, type SetCookie } from '../cookies/set-cookie.ts';
import type { CookieTemplate, ExpectTemplate } from '../suite/expectation.ts';
import { substituted, type Variables } from '../variables.ts';
import type { Disclosure } from './disclosure.ts';
import { type Finding, shortJson } from './finding.ts';
import { instantOf } from './instant.ts';
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
    const line = lines.findLast((candidate) => parseSetCookie(candidate).name === name);
    const named = {
      at: ['expect', 'cookies', key],
      subject: `cookie ${substituted(key, disclosure.variables)}`,
    };
    if (template.exists === false) return line === undefined ? [] : [{ ...named, expected: 'not set', actual: 'set' }];
    if (line === undefined) return [{ ...named, expected: 'set', actual: namesSet(lines) }];
    const cookie = parseSetCookie(line);
    const kept = keptCookie(line, response.url);
    const expected = substituted(template, variables);
    return [
      ...attributeFindings(named, cookie, expected, shownTemplate(template, disclosure)),
      ...expiryFindings(named, expiryOf(cookie, variables), expected, shownTemplate(template, disclosure)),
      ...('refusal' in kept
        ? [{ ...named, expected: 'a cookie that browsers keep', actual: `browsers refuse it: ${kept.refusal}` }]
        : []),
    ];
  });
}

/** As it may be read. */
function shownTemplate(template: CookieTemplate, { hiding, variables }: Disclosure): CookieTemplate {
  // What is hidden becomes another text, and all else keeps its shape.
  return hiding.json(substituted(template, variables)) as CookieTemplate;
}

/** What a finding is about. */
type Named = Pick<Finding, 'at' | 'subject'>;

function namesSet(lines: readonly string[]): string {
  const names = lines.map((line) => parseSetCookie(line).name).join(', ');
  return `not set; set: ${names || 'none'}`;
}

type Attribute = Exclude<keyof CookieTemplate, 'exists' | 'value' | 'expires'>;

const attributes: Readonly<Record<Attribute, (cookie: SetCookie) => string>> = {
  httpOnly: ({ httpOnly }) => String(httpOnly),
  secure: ({ secure }) => String(secure),
  sameSite: ({ sameSite }) => sameSite ?? '',
  domain: ({ domain = '' }) => domain.replace(/^\./, ''),
  path: ({ path }) => path ?? '',
  maxAge: ({ maxAgeSeconds }) => String(maxAgeSeconds ?? ''),
  partitioned: ({ partitioned }) => String(partitioned),
};

function attributeFindings(
  { at, subject }: Named,
  cookie: SetCookie,
  expected: CookieTemplate,
  shownExpected: CookieTemplate,
): readonly Finding[] {
  const different = Object.entries(attributes).flatMap(([name, read]) => {
    const attribute = name as Attribute;
    const wanted = expected[attribute];
    const actual = read(cookie);
    if (wanted === undefined || String(wanted).replace(/^\./, '').toLowerCase() === actual.toLowerCase()) return [];
    const found = { expected: shown(String(shownExpected[attribute])), actual: shown(actual) };
    return [{ at: [...at, attribute], subject: `${attribute} of ${subject}`, ...found }];
  });
  const value = expected.value && mismatch(expected.value, cookie.value, shownExpected.value)?.expected;
  if (value === undefined) return different;
  return [
    ...different,
    { at: [...at, 'value'], subject: `value of ${subject}`, expected: value, actual: 'another value' },
  ];
}

/** When a browser throws it away; undefined for a cookie that ends with the browser. Max-Age wins. */
function expiryOf({ maxAgeSeconds, expires }: SetCookie, variables: Variables): string | undefined {
  const now = instantOf(variables.get('NOW'));
  const end =
    maxAgeSeconds === undefined ? expires?.getTime() : now === undefined ? undefined : now + maxAgeSeconds * 1000;
  if (end === undefined) return undefined;
  // No date is later than this one.
  return new Date(Math.min(Math.max(end, -8.64e15), 8.64e15)).toISOString();
}

function expiryFindings(
  { at, subject }: Named,
  actual: string | undefined,
  { expires }: CookieTemplate,
  shownExpected: CookieTemplate,
): readonly Finding[] {
  const broken = expires && mismatch(expires, actual, shownExpected.expires);
  return broken ? [{ at: [...at, 'expires'], subject: `end of ${subject}`, ...broken, actual: actual ?? 'none' }] : [];
}

function shown(value: string): string {
  return value === '' ? 'none' : shortJson(value);
}
