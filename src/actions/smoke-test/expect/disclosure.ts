import { isNumber } from '../../../domain/exact-number.ts';
import type { ProbeResponse } from '../../../http/probe.ts';
import { substituted, type Variables } from '../variables.ts';
import { shortened, shortJson } from './finding.ts';
import { kindAndSize, typeAndSize } from './kind-and-size.ts';
import { bodyText } from './response-body.ts';

/** How much of a response, and of values captured from earlier ones, is shown in logs and summaries. */
export interface Disclosure {
  /** The variables that are shown with their values; the others stay `${NAME}`. */
  readonly variables: Variables;
  /** An address, as the suite writes it. */
  address(template: string): string;
  /** A value that came where `wanted` was expected. */
  value(actual: unknown, wanted: unknown): string;
  header(name: string, actual: string | undefined, wanted: unknown): string;
  /** The address that a response redirects to. */
  redirect(target: string | undefined): string;
  body(response: ProbeResponse): string;
  sha256(actual: string): string;
}

/** All is shown as it came: for data that was made up. */
export function open(variables: Variables): Disclosure {
  return {
    variables,
    address: (template) => substituted(template, variables),
    value: shortJson,
    header: (_, actual) => shortJson(actual),
    redirect: shortJson,
    body: (response) => [typeAndSize(response), shortened(bodyText(response))].filter((part) => part !== '').join(': '),
    sha256: (actual) => actual,
  };
}

/**
 * Responses may hold what only a patient and a physician should read: of their values only kind and size are shown. The
 * variables in `captured` come from responses; of these, an identifier in a path is shown, so that the resource can be found.
 */
export function discreet(variables: Variables, captured: readonly string[]): Disclosure {
  const own = new Map([...variables].filter(([name]) => !captured.includes(name)));
  const inPaths = new Map([...variables].filter(([name, value]) => own.has(name) || isIdentifier(value)));
  return {
    variables: own,
    address: (template) => {
      const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(template) ?? [];
      return substituted(path, inPaths) + substituted(rest, own);
    },
    value: kindAndSize,
    header: (name, actual, wanted) => (isOfServing.test(name) ? shortJson(actual) : kindAndSize(actual, wanted)),
    redirect: (target) => (target === undefined ? 'nothing' : `another address${place(target)}`),
    body: typeAndSize,
    sha256: () => 'another one',
  };
}

/** Headers about delivery; others may be about the content, and about a person. */
const isOfServing =
  /^(cache-control|content-(type|encoding|language|length|security-policy)|vary|age|expires|retry-after|allow|server|x-cache|strict-transport-security|access-control-.*|cross-origin-.*|x-frame-options|x-content-type-options|referrer-policy|permissions-policy)$/i;

/** A number, a UUID and the like; no name, no word, no address. */
function isIdentifier(value: unknown): boolean {
  return isNumber(value) || (typeof value === 'string' && /^(?=.*\d)[\w-]{1,64}$/.test(value));
}

function place(target: string): string {
  const url = URL.parse(target);
  return url && /^https?:$/.test(url.protocol) ? ` at ${url.origin}` : '';
}
