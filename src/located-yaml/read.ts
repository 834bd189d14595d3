import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  visit,
} from 'yaml';
import type { MappingEntry, Place, Problem, YamlNode } from './node.ts';

/** A text that is no YAML for us. */
export interface YamlProblem extends Problem {
  readonly column: number;
  /** What to do about it. */
  readonly next: string;
}

/** Files that people write are far below these limits; a file beyond them would take long, or not end. */
const limits = { characters: 512 * 1024, tokens: 200_000, depth: 100, values: 100_000 } as const;

/** Reads a YAML text, or returns why it cannot be read. */
export function readYaml(file: string, source: string): YamlNode | YamlProblem {
  const lines = new LineCounter();
  const positionAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { place: { file, line }, column: col };
  };
  try {
    const document = composed(source, lines);
    return located(document, (offset) => positionAt(offset).place);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const position = positionAt(error.offset);
    return { ...position, reason: error.message, next: nextStep(source, position.place.line) };
  }
}

class Unreadable extends Error {
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

function nextStep(source: string, line: number): string {
  return source.split('\n', line)[line - 1]?.includes('${')
    ? 'Correct that line. Between braces or brackets, a value with ${…} has to be quoted.'
    : 'Correct that line.';
}

/** The document of a text. Its depth is known before it is composed, as composing recurses. */
function composed(source: string, lines: LineCounter): Document {
  if (source.length > limits.characters) throw new Unreadable(0, `it has more than ${limits.characters} characters`);
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({ uniqueKeys: false });
  const documents: Document[] = [];
  let tokens = 0;
  for (const lexeme of new Lexer().lex(source)) {
    tokens += 1;
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    if (parser.stack.length > limits.depth) throw tooDeep(parser.offset);
    if (tokens > limits.tokens) throw new Unreadable(parser.offset, `it has more than ${limits.tokens} tokens`);
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, source.length));
  const [document, second] = documents;
  const error = document?.errors[0];
  if (error) throw new Unreadable(error.pos[0], error.message.replace(/\.$/, ''));
  if (second) throw new Unreadable(second.range?.[0] ?? 0, 'it holds several documents');
  if (!document) throw new Error('The composer made no document.');
  return document;
}

function tooDeep(offset: number): Unreadable {
  return new Unreadable(offset, `it is nested deeper than ${limits.depth} levels`);
}

/** The values with their places; aliases are what they stand for, so a short text may unfold to many. */
function located(document: Document, placeAt: (offset: number) => Place): YamlNode {
  const targets = aliasTargets(document);
  let values = 0;
  const locate = (node: Node | null | undefined, near: number, depth: number): YamlNode => {
    const offset = node?.range?.[0] ?? near;
    const place = placeAt(offset);
    values += 1;
    if (depth > limits.depth) throw tooDeep(offset);
    if (values > limits.values) throw new Unreadable(offset, `its aliases unfold to more than ${limits.values} values`);
    if (isAlias(node)) return locate(targets.get(node), offset, depth + 1);
    if (isSeq<Node>(node))
      return { kind: 'sequence', place, items: node.items.map((item) => locate(item, offset, depth + 1)) };
    if (!isMap<Node | null, Node | null>(node)) return { kind: 'scalar', place, ...scalarOf(node) };
    const keys = new Set<string>();
    const entries = node.items.map(({ key, value }): MappingEntry => {
      const keyOffset = key?.range?.[0] ?? offset;
      const name = keyText(isAlias(key) ? targets.get(key) : key, keyOffset);
      if (keys.has(name)) throw new Unreadable(keyOffset, `Map keys must be unique, but "${name}" is there twice`);
      keys.add(name);
      return { key: name, place: placeAt(keyOffset), value: locate(value, keyOffset, depth + 1) };
    });
    return { kind: 'mapping', place, entries };
  };
  return locate(document.contents, 0, 0);
}

/** What each alias stands for: the last anchor of its name before it. */
function aliasTargets(document: Document): ReadonlyMap<Node, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (!target) throw new Unreadable(node.range?.[0] ?? 0, `no anchor &${node.source} stands above the alias`);
      targets.set(node, target);
    },
  });
  return targets;
}

function keyText(key: Node | null | undefined, offset: number): string {
  if (key === null || key === undefined) return '';
  if (!isScalar(key)) throw new Unreadable(offset, 'a key must be a text');
  return scalarOf(key).text;
}

function scalarOf(node: Node | null | undefined) {
  if (!isScalar(node)) return { text: '', value: null };
  const { value, source } = node;
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return { text: source ?? String(known ?? ''), value: known };
}
