import type { JsonSchema } from '../../../../contract/field.ts';
import type { Shape } from './shape.ts';

/** One of several objects; each has a key of its own. */
export function variants<T>(
  options: readonly { readonly keys: readonly string[]; readonly shape: Shape<T> }[],
  description: string,
): Shape<T> {
  const known = options.flatMap(({ keys }) => keys);
  return {
    schema: { anyOf: options.map(exactlyOneKey), description },
    read(node, problems) {
      const given =
        node.kind === 'mapping' ? node.entries.map(({ key }) => key).filter((key) => known.includes(key)) : [];
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
      node.kind === 'mapping' ? structured.read(node, problems) : simple.read(node, problems),
  };
}
