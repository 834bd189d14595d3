import { type ExactNumber, exactNumber, isJsonNumber } from '../../../domain/exact-number.ts';
import { plainValue, type ScalarNode, type YamlNode } from '../../../located-yaml/node.ts';

/** The value as JSON has it, with the types of YAML's core schema; a number that JSON can write is as it was written. */
export function typedValue(node: YamlNode): unknown {
  return plainValue(node, typedScalar);
}

export function typedScalar({ text, value }: Pick<ScalarNode, 'text' | 'value'>): ScalarNode['value'] | ExactNumber {
  return typeof value === 'number' && isJsonNumber(text) ? exactNumber(text) : value;
}
