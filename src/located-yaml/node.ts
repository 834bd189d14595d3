/** Where something stands in a YAML file. */
export interface Place {
  /** As the user names it, relative to the workspace. */
  readonly file: string;
  readonly line: number;
}

/** A YAML value that knows where it stands. Aliases are resolved. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly place: Place;
  /** The value as it was written: `1.10`, `01067`, `0x10`, `no`. Of a quoted text, what is between the quotes. */
  readonly text: string;
  /** The value as YAML's core schema has it: 1.1, 1067, 16, "no". */
  readonly value: string | number | boolean | null;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly place: Place;
  readonly items: readonly YamlNode[];
}

export interface MappingNode {
  readonly kind: 'mapping';
  readonly place: Place;
  readonly entries: readonly MappingEntry[];
}

export interface MappingEntry {
  readonly key: string;
  /** That of the key. */
  readonly place: Place;
  readonly value: YamlNode;
}

/** A mistake in a YAML file. */
export interface Problem {
  readonly place: Place;
  /** A phrase, without a period at its end. */
  readonly reason: string;
}

/** The value with each scalar as the text that was written; nothing stays null. */
export function writtenValue(node: YamlNode): unknown {
  return plainValue(node, ({ text, value }) => (value === null ? null : text));
}

/** The value in lists and objects, each scalar as it is made of its node. */
export function plainValue(node: YamlNode, scalar: (node: ScalarNode) => unknown): unknown {
  switch (node.kind) {
    case 'scalar':
      return scalar(node);
    case 'sequence':
      return node.items.map((item) => plainValue(item, scalar));
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value, scalar)]));
  }
}

export function entryOf({ entries }: MappingNode, key: string): MappingEntry | undefined {
  return entries.find((entry) => entry.key === key);
}

/** Where the part of a value stands that `path` leads to, or the nearest one around it. */
export function placeOf(node: YamlNode, path: readonly string[], outer: Place = node.place): Place {
  const [first, ...rest] = path;
  if (first === undefined || node.kind !== 'mapping') return outer;
  const entry = entryOf(node, first);
  return entry ? placeOf(entry.value, rest, entry.place) : outer;
}

/** "webapp.yml:12" */
export function shownPlace({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** More mistakes than these are one mistake, made again and again. */
const maxProblems = 50;

/** The lines of a message that lists mistakes, by file and line. */
export function problemList(problems: readonly Problem[]): string {
  const lines = problems
    .toSorted((a, b) => (a.place.file === b.place.file ? a.place.line - b.place.line : 0))
    .map(({ place, reason }) => `  - ${shownPlace(place)}: ${reason}${/[.?!]$/.test(reason) ? '' : '.'}`);
  const left = lines.length - maxProblems;
  return [...lines.slice(0, maxProblems), ...(left > 0 ? [`  - and ${left} more.`] : [])].join('\n');
}
