import { nearest } from '../../../../located-yaml/nearest.ts';
import { all, type Shape, type ValueOf, wrong } from './shape.ts';

/** An optional key. */
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
      if (node.kind !== 'mapping') return wrong(node, problems, `an object with ${Object.keys(keys).join(', ')}`);
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
