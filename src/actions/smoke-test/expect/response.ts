import { createHash } from 'node:crypto';
import type { ProbeResponse } from '../../../http/probe.ts';
import type { ExpectTemplate } from '../suite/expectation.ts';
import { cookieFindings } from './cookies.ts';
import { type Finding, shortened, shortJson } from './finding.ts';
import { parseJsonPath, valueAt } from './json-path.ts';
import { type Matcher, mismatch } from './matcher.ts';

/** Everything about an answer that is not as expected. */
export function responseFindings(expect: ExpectTemplate, response: ProbeResponse): readonly Finding[] {
  return [
    ...statusFindings(expect, response),
    ...redirectFindings(expect, response),
    ...headerFindings(expect, response),
    ...cookieFindings(expect, response),
    ...jsonFindings(expect, response),
    ...bodyFindings(expect, response),
    ...durationFindings(expect, response),
  ];
}

function statusFindings({ status, redirect }: ExpectTemplate, response: ProbeResponse): readonly Finding[] {
  const usual = redirect === undefined ? [200, 299] : [300, 399];
  const fits = status
    ? status.includes(response.status)
    : response.status >= Number(usual[0]) && response.status <= Number(usual[1]);
  if (fits) return [];
  const expected = status ? status.join(' or ') : usual.join('–');
  const text = shortened(bodyText(response));
  return [finding(['status'], 'status', expected, `${response.status}${text === '' ? '' : `, with the body ${text}`}`)];
}

function redirectFindings({ status, redirect }: ExpectTemplate, response: ProbeResponse): readonly Finding[] {
  const isRedirect = response.status >= 300 && response.status <= 399;
  // Without a status of its own, an answer that is no redirect has been told by its status.
  if (!redirect || (!status && !isRedirect)) return [];
  const location = response.headers.get('location')?.[0];
  const target = location === undefined ? undefined : (URL.parse(location, response.url)?.href ?? location);
  // "https://host" and "https://host/" are the same address.
  const expected = mismatch(redirect, target);
  if (expected === undefined || mismatch(redirect, target?.replace(/\/$/, '')) === undefined) return [];
  return [finding(['redirect'], 'redirect', expected, shortJson(target))];
}

function headerFindings({ headers = {} }: ExpectTemplate, response: ProbeResponse): readonly Finding[] {
  return Object.entries(headers).flatMap(([name, matcher]) => {
    const actual = response.headers.get(name.toLowerCase())?.join(', ');
    const expected = mismatch(asText(matcher), actual);
    return expected === undefined ? [] : [finding(['headers', name], `header ${name}`, expected, shortJson(actual))];
  });
}

/** Headers are texts, whatever YAML makes of what is written. */
function asText(matcher: Matcher): Matcher {
  return 'equals' in matcher && matcher.equals !== null && typeof matcher.equals !== 'object'
    ? { ...matcher, equals: String(matcher.equals) }
    : matcher;
}

function jsonFindings({ json = {} }: ExpectTemplate, response: ProbeResponse): readonly Finding[] {
  const paths = Object.entries(json);
  const body = jsonBody(response);
  if (paths.length === 0) return [];
  if (body === undefined) {
    const type = response.headers.get('content-type')?.join(', ') ?? 'no content-type';
    return [finding(['json'], 'body', 'JSON', `${type}: ${shortened(bodyText(response)) || 'an empty body'}`)];
  }
  return paths.flatMap(([path, matcher]) => {
    const actual = valueAt(body, parseJsonPath(path) ?? []);
    const expected = mismatch(matcher, actual);
    return expected === undefined ? [] : [finding(['json', path], path, expected, shortJson(actual))];
  });
}

function bodyFindings({ body, sha256 }: ExpectTemplate, response: ProbeResponse): readonly Finding[] {
  const text = bodyText(response);
  const expected = body && mismatch(body, text);
  const actual = createHash('sha256').update(response.body).digest('hex');
  return [
    ...(expected === undefined ? [] : [finding(['body'], 'body', expected, shortened(text) || 'an empty body')]),
    ...(sha256 === undefined || sha256.toLowerCase() === actual
      ? []
      : [finding(['sha256'], 'SHA-256 of the body', sha256, `${actual} (${response.body.length} bytes)`)]),
  ];
}

function durationFindings(expect: ExpectTemplate, { milliseconds }: ProbeResponse): readonly Finding[] {
  const most = expect['duration-ms'];
  if (most === undefined || milliseconds <= most) return [];
  return [finding(['duration-ms'], 'duration', `at most ${most} ms`, `${milliseconds} ms`)];
}

function finding(at: readonly string[], subject: string, expected: string, actual: string): Finding {
  return { at: ['expect', ...at], subject, expected, actual };
}

export function bodyText({ body }: ProbeResponse): string {
  return Buffer.from(body).toString('utf8');
}

/** The body as JSON, or undefined when it is none. */
export function jsonBody(response: ProbeResponse): unknown {
  try {
    return JSON.parse(bodyText(response));
  } catch {
    return undefined;
  }
}
