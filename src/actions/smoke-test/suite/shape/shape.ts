import type { JsonSchema } from '../../../../contract/field.ts';
import type { Problem, YamlNode } from '../../../../located-yaml/node.ts';

/** The form of a part of a suite: one description for the reader, the TypeScript type and the JSON Schema. */
export interface Shape<T> {
  readonly schema: JsonSchema;
  /** The value, or undefined after adding to `problems` what is wrong with it. */
  read(node: YamlNode, problems: Problem[]): { readonly value: T } | undefined;
}

/** The value that a shape describes. */
export type ValueOf<S> = S extends Shape<infer T> ? T : never;

/** The value as the rest of the action wants it; `node` is where it was read. */
export function mapped<A, B>(shape: Shape<A>, map: (value: A, node: YamlNode) => B): Shape<B> {
  return {
    schema: shape.schema,
    read(node, problems) {
      const read = shape.read(node, problems);
      return read && { value: map(read.value, node) };
    },
  };
}

/** A shape with a rule that the schema cannot express; `rule` gives the reason why a value breaks it. */
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

/** Tells what a part of a suite must be instead. */
export function wrong(node: YamlNode, problems: Problem[], expected: string): undefined {
  problems.push({ place: node.place, reason: `got ${shownValue(node)}, but it must be ${expected}` });
  return undefined;
}

function shownValue(node: YamlNode): string {
  if (node.kind === 'sequence') return 'a list';
  if (node.kind === 'mapping') return 'an object';
  if (node.value === null) return 'nothing';
  return typeof node.value === 'string' ? JSON.stringify(node.text) : node.text;
}

/** The values of all parts, or undefined when one of them could not be read. */
export function all<T>(
  items: readonly ({ readonly value: T } | undefined)[],
): { readonly value: readonly T[] } | undefined {
  const read = items.filter((item) => item !== undefined);
  return read.length === items.length ? { value: read.map(({ value }) => value) } : undefined;
}
