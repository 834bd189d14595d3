import { type ExactNumber, isNumber } from '../../../../domain/exact-number.ts';
import type { ScalarNode } from '../../../../located-yaml/node.ts';
import { typedScalar, typedValue } from '../typed-value.ts';
import { type Shape, wrong } from './shape.ts';

/** A text; numbers and booleans are taken as they are written. */
export function text(description: string, pattern?: RegExp): Shape<string> {
  const schema = { type: ['string', 'number', 'boolean'], description };
  return {
    schema: pattern ? { type: 'string', pattern: pattern.source, description } : schema,
    read(node, problems) {
      if (node.kind !== 'scalar' || node.value === null) return wrong(node, problems, 'a text');
      if (pattern && !pattern.test(node.text)) return wrong(node, problems, `a text like ${pattern.source}`);
      return { value: node.text };
    },
  };
}

/** A number, exactly as it is written. */
export function number(description: string): Shape<number | ExactNumber> {
  return {
    schema: { type: 'number', description },
    read(node, problems) {
      const value = node.kind === 'scalar' ? typedScalar(node) : undefined;
      return isNumber(value) ? { value } : wrong(node, problems, 'a number');
    },
  };
}

/** A text, a number, true or false: the typed value, and how it was written. */
export type Scalar = Pick<ScalarNode, 'text'> & { readonly value: string | number | boolean };

export function scalar(description: string): Shape<Scalar> {
  return {
    schema: { type: ['string', 'number', 'boolean'], description },
    read(node, problems) {
      if (node.kind !== 'scalar' || node.value === null)
        return wrong(node, problems, 'a text, a number, true or false');
      return { value: { text: node.text, value: node.value } };
    },
  };
}

export function integer(bounds: { readonly min: number; readonly max: number }, description: string): Shape<number> {
  return {
    schema: { type: 'integer', minimum: bounds.min, maximum: bounds.max, description },
    read(node, problems) {
      const value = node.kind === 'scalar' && /^-?\d+$/.test(node.text) ? Number(node.text) : Number.NaN;
      if (value >= bounds.min && value <= bounds.max) return { value };
      return wrong(node, problems, `a whole number from ${bounds.min} to ${bounds.max}`);
    },
  };
}

export function flag(description: string): Shape<boolean> {
  return {
    schema: { type: 'boolean', description },
    read(node, problems) {
      if (node.kind === 'scalar' && /^(true|True|TRUE)$/.test(node.text)) return { value: true };
      if (node.kind === 'scalar' && /^(false|False|FALSE)$/.test(node.text)) return { value: false };
      return wrong(node, problems, 'true or false');
    },
  };
}

/** One of a few words. */
export function choiceOf<const O extends readonly string[]>(words: O, description: string): Shape<O[number]> {
  return {
    schema: { enum: words, description },
    read(node, problems) {
      const word = words.find((option) => node.kind === 'scalar' && option === node.text);
      return word === undefined ? wrong(node, problems, `one of ${words.join(', ')}`) : { value: word };
    },
  };
}

/** Any JSON value, with the types of YAML's core schema. */
export function json(description: string): Shape<unknown> {
  return { schema: { description }, read: (node) => ({ value: typedValue(node) }) };
}
