import { plain } from '../located.ts';
import { type Shape, wrong } from './shape.ts';

/** A text; numbers and booleans are taken as they are written. */
export function text(description: string, pattern?: RegExp): Shape<string> {
  const schema = { type: ['string', 'number', 'boolean'], description };
  return {
    schema: pattern ? { type: 'string', pattern: pattern.source, description } : schema,
    read(node, problems) {
      if (node.kind !== 'scalar' || node.value === null) return wrong(node, problems, 'a text');
      const value = String(node.value);
      if (pattern && !pattern.test(value)) return wrong(node, problems, `a text like ${pattern.source}`);
      return { value };
    },
  };
}

export function scalar(description: string): Shape<string | number | boolean> {
  return {
    schema: { type: ['string', 'number', 'boolean'], description },
    read(node, problems) {
      if (node.kind !== 'scalar' || node.value === null)
        return wrong(node, problems, 'a text, a number, true or false');
      return { value: node.value };
    },
  };
}

export function integer(bounds: { readonly min: number; readonly max: number }, description: string): Shape<number> {
  return {
    schema: { type: 'integer', minimum: bounds.min, maximum: bounds.max, description },
    read(node, problems) {
      const value = node.kind === 'scalar' ? node.value : undefined;
      if (typeof value === 'number' && Number.isInteger(value) && value >= bounds.min && value <= bounds.max) {
        return { value };
      }
      return wrong(node, problems, `a whole number from ${bounds.min} to ${bounds.max}`);
    },
  };
}

export function flag(description: string): Shape<boolean> {
  return {
    schema: { type: 'boolean', description },
    read(node, problems) {
      if (node.kind === 'scalar' && typeof node.value === 'boolean') return { value: node.value };
      return wrong(node, problems, 'true or false');
    },
  };
}

/** One of a few words. */
export function choiceOf<const O extends readonly string[]>(words: O, description: string): Shape<O[number]> {
  return {
    schema: { enum: words, description },
    read(node, problems) {
      const word = words.find((option) => node.kind === 'scalar' && option === node.value);
      return word === undefined ? wrong(node, problems, `one of ${words.join(', ')}`) : { value: word };
    },
  };
}

/** Any JSON value. */
export function json(description: string): Shape<unknown> {
  return { schema: { description }, read: (node) => ({ value: plain(node) }) };
}
