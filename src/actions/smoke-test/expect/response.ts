import { createHash } from 'node:crypto';
import type { ProbeResponse } from '../../../http/probe.ts';
import type { ExpectTemplate } from '../suite/expectation.ts';
import { substituted, substitutedJson, type Variables } from '../variables.ts';
import { certificateFindings, hopFindings } from './connection.ts';
import { cookieFindings } from './cookies.ts';
import type { Disclosure } from './disclosure.ts';
import { expectationFinding as finding, shownMatcher } from './expectation-finding.ts';
import type { Finding } from './finding.ts';
import { foundAt, parseJsonQuery } from './json-path.ts';
import { type Matcher, mismatch } from './matcher.ts';
import { bodyText, expectedJson, isNestedTooDeep, jsonBody } from './response-body.ts';

/** Everything about a response that is not as expected. The comparison uses all variables; the findings show only those that may be shown. */
export function responseFindings(
  expect: ExpectTemplate,
  response: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  return [
    ...statusFindings(expect, response, disclosure),
    ...redirectFindings(expect, response, variables, disclosure),
    ...hopFindings(expect, response, variables, disclosure),
    ...certificateFindings(expect, response, variables, disclosure),
    ...headerFindings(expect, response, variables, disclosure),
    ...headerCountFindings(expect, response, variables, disclosure),
    ...cookieFindings(expect, response, variables, disclosure),
    ...jsonFindings(expect, response, variables, disclosure),
    ...bodyFindings(expect, response, variables, disclosure),
    ...durationFindings(expect, response),
  ];
}

function statusFindings(
  { status, redirect }: ExpectTemplate,
  response: ProbeResponse,
  { body }: Disclosure,
): readonly Finding[] {
  const usual = redirect === undefined ? [200, 299] : [300, 399];
  const fits = status
    ? status.includes(response.status)
    : response.status >= Number(usual[0]) && response.status <= Number(usual[1]);
  if (fits) return [];
  const expected = status ? status.join(' or ') : usual.join('–');
  const found = finding(['status'], 'status', expected, `${response.status} with ${body(response)}`);
  return [{ ...found, inconclusive: ofTheWay.includes(response.status) }];
}

/** A proxy, or a network, answers so in place of the server: https://www.rfc-editor.org/rfc/rfc6585#section-6 */
const ofTheWay: readonly number[] = [407, 511];

function redirectFindings(
  { status, redirect }: ExpectTemplate,
  response: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  const isRedirect = response.status >= 300 && response.status <= 399;
  // Without an expected status, the status finding already reports a response that is no redirect.
  if (!redirect || (!status && !isRedirect)) return [];
  const location = response.headers.get('location')?.[0];
  const target = location === undefined ? undefined : (URL.parse(location, response.url)?.href ?? location);
  const matcher = substituted(redirect, variables);
  // "https://host" and "https://host/" are the same address.
  if ([target, target?.replace(/\/$/, '')].some((address) => mismatch(matcher, address) === undefined)) return [];
  const broken = mismatch(matcher, target, shownMatcher(substituted(redirect, disclosure.variables), disclosure));
  return broken ? [finding(['redirect'], 'redirect', broken, disclosure.redirect(target))] : [];
}

function headerFindings(
  { headers = {} }: ExpectTemplate,
  response: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  return Object.entries(headers).flatMap(([header, wanted]) => {
    const name = substituted(header, variables).toLowerCase();
    const actual = response.headers.get(name)?.join(', ');
    const matcher = substituted(wanted, variables);
    const expected = mismatch(matcher, actual, shownMatcher(substituted(wanted, disclosure.variables), disclosure));
    if (expected === undefined) return [];
    const subject = `header ${substituted(header, disclosure.variables)}`;
    return [finding(['headers', header], subject, expected, disclosure.header(name, actual, matcher.equals))];
  });
}

function jsonFindings(
  { json = {} }: ExpectTemplate,
  response: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  const paths = Object.entries(json);
  if (paths.length === 0) return [];
  const body = jsonBody(response);
  if (body === undefined) {
    const expected = { expected: expectedJson(response), inconclusive: isNestedTooDeep(response) };
    return [finding(['json'], 'body', expected, disclosure.body(response))];
  }
  return paths.flatMap(([path, wanted]) => {
    const subject = disclosure.hiding.text(substituted(path, disclosure.variables));
    const matcher = ofJson(wanted, variables);
    const found = valueFor(matcher, body, substituted(path, variables));
    if ('reason' in found) return [unsearched(path, subject, found.reason)];
    const expected = mismatch(matcher, found.value, shownMatcher(ofJson(wanted, disclosure.variables), disclosure));
    if (expected === undefined) return [];
    return [finding(['json', path], subject, expected, disclosure.value(found.value, matcher.equals))];
  });
}

/** The value at a path; of one that may lead to several, the list of all, or nothing where `exists` asks for it. */
function valueFor(
  matcher: Matcher,
  body: unknown,
  path: string,
): { readonly value: unknown } | { readonly reason: string } {
  const query = parseJsonQuery(path);
  if (!query) return { reason: 'with the values that were put in it is no path' };
  const found = foundAt(body, query);
  if (found.kind !== 'many') return found;
  return { value: found.values.length === 0 && matcher.exists !== undefined ? undefined : found.values };
}

function unsearched(path: string, subject: string, reason: string): Finding {
  return { ...finding(['json', path], subject, 'a value', reason), inconclusive: true };
}

/** Conditions on texts: a variable in them is put in as a text. */
const onTexts: readonly string[] = [
  ...(['matches', 'not-matches', 'starts-with', 'ends-with', 'before', 'after', 'within'] as const),
];

/** What is compared with JSON takes the variables' types: 42, true, null. */
function ofJson(matcher: Matcher, variables: Variables): Matcher {
  const values = Object.entries(matcher).map(([name, value]) => {
    if (onTexts.includes(name)) return [name, substituted(value, variables)] as const;
    const isNested = ['every', 'any', 'length'].includes(name) && typeof value === 'object';
    return [name, isNested ? ofJson(value, variables) : substitutedJson(value, variables)] as const;
  });
  return Object.fromEntries(values);
}

/** How often a header was sent. */
function headerCountFindings(
  expect: ExpectTemplate,
  response: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  return Object.entries(expect['header-counts'] ?? {}).flatMap(([header, wanted]) => {
    const actual = response.headers.get(substituted(header, variables).toLowerCase())?.length ?? 0;
    const expected = mismatch(wanted, actual);
    const subject = `number of headers ${substituted(header, disclosure.variables)}`;
    return expected ? [finding(['header-counts', header], subject, expected, String(actual))] : [];
  });
}

function bodyFindings(
  { body, sha256 }: ExpectTemplate,
  response: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  const shown = substituted({ body, sha256 }, disclosure.variables);
  const shownBody = shown.body && shownMatcher(shown.body, disclosure);
  const expected = body && mismatch(substituted(body, variables), bodyText(response), shownBody);
  const actual = createHash('sha256').update(response.body).digest('hex');
  const differs = sha256 !== undefined && substituted(sha256, variables).toLowerCase() !== actual;
  const found = `${disclosure.sha256(actual)} (${response.body.length} bytes)`;
  return [
    ...(expected === undefined ? [] : [finding(['body'], 'body', expected, disclosure.body(response))]),
    ...(differs ? [finding(['sha256'], 'SHA-256 of the body', shown.sha256 ?? '', found)] : []),
  ];
}

function durationFindings(expect: ExpectTemplate, { milliseconds }: ProbeResponse): readonly Finding[] {
  const most = expect['duration-ms'];
  if (most === undefined || milliseconds <= most) return [];
  return [finding(['duration-ms'], 'duration', `at most ${most} ms`, `${milliseconds} ms`)];
}
