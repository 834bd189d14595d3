import { entryOf, type MappingNode, type YamlNode } from '../../../located-yaml/node.ts';
import { formats, jsonTypes } from '../expect/json-type.ts';
import type { Matcher } from '../expect/matcher.ts';
import {
  choiceOf,
  either,
  flag,
  integer,
  json,
  lazy,
  list,
  mapped,
  number,
  object,
  oneOrMore,
  optional,
  ruled,
  type Shape,
  text,
} from './shape/index.ts';
import { typedValue } from './typed-value.ts';

export const regularExpression = ruled(text('A JavaScript regular expression.'), (pattern) =>
  isRegularExpression(pattern.replace(/\$\{\w+\}/g, '')) ? undefined : `"${pattern}" is not a regular expression`,
);

function isRegularExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern).source !== '';
  } catch {
    return false;
  }
}

const date = (what: string) => text(`${what} A date, or a text with one: \${NOW}, \${NOW} +30d, 2026-01-31.`);

const within = mapped(
  object(
    {
      seconds: integer({ min: 0, max: 1_000_000_000 }, 'Seconds before or after.'),
      of: optional(date('Default: ${NOW}.')),
    },
    'A date so near to another.',
  ),
  ({ seconds, of }) => ({ seconds, of: of ?? '${NOW}' }),
);

const itself = lazy<Matcher>('matcher', () => matcher);
const itselfOrValue = lazy<Matcher>('expected', () => expected);

const matcherKeys = {
  equals: optional(json('Exactly this JSON value.')),
  'not-equals': optional(json('Any other value, but a value.')),
  matches: optional(regularExpression),
  'not-matches': optional(regularExpression),
  'starts-with': optional(text('The beginning of the text.')),
  'ends-with': optional(text('The end of the text.')),
  contains: optional(json('A text with this text in it, a list with this item, or an object with these members.')),
  'not-contains': optional(json('The opposite of `contains`.')),
  exists: optional(flag('Whether there is a value at all.')),
  type: optional(oneOrMore(choiceOf(jsonTypes, 'A type of JSON Schema.'), 'One of these types.')),
  format: optional(choiceOf(formats, 'A format of JSON Schema.')),
  length: optional(
    either(
      integer({ min: 0, max: Number.MAX_SAFE_INTEGER }, 'So many.'),
      itself,
      'Number of characters, items or members, or conditions on it.',
    ),
  ),
  'one-of': optional(list(json('A value.'), 'Any of these values.')),
  'at-least': optional(number('Smallest number.')),
  'at-most': optional(number('Largest number.')),
  'more-than': optional(number('A smaller number.')),
  'less-than': optional(number('A larger number.')),
  before: optional(date('A later date.')),
  after: optional(date('An earlier date.')),
  within: optional(within),
  every: optional(itselfOrValue),
  any: optional(itselfOrValue),
};

export const matcher: Shape<Matcher> = object(matcherKeys, 'Conditions on a value; all of them must hold.');

/** A JSON value to be equal to, or an object of conditions. An object with any other key is a value. */
export const expected: Shape<Matcher> = {
  schema: { description: 'A value, or an object of conditions.', anyOf: [matcher.schema, {}] },
  read: (node, problems) =>
    isOfConditions(node) ? matcher.read(node, problems) : { value: { equals: typedValue(node) } },
};

/** The same for what is a text, such as a header: numbers are compared as they are written. */
export const expectedText: Shape<Matcher> = {
  schema: expected.schema,
  read(node, problems) {
    if (!isOfConditions(node)) return { value: { equals: textOrValue(node) } };
    const read = matcher.read(node, problems);
    return read && { value: { ...read.value, ...writtenValues(node) } };
  },
};

function isOfConditions(node: YamlNode): node is MappingNode {
  return node.kind === 'mapping' && node.entries.length > 0 && node.entries.every(({ key }) => key in matcherKeys);
}

function writtenValues(node: MappingNode): Matcher {
  const written = (['equals', 'not-equals'] as const).flatMap((name) => {
    const entry = entryOf(node, name);
    return entry ? [[name, textOrValue(entry.value)] as const] : [];
  });
  const oneOf = entryOf(node, 'one-of')?.value;
  return {
    ...Object.fromEntries(written),
    ...(oneOf?.kind === 'sequence' ? { 'one-of': oneOf.items.map(textOrValue) } : {}),
  };
}

function textOrValue(node: YamlNode): unknown {
  return node.kind === 'scalar' && node.value !== null ? node.text : typedValue(node);
}
