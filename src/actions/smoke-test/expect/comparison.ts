import { compareNumbers, type ExactNumber, isNumber } from '../../../domain/exact-number.ts';
import { isJsonObject } from '../../../domain/json.ts';

/** How two numbers stand to each other; NaN, which no condition holds for, where one is none. */
export function order(a: unknown, b: unknown): number {
  return isNumber(a) && isNumber(b) ? compareNumbers(a, b) : Number.NaN;
}

/** Whether two values are the same JSON: numbers by what they mean, members in any order. */
export function sameJson(a: unknown, b: unknown): boolean {
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
export function holds(actual: unknown, part: unknown): boolean {
  if (typeof actual === 'string') return isScalar(part) && actual.includes(textOf(part));
  if (Array.isArray(actual)) return actual.some((item) => sameJson(item, part) || partOf(item, part));
  return partOf(actual, part);
}

function partOf(actual: unknown, part: unknown): boolean {
  if (!isJsonObject(actual) || !isJsonObject(part) || isNumber(actual) || isNumber(part)) return false;
  return Object.entries(part).every(([name, value]) => Object.hasOwn(actual, name) && sameJson(actual[name], value));
}

type JsonScalar = string | number | boolean | ExactNumber;

export function isScalar(value: unknown): value is JsonScalar {
  return typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
}

export function textOf(value: JsonScalar): string {
  return typeof value === 'object' ? value.text : String(value);
}

/** Characters, items or members; undefined of anything else. */
export function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isJsonObject(value) && !isNumber(value) ? Object.keys(value).length : undefined;
}
