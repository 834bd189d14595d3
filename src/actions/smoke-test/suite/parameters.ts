import type { ScalarNode, YamlNode } from '../../../located-yaml/node.ts';

/** A part of a fragment with the values of its parameters put in; what stands there alone keeps its type. */
export function withParameters(node: YamlNode, parameters: ReadonlyMap<string, ScalarNode>): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return scalarWith(node, parameters);
    case 'sequence':
      return { ...node, items: node.items.map((item) => withParameters(item, parameters)) };
    case 'mapping':
      return {
        ...node,
        entries: node.entries.map(({ key, place, value }) => ({
          key: textWith(key, parameters),
          place,
          value: withParameters(value, parameters),
        })),
      };
  }
}

function scalarWith(node: ScalarNode, parameters: ReadonlyMap<string, ScalarNode>): ScalarNode {
  const [, whole = ''] = /^\$\{(\w+)\}$/.exec(node.text) ?? [];
  const parameter = parameters.get(whole);
  if (parameter) return { ...parameter, place: node.place };
  const text = textWith(node.text, parameters);
  return text === node.text ? node : { ...node, text, value: text };
}

function textWith(text: string, parameters: ReadonlyMap<string, ScalarNode>): string {
  return text.replace(/\$\{(\w+)\}/g, (written, name: string) => parameters.get(name)?.text ?? written);
}

/** The number of values in a part of a suite. */
export function countedNodes(node: YamlNode): number {
  switch (node.kind) {
    case 'scalar':
      return 1;
    case 'sequence':
      return node.items.reduce((sum, item) => sum + countedNodes(item), 1);
    case 'mapping':
      return node.entries.reduce((sum, { value }) => sum + countedNodes(value), 1);
  }
}
