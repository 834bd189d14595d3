import { isJsonObject } from '../../../domain/json.ts';
import { canonicalJson } from '../../../domain/plan.ts';
import { shortJson } from './finding.ts';
import { searched } from './pattern.ts';

/** Conditions on a value; all of them must hold. */
export interface Matcher {
  readonly equals?: unknown;
  readonly matches?: string | undefined;
  readonly contains?: unknown;
  readonly 'not-contains'?: unknown;
  readonly exists?: boolean | undefined;
  readonly length?: number | undefined;
  readonly 'one-of'?: readonly unknown[] | undefined;
  readonly 'at-least'?: number | undefined;
  readonly 'at-most'?: number | undefined;
}

/**
 * What was expected of a value but does not hold, as a phrase; undefined when all is well. A missing value is undefined.
 * `shown` is the matcher as it may be read.
 */
export function mismatch(matcher: Matcher, actual: unknown, shown = matcher): string | undefined {
  const broken = rules.flatMap(([name, holds]) => {
    const held = name in matcher ? holds(matcher, actual) : true;
    if (held === true) return [];
    return [`${phrase(name, shown[name])}${held === false ? '' : ` (${held})`}`];
  });
  return broken.length === 0 ? undefined : broken.join(' and ');
}

/** Whether a rule holds, or why nobody knows. */
type Holds = (matcher: Matcher, actual: unknown) => boolean | string;

const rules: readonly (readonly [keyof Matcher, Holds])[] = [
  ['exists', ({ exists }, actual) => (actual !== undefined) === exists],
  ['equals', ({ equals }, actual) => sameJson(equals, actual)],
  ['matches', ({ matches = '' }, actual) => isText(actual) && isFound(matches, String(actual))],
  ['contains', ({ contains }, actual) => holds(actual, contains)],
  ['not-contains', (matcher, actual) => actual !== undefined && !holds(actual, matcher['not-contains'])],
  ['length', ({ length }, actual) => lengthOf(actual) === length],
  ['one-of', (matcher, actual) => (matcher['one-of'] ?? []).some((value) => sameJson(value, actual))],
  ['at-least', (matcher, actual) => typeof actual === 'number' && actual >= Number(matcher['at-least'])],
  ['at-most', (matcher, actual) => typeof actual === 'number' && actual <= Number(matcher['at-most'])],
];

function isFound(pattern: string, text: string): boolean | string {
  const search = searched(pattern, text);
  return search.kind === 'problem' ? search.reason : search.kind === 'match';
}

function sameJson(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** Texts hold texts; lists hold items; objects hold objects whose named parts are equal. */
function holds(actual: unknown, part: unknown): boolean {
  if (typeof actual === 'string') return actual.includes(String(part));
  if (Array.isArray(actual)) return actual.some((item) => sameJson(item, part) || partOf(item, part));
  return partOf(actual, part);
}

function partOf(actual: unknown, part: unknown): boolean {
  if (!isJsonObject(actual) || !isJsonObject(part)) return false;
  return Object.entries(part).every(([name, value]) => sameJson(actual[name], value));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : undefined;
}

function phrase(name: keyof Matcher, wanted: unknown): string {
  switch (name) {
    case 'exists':
      return wanted ? 'a value' : 'no value';
    case 'equals':
      return shortJson(wanted);
    case 'matches':
      return `something like /${String(wanted)}/`;
    case 'contains':
      return `something with ${shortJson(wanted)} in it`;
    case 'not-contains':
      return `something without ${shortJson(wanted)} in it`;
    case 'length':
      return `${String(wanted)} items or characters`;
    case 'one-of':
      return `one of ${shortJson(wanted)}`;
    case 'at-least':
      return `${String(wanted)} or more`;
    case 'at-most':
      return `${String(wanted)} or less`;
  }
}
