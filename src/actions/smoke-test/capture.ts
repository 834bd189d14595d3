import { isSecretName } from '../../domain/secret/secret-name.ts';
import type { ProbeResponse } from '../../http/probe.ts';
import { sha256 } from './body.ts';
import { parseSetCookie } from './cookies/set-cookie.ts';
import type { Disclosure } from './expect/disclosure.ts';
import type { Finding } from './expect/finding.ts';
import { foundAt, parseJsonQuery } from './expect/json-path.ts';
import { searched } from './expect/pattern.ts';
import { bodyText, jsonBody } from './expect/response-body.ts';
import type { CaptureTemplate } from './suite/capture.ts';

/** A value taken from a response. */
export interface Captured {
  readonly value: unknown;
  readonly secret: boolean;
}

/** A response, and what was sent for it. */
export interface Exchange {
  readonly response: ProbeResponse;
  /** Undefined where no body was sent. */
  readonly sentSha256: string | undefined;
}

/** A variable that a response gives nothing for. */
export interface NotCaptured {
  readonly name: string;
  readonly template: CaptureTemplate;
  readonly problem: string | undefined;
}

/** What a response gives for each variable, and what it does not. */
export function captured(
  templates: Readonly<Record<string, CaptureTemplate>>,
  exchange: Exchange,
): { readonly values: ReadonlyMap<string, Captured>; readonly missing: readonly NotCaptured[] } {
  const all = Object.entries(templates).map(([name, template]) => ({
    name,
    template,
    ...taken(template, exchange),
  }));
  const isThere = ({ value }: Matched) => value !== undefined && value !== null;
  return {
    values: new Map(
      all
        .filter(isThere)
        .map(({ name, template, value }) => [name, { value, secret: isSecretCapture(name, template) }]),
    ),
    missing: all.filter((one) => !isThere(one)).map(({ name, template, problem }) => ({ name, template, problem })),
  };
}

/** Whether a captured value is a secret: where the suite says nothing, its name does. */
export function isSecretCapture(name: string, { secret }: CaptureTemplate): boolean {
  return secret ?? isSecretName(name);
}

export function captureFinding(
  { name, template, problem }: NotCaptured,
  response: ProbeResponse,
  { body }: Disclosure,
): Finding {
  const { from, matches } = template;
  const nothing = `nothing there; the response is ${response.status} with ${body(response)}`;
  return {
    at: ['capture', name],
    subject: `capture ${name}`,
    expected: `a value at ${from}${matches === undefined ? '' : ` like /${matches}/`}`,
    actual: problem ?? (matches === undefined ? nothing : 'no match'),
    inconclusive: problem !== undefined,
  };
}

function taken(template: CaptureTemplate, exchange: Exchange): Matched {
  const query = parseJsonQuery(template.from);
  if (!query) return matched(template, valueFrom(template.from, exchange));
  const found = foundAt(jsonBody(exchange.response), query);
  if (found.kind === 'problem') return { value: undefined, problem: found.reason };
  if (found.kind === 'one') return matched(template, found.value);
  return matched(template, found.values.length === 0 ? undefined : found.values);
}

function valueFrom(from: string, { response, sentSha256 }: Exchange): unknown {
  if (from.startsWith('header.')) return response.headers.get(from.slice('header.'.length).toLowerCase())?.join(', ');
  if (from.startsWith('cookie.')) return cookieValue(response, from.slice('cookie.'.length));
  switch (from) {
    case 'status':
      return response.status;
    case 'url':
      return response.url;
    case 'body.sha256':
      return sha256(response.body);
    case 'body.sha256-sent':
      return sentSha256;
    default:
      return bodyText(response);
  }
}

function cookieValue({ headers }: ProbeResponse, name: string): string | undefined {
  const cookies = (headers.get('set-cookie') ?? []).map(parseSetCookie);
  return cookies.findLast((cookie) => cookie.name === name)?.value;
}

/** What is captured is put into later requests and reports. */
const maxCharacters = 1024 * 1024;

const tooLong = `a text of more than ${maxCharacters} characters`;
const tooLarge = `a value of more than ${maxCharacters} characters`;

interface Matched {
  readonly value: unknown;
  readonly problem?: string | undefined;
}

function matched({ matches }: CaptureTemplate, value: unknown): Matched {
  if (typeof value === 'string' && value.length > maxCharacters) return { value: undefined, problem: tooLong };
  if (typeof value === 'object' && JSON.stringify(value).length > maxCharacters)
    return { value: undefined, problem: tooLarge };
  if (matches === undefined || value === undefined || value === null) return { value };
  const search = searched(matches, typeof value === 'string' ? value : JSON.stringify(value));
  if (search.kind === 'problem') return { value: undefined, problem: search.reason };
  return { value: search.kind === 'match' ? (search.match[1] ?? search.match[0]) : undefined };
}
