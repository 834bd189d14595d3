import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { type Node, parse } from 'acorn';

/** A regular expression that stands in a source, or one that is made while the program runs. */
export type Found =
  | { readonly kind: 'literal'; readonly place: string; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'made'; readonly place: string };

/** All regular expressions below a folder. */
export function regularExpressions(folder: string): readonly Found[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('tooling/'))
    .toSorted()
    .flatMap((path) => expressionsIn(path, readFileSync(join(folder, path), 'utf8')));
}

export function expressionsIn(path: string, text: string): readonly Found[] {
  const program = parse(stripTypeScriptTypes(text), { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  return [...nodesOf(program)].flatMap((node) => found(path, node));
}

interface Syntax extends Node {
  readonly regex?: { readonly pattern: string; readonly flags: string };
  readonly callee?: { readonly name?: string };
}

function found(path: string, { type, regex, callee, loc }: Syntax): readonly Found[] {
  const place = `${path}:${loc?.start.line}`;
  if (type === 'Literal' && regex) return [{ kind: 'literal', place, ...regex }];
  return callee?.name === 'RegExp' ? [{ kind: 'made', place }] : [];
}

function* nodesOf(value: unknown): Generator<Syntax> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const [name, child] of Object.entries(value)) if (name !== 'loc') yield* nodesOf(child);
}

function isNode(value: object): value is Syntax {
  return 'type' in value && 'loc' in value;
}
