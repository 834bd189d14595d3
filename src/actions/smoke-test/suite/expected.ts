import { entryOf, type MappingNode, type YamlNode } from '../../../located-yaml/node.ts';
import type { Matcher } from '../expect/matcher.ts';
import { flag, integer, json, list, number, object, optional, ruled, type Shape, text } from './shape/index.ts';
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

const matcherKeys = {
  equals: optional(json('Exactly this JSON value.')),
  matches: optional(regularExpression),
  contains: optional(json('A text with this text in it, a list with this item, or an object with these members.')),
  'not-contains': optional(json('The opposite of `contains`.')),
  exists: optional(flag('Whether there is a value at all.')),
  length: optional(integer({ min: 0, max: Number.MAX_SAFE_INTEGER }, 'Number of characters, items or members.')),
  'one-of': optional(list(json('A value.'), 'Any of these values.')),
  'at-least': optional(number('Smallest number.')),
  'at-most': optional(number('Largest number.')),
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
    const equals = entryOf(node, 'equals');
    return read && equals ? { value: { ...read.value, equals: textOrValue(equals.value) } } : read;
  },
};

function isOfConditions(node: YamlNode): node is MappingNode {
  return node.kind === 'mapping' && node.entries.length > 0 && node.entries.every(({ key }) => key in matcherKeys);
}

function textOrValue(node: YamlNode): unknown {
  return node.kind === 'scalar' && node.value !== null ? node.text : typedValue(node);
}
