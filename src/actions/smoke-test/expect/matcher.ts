import { holds, isScalar, lengthOf, order, sameJson, textOf } from './comparison.ts';
import type { Condition, Matcher } from './condition.ts';
import { instantOf, writtenInstant } from './instant.ts';
import { isOfFormat, isOfType } from './json-type.ts';
import { searched } from './pattern.ts';
import { phrase } from './phrase.ts';

export type { Matcher } from './condition.ts';

/** What was expected of a value but does not hold. */
export interface Mismatch {
  /** As a phrase. */
  readonly expected: string;
  /** Whether nobody knows if it holds. */
  readonly inconclusive: boolean;
}

/** Undefined when all is well. A missing value is undefined. `shown` is the matcher as it may be read. */
export function mismatch(matcher: Matcher, actual: unknown, shown = matcher): Mismatch | undefined {
  const broken = heldBy(matcher, actual).filter(({ held }) => held !== true);
  if (broken.length === 0) return undefined;
  const told = broken.map(({ name, held }) => `${phrase(name, shown[name])}${held === false ? '' : ` (${held})`}`);
  return { expected: told.join(' and '), inconclusive: broken.every(({ held }) => held !== false) };
}

/** Whether a condition holds, or why nobody knows. */
type Held = boolean | string;

function heldBy(matcher: Matcher, actual: unknown): readonly { readonly name: Condition; readonly held: Held }[] {
  return rules.flatMap(([name, holdsFor]) => (name in matcher ? [{ name, held: holdsFor(matcher, actual) }] : []));
}

/** Whether all conditions hold together. */
function allHeld(matcher: Matcher, actual: unknown): Held {
  return together(heldBy(matcher, actual).map(({ held }) => held));
}

/** False where one is, whatever is unknown of the others. */
function together(all: readonly Held[]): Held {
  if (all.includes(false)) return false;
  return all.find((held) => held !== true) ?? true;
}

/** True where one is, whatever is unknown of the others. */
function anyOf(all: readonly Held[]): Held {
  if (all.includes(true)) return true;
  return all.find((held) => held !== false) ?? false;
}

type Rule = readonly [Condition, (matcher: Matcher, actual: unknown) => Held];

const rules: readonly Rule[] = [
  ['exists', ({ exists }, actual) => (actual !== undefined) === exists],
  ['equals', ({ equals }, actual) => sameJson(equals, actual)],
  ['not-equals', (matcher, actual) => actual !== undefined && !sameJson(matcher['not-equals'], actual)],
  ['matches', ({ matches = '' }, actual) => isScalar(actual) && isFound(matches, textOf(actual))],
  ['not-matches', (matcher, actual) => isScalar(actual) && not(isFound(matcher['not-matches'] ?? '', textOf(actual)))],
  ['starts-with', (matcher, actual) => typeof actual === 'string' && actual.startsWith(matcher['starts-with'] ?? '')],
  ['ends-with', (matcher, actual) => typeof actual === 'string' && actual.endsWith(matcher['ends-with'] ?? '')],
  ['contains', ({ contains }, actual) => holds(actual, contains)],
  ['not-contains', (matcher, actual) => actual !== undefined && !holds(actual, matcher['not-contains'])],
  ['type', ({ type = [] }, actual) => type.some((name) => isOfType(actual, name))],
  ['format', ({ format }, actual) => format !== undefined && isOfFormat(actual, format)],
  ['length', ({ length }, actual) => ofLength(length, lengthOf(actual))],
  ['one-of', (matcher, actual) => (matcher['one-of'] ?? []).some((value) => sameJson(value, actual))],
  ['at-least', (matcher, actual) => order(actual, matcher['at-least']) >= 0],
  ['at-most', (matcher, actual) => order(actual, matcher['at-most']) <= 0],
  ['more-than', (matcher, actual) => order(actual, matcher['more-than']) > 0],
  ['less-than', (matcher, actual) => order(actual, matcher['less-than']) < 0],
  ['before', ({ before = '' }, actual) => compared(actual, before, (one, other) => one < other)],
  ['after', ({ after = '' }, actual) => compared(actual, after, (one, other) => one > other)],
  ['within', ({ within }, actual) => isWithin(within, actual)],
  ['every', ({ every = {} }, actual) => Array.isArray(actual) && together(actual.map((item) => allHeld(every, item)))],
  ['any', (matcher, actual) => Array.isArray(actual) && anyOf(actual.map((item) => allHeld(matcher.any ?? {}, item)))],
];

function isFound(pattern: string, text: string): Held {
  const search = searched(pattern, text);
  return search.kind === 'problem' ? search.reason : search.kind === 'match';
}

function not(held: Held): Held {
  return typeof held === 'string' ? held : !held;
}

function ofLength(wanted: Matcher['length'], length: number | undefined): Held {
  return typeof wanted === 'object' ? allHeld(wanted, length) : length === wanted;
}

function isWithin(within: Matcher['within'], actual: unknown): Held {
  if (within === undefined) return false;
  return compared(actual, within.of, (one, other) => Math.abs(one - other) <= within.seconds * 1_000);
}

/** What is compared with may come from a response; nobody knows how a date stands to what is none. */
function compared(actual: unknown, written: string, holdsFor: (one: number, other: number) => boolean): Held {
  const [one, other] = [instantOf(actual), writtenInstant(written)];
  if (other === undefined) return 'that is no date to compare with';
  return one !== undefined && holdsFor(one, other);
}
