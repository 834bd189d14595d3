import { compareNumbers, type ExactNumber, isNumber } from '../../../domain/exact-number.ts';
import { isJsonObject } from '../../../domain/json.ts';
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
  readonly 'at-least'?: number | ExactNumber | undefined;
  readonly 'at-most'?: number | ExactNumber | undefined;
}

/** What was expected of a value but does not hold. */
export interface Mismatch {
  /** As a phrase. */
  readonly expected: string;
  /** Whether nobody knows if it holds. */
  readonly inconclusive: boolean;
}

/** Undefined when all is well. A missing value is undefined. `shown` is the matcher as it may be read. */
export function mismatch(matcher: Matcher, actual: unknown, shown = matcher): Mismatch | undefined {
  const broken = rules.flatMap(([name, holds]) => {
    const held = name in matcher ? holds(matcher, actual) : true;
    if (held === true) return [];
    return [{ held, expected: `${phrase(name, shown[name])}${held === false ? '' : ` (${held})`}` }];
  });
  if (broken.length === 0) return undefined;
  return {
    expected: broken.map(({ expected }) => expected).join(' and '),
    inconclusive: broken.every(({ held }) => held !== false),
  };
}

/** Whether a rule holds, or why nobody knows. */
type Holds = (matcher: Matcher, actual: unknown) => boolean | string;

const rules: readonly (readonly [keyof Matcher, Holds])[] = [
  ['exists', ({ exists }, actual) => (actual !== undefined) === exists],
  ['equals', ({ equals }, actual) => sameJson(equals, actual)],
  ['matches', ({ matches = '' }, actual) => isScalar(actual) && isFound(matches, textOf(actual))],
  ['contains', ({ contains }, actual) => holds(actual, contains)],
  ['not-contains', (matcher, actual) => actual !== undefined && !holds(actual, matcher['not-contains'])],
  ['length', ({ length }, actual) => lengthOf(actual) === length],
  ['one-of', (matcher, actual) => (matcher['one-of'] ?? []).some((value) => sameJson(value, actual))],
  ['at-least', (matcher, actual) => order(actual, matcher['at-least']) >= 0],
  ['at-most', (matcher, actual) => order(actual, matcher['at-most']) <= 0],
];

function isFound(pattern: string, text: string): boolean | string {
  const search = searched(pattern, text);
  return search.kind === 'problem' ? search.reason : search.kind === 'match';
}

/** How two numbers stand to each other; NaN, which no condition holds for, where one is none. */
function order(a: unknown, b: unknown): number {
  return isNumber(a) && isNumber(b) ? compareNumbers(a, b) : Number.NaN;
}

/** Whether two values are the same JSON: numbers by what they mean, members in any order. */
function sameJson(a: unknown, b: unknown): boolean {
  if (isNumber(a) || isNumber(b)) return order(a, b) === 0;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => sameJson(item, b[at]));
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
  );
}

/** Texts hold texts; lists hold items; objects hold objects whose named parts are equal. */
function holds(actual: unknown, part: unknown): boolean {
  if (typeof actual === 'string') return isScalar(part) && actual.includes(textOf(part));
  if (Array.isArray(actual)) return actual.some((item) => sameJson(item, part) || partOf(item, part));
  return partOf(actual, part);
}

function partOf(actual: unknown, part: unknown): boolean {
  if (!isJsonObject(actual) || !isJsonObject(part) || isNumber(actual) || isNumber(part)) return false;
  return Object.entries(part).every(([name, value]) => Object.hasOwn(actual, name) && sameJson(actual[name], value));
}

type JsonScalar = string | number | boolean | ExactNumber;

function isScalar(value: unknown): value is JsonScalar {
  return typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
}

function textOf(value: JsonScalar): string {
  return typeof value === 'object' ? value.text : String(value);
}

function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isJsonObject(value) && !isNumber(value) ? Object.keys(value).length : undefined;
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
      return `${shortJson(wanted)} or more`;
    case 'at-most':
      return `${shortJson(wanted)} or less`;
  }
}
