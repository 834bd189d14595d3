import { isNumber } from '../../../domain/exact-number.ts';
import { isSecretName } from '../../../domain/secret/secret-name.ts';
import { mark } from '../../../domain/secret/secret-shape.ts';
import type { ProbeResponse } from '../../../http/probe.ts';
import { hiddenVariable, substituted, type Variables } from '../variables.ts';
import { maxShownLength, shortened, shortJson } from './finding.ts';
import type { Hiding } from './hiding.ts';
import { kindAndSize, typeAndSize } from './kind-and-size.ts';
import { bodyText, jsonBody } from './response-body.ts';

/** How much of a response, and of values captured from earlier ones, is shown in logs and summaries. Nothing of it holds a secret. */
export interface Disclosure {
  /** The variables that are shown with their values; the others stay `${NAME}`. */
  readonly variables: Variables;
  readonly hiding: Hiding;
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

/** The values of variables, and what must not be seen of them. */
export interface Known {
  readonly variables: Variables;
  /** Names of the variables that come from responses. */
  readonly captured: ReadonlySet<string>;
  /** Of these, those that were taken from a member `id`: a number there names a record, and nobody. */
  readonly identifiers: ReadonlySet<string>;
  /** Names of the variables that are secrets, however short their values are. */
  readonly secrets: ReadonlySet<string>;
  readonly hiding: Hiding;
}

/** All is shown as it came, but secrets: for data that was made up. */
export function open({ variables, secrets, hiding }: Omit<Known, 'captured' | 'identifiers'>): Disclosure {
  const shown = withoutSecrets(variables, secrets, hiding);
  return {
    variables: shown,
    hiding,
    address: (template) => hiding.text(substituted(template, shown)),
    value: (actual) => shownJson(actual, hiding),
    header: (name, actual, wanted) =>
      isSecretName(name) ? kindAndSize(actual, wanted) : shortJson(actual && hiding.text(actual)),
    redirect: (target) => shortJson(target && hiding.address(target)),
    body: (response) => [typeAndSize(response), shownBody(response, hiding)].filter((part) => part !== '').join(': '),
    sha256: (actual) => actual,
  };
}

/**
 * Responses may hold what only a patient and a physician should read: of their values only kind and size are shown. Of
 * captured variables the number of a record is shown in a path, and what was drawn at random, so that it can be found.
 */
export function discreet({ variables, captured, identifiers, secrets, hiding }: Known): Disclosure {
  const shown = withoutSecrets(variables, secrets, hiding);
  const own = new Map([...shown].filter(([name]) => !captured.has(name)));
  const inPaths = new Map(
    [...shown].filter(
      ([name, value]) => own.has(name) || isRandom(value) || (identifiers.has(name) && isWholeNumber(value)),
    ),
  );
  return {
    variables: own,
    hiding,
    address: (template) => {
      const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(template) ?? [];
      return hiding.text(substituted(path, inPaths) + substituted(rest, own));
    },
    value: kindAndSize,
    header: (name, actual, wanted) =>
      isOfServing.test(name) ? shortJson(actual && hiding.text(actual)) : kindAndSize(actual, wanted),
    redirect: (target) => (target === undefined ? 'nothing' : `another address${place(target)}`),
    body: typeAndSize,
    sha256: () => 'another one',
  };
}

function withoutSecrets(variables: Variables, secrets: ReadonlySet<string>, hiding: Hiding): Variables {
  return new Map(
    [...variables].map(([name, value]) => [name, secrets.has(name) ? mark : hiddenVariable(value, hiding)]),
  );
}

/** More of a value than can be shown. */
const maxScalars = 400;

function shownJson(actual: unknown, hiding: Hiding): string {
  if (actual === undefined) return 'nothing';
  if (typeof actual === 'string')
    return shortened(JSON.stringify(hiding.beginning(actual, maxShownLength)), actual.length);
  const { value, isCut } = hiding.beginningOfJson(actual, maxScalars);
  return isCut ? shortened(JSON.stringify(value), JSON.stringify(actual).length) : shortJson(value);
}

/** JSON as the value that it is: its texts may be written in many ways. */
function shownBody(response: ProbeResponse, hiding: Hiding): string {
  const json = response.body.length <= maxJsonBytes ? jsonBody(response) : undefined;
  if (typeof json === 'object' && json !== null) return shownJson(json, hiding);
  const text = bodyText(response);
  return shortened(hiding.beginning(text, maxShownLength), text.length);
}

const maxJsonBytes = 1024 * 1024;

/** Headers about delivery; others may be about the content, and about a person. */
const isOfServing =
  /^(cache-control|content-(type|encoding|language|length|security-policy)|vary|age|expires|retry-after|allow|server|x-cache|strict-transport-security|access-control-.*|cross-origin-.*|x-frame-options|x-content-type-options|referrer-policy|permissions-policy)$/i;

/** Digits as databases count records; more of them may be the number of a person. */
function isWholeNumber(value: unknown): boolean {
  const text = isNumber(value) ? (typeof value === 'number' ? String(value) : value.text) : value;
  return typeof text === 'string' && /^\d{1,20}$/.test(text);
}

/** A UUID, a ULID or the id of a MongoDB document: no person has such a name or number. */
function isRandom(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{24})$/i.test(value)
  );
}

function place(target: string): string {
  const url = URL.parse(target);
  return url && /^https?:$/.test(url.protocol) ? ` at ${url.origin}` : '';
}
