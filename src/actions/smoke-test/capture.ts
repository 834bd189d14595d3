import { Cookie } from 'tough-cookie';
import type { ProbeResponse } from '../../http/probe.ts';
import { sha256 } from './body.ts';
import { bodyText, jsonBody } from './expect/answer-body.ts';
import type { Disclosure } from './expect/disclosure.ts';
import { type Finding, shortJson } from './expect/finding.ts';
import { parseJsonPath, valueAt } from './expect/json-path.ts';
import { isSecretName } from './redaction.ts';
import type { CaptureTemplate } from './suite/capture.ts';

/** A value taken from an answer. */
export interface Captured {
  readonly value: unknown;
  readonly secret: boolean;
}

/** What an answer gives for each variable, and what it does not. */
export function captured(
  templates: Readonly<Record<string, CaptureTemplate>>,
  response: ProbeResponse,
  sentSha256: string | undefined,
  { body }: Disclosure,
): { readonly values: ReadonlyMap<string, Captured>; readonly findings: readonly Finding[] } {
  const taken = Object.entries(templates).map(([name, template]) => ({
    name,
    template,
    value: matched(template, valueFrom(template.from, response, sentSha256)),
  }));
  const missing = taken.filter(({ value }) => value === undefined || value === null);
  const present = taken.filter(({ value }) => value !== undefined && value !== null);
  return {
    values: new Map(
      present.map(({ name, template, value }) => [name, { value, secret: template.secret ?? isSecretName(name) }]),
    ),
    findings: missing.map(({ name, template }) => ({
      at: ['capture', name],
      subject: `capture ${name}`,
      expected: `a value at ${template.from}${template.matches === undefined ? '' : ` like /${template.matches}/`}`,
      actual:
        template.matches === undefined
          ? `nothing there; the answer is ${response.status} with ${body(response)}`
          : 'no match',
    })),
  };
}

function valueFrom(from: string, response: ProbeResponse, sentSha256: string | undefined): unknown {
  const path = parseJsonPath(from);
  if (path) return valueAt(jsonBody(response), path);
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
  const cookies = (headers.get('set-cookie') ?? []).map((line) => Cookie.parse(line));
  return cookies.findLast((cookie) => cookie?.key === name)?.value;
}

function matched({ matches }: CaptureTemplate, value: unknown): unknown {
  if (matches === undefined || value === undefined || value === null) return value;
  const match = new RegExp(matches).exec(typeof value === 'string' ? value : shortJson(value));
  return match?.[1] ?? match?.[0];
}
