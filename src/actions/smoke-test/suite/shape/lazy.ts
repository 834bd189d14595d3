import type { Shape } from './shape.ts';

/** A shape that holds itself: the schema names it, as it stands below `$defs`. */
export function lazy<T>(name: string, shape: () => Shape<T>): Shape<T> {
  return {
    schema: { $ref: `#/$defs/${name}` },
    read: (node, problems) => shape().read(node, problems),
  };
}
