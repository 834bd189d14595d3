import type { JsonSchema } from '../../../contract/field.ts';
import { type Located, type Problem, plain } from './located.ts';
import { nearest } from './nearest.ts';

/** What a part of a suite looks like: one description for the reader, the TypeScript type and the JSON Schema. */
export interface Shape<T> {
  readonly schema: JsonSchema;
  /** The value, or undefined after adding to `problems` what is wrong with it. */
  read(node: Located, problems: Problem[]): { readonly value: T } | undefined;
}

/** The value that a shape describes. */
export type ValueOf<S> = S extends Shape<infer T> ? T : never;

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

export function list<T>(item: Shape<T>, description: string): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema, description },
    read(node, problems) {
      if (node.kind !== 'list') return wrong(node, problems, 'a list');
      return all(node.items.map((child) => item.read(child, problems)));
    },
  };
}

/** A single item, or a list of them. */
export function oneOrMore<T>(item: Shape<T>, description: string): Shape<readonly T[]> {
  const many = list(item, description);
  return {
    schema: { anyOf: [item.schema, { type: 'array', items: item.schema }], description },
    read: (node, problems) => (node.kind === 'list' ? many.read(node, problems) : all([item.read(node, problems)])),
  };
}

/** Values by names of the author's choice. */
export function record<T>(item: Shape<T>, description: string, key?: RegExp): Shape<Readonly<Record<string, T>>> {
  const names = key ? { propertyNames: { pattern: key.source } } : {};
  return {
    schema: { type: 'object', additionalProperties: item.schema, ...names, description },
    read(node, problems) {
      if (node.kind !== 'map') return wrong(node, problems, 'names with values');
      const values = all(
        node.entries.map((entry) => {
          if (key?.test(entry.key) === false) {
            problems.push({ place: entry.place, reason: `"${entry.key}" is not a name like ${key.source}` });
          }
          const read = item.read(entry.value, problems);
          return read && { value: [entry.key, read.value] as const };
        }),
      );
      return values && { value: Object.fromEntries(values.value) };
    },
  };
}

/** A key that may be left out. */
export interface Optional<T> {
  readonly optional: Shape<T>;
}

export function optional<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape };
}

type Keys = Readonly<Record<string, Shape<unknown> | Optional<unknown>>>;

type ObjectOf<K extends Keys> = {
  readonly [Name in keyof K as K[Name] extends Optional<unknown> ? never : Name]: ValueOf<K[Name]>;
} & {
  readonly [Name in keyof K as K[Name] extends Optional<unknown> ? Name : never]?: K[Name] extends Optional<infer T>
    ? T | undefined
    : never;
};

/** An object with exactly these keys; what it has besides is a mistake, most likely of spelling. */
export function object<const K extends Keys>(keys: K, description: string): Shape<ObjectOf<K>> {
  const required = Object.keys(keys).filter((name) => !isOptional(keys[name]));
  return {
    schema: {
      type: 'object',
      additionalProperties: false,
      ...(required.length > 0 ? { required } : {}),
      properties: Object.fromEntries(Object.entries(keys).map(([name, shape]) => [name, shapeOf(shape).schema])),
      description,
    },
    read(node, problems) {
      if (node.kind !== 'map') return wrong(node, problems, `an object with ${Object.keys(keys).join(', ')}`);
      for (const { key, place } of node.entries) {
        if (!(key in keys)) problems.push({ place, reason: `unknown key "${key}"${nearest(key, Object.keys(keys))}` });
      }
      for (const name of required) {
        if (!node.entries.some(({ key }) => key === name)) {
          problems.push({ place: node.place, reason: `\`${name}\` is missing` });
        }
      }
      const known = node.entries.filter(({ key }) => key in keys);
      const values = known.map(({ key, value }) => {
        const read = shapeOf(keys[key]).read(value, problems);
        return read && { value: [key, read.value] as const };
      });
      const complete = required.every((name) => known.some(({ key }) => key === name));
      const entries = all(values);
      // The keys were read by the shapes that the type is made from.
      return complete && entries ? { value: Object.fromEntries(entries.value) as ObjectOf<K> } : undefined;
    },
  };
}

function isOptional(shape: Keys[string] | undefined): boolean {
  return shape !== undefined && 'optional' in shape;
}

function shapeOf(shape: Keys[string] | undefined): Shape<unknown> {
  if (!shape) throw new Error('There is no shape for a known key.');
  return 'optional' in shape ? shape.optional : shape;
}

/** One of several objects, told apart by a key that only it has. */
export function variants<T>(
  options: readonly { readonly keys: readonly string[]; readonly shape: Shape<T> }[],
  description: string,
): Shape<T> {
  const known = options.flatMap(({ keys }) => keys);
  return {
    schema: { anyOf: options.map(exactlyOneKey), description },
    read(node, problems) {
      const given = node.kind === 'map' ? node.entries.map(({ key }) => key).filter((key) => known.includes(key)) : [];
      const chosen = options.find(({ keys }) => keys.includes(given[0] ?? ''));
      if (given.length === 1 && chosen) return chosen.shape.read(node, problems);
      const found = given.length === 0 ? 'none of them' : given.join(' and ');
      problems.push({ place: node.place, reason: `it needs exactly one of ${known.join(', ')}, but has ${found}` });
      return undefined;
    },
  };
}

function exactlyOneKey({
  keys,
  shape,
}: {
  readonly keys: readonly string[];
  readonly shape: Shape<unknown>;
}): JsonSchema {
  return keys.length === 1 ? shape.schema : { ...shape.schema, oneOf: keys.map((key) => ({ required: [key] })) };
}

/** One shape for scalars and lists, another for objects. */
export function either<A, B>(simple: Shape<A>, structured: Shape<B>, description: string): Shape<A | B> {
  return {
    schema: { anyOf: [simple.schema, structured.schema], description },
    read: (node, problems): { readonly value: A | B } | undefined =>
      node.kind === 'map' ? structured.read(node, problems) : simple.read(node, problems),
  };
}

/** The value as the rest of the action wants it; `node` is where it was read. */
export function mapped<A, B>(shape: Shape<A>, map: (value: A, node: Located) => B): Shape<B> {
  return {
    schema: shape.schema,
    read(node, problems) {
      const read = shape.read(node, problems);
      return read && { value: map(read.value, node) };
    },
  };
}

/** A shape with a rule that the schema cannot tell; `rule` gives the reason why a value breaks it. */
export function ruled<T>(shape: Shape<T>, rule: (value: T) => string | undefined): Shape<T> {
  return {
    schema: shape.schema,
    read(node, problems) {
      const read = shape.read(node, problems);
      const reason = read && rule(read.value);
      if (reason === undefined) return read;
      problems.push({ place: node.place, reason });
      return undefined;
    },
  };
}

function wrong(node: Located, problems: Problem[], expected: string): undefined {
  const got = node.kind === 'scalar' ? JSON.stringify(node.value) : node.kind === 'list' ? 'a list' : 'an object';
  problems.push({ place: node.place, reason: `got ${got}, but it must be ${expected}` });
  return undefined;
}

function all<T>(items: readonly ({ readonly value: T } | undefined)[]): { readonly value: readonly T[] } | undefined {
  const read = items.filter((item) => item !== undefined);
  return read.length === items.length ? { value: read.map(({ value }) => value) } : undefined;
}
