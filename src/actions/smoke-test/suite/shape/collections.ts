import { all, type Shape, wrong } from './shape.ts';

export function list<T>(item: Shape<T>, description: string): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema, description },
    read(node, problems) {
      if (node.kind !== 'sequence') return wrong(node, problems, 'a list');
      return all(node.items.map((child) => item.read(child, problems)));
    },
  };
}

/** A single item, or a list of them. */
export function oneOrMore<T>(item: Shape<T>, description: string): Shape<readonly T[]> {
  const many = list(item, description);
  return {
    schema: { anyOf: [item.schema, { type: 'array', items: item.schema }], description },
    read: (node, problems) => (node.kind === 'sequence' ? many.read(node, problems) : all([item.read(node, problems)])),
  };
}

/** Values by names of the author's choice. */
export function record<T>(item: Shape<T>, description: string, key?: RegExp): Shape<Readonly<Record<string, T>>> {
  const names = key ? { propertyNames: { pattern: key.source } } : {};
  return {
    schema: { type: 'object', additionalProperties: item.schema, ...names, description },
    read(node, problems) {
      if (node.kind !== 'mapping') return wrong(node, problems, 'names with values');
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
