import { data } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { type Json, toExpressionData } from './json.ts';

/** The contexts and functions that an expression may use at its place. */
export interface Scope {
  readonly contexts: data.Dictionary;
  readonly functions: readonly FunctionDefinition[];
}

/** The contexts of https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
export const contextNames = [
  'github',
  'env',
  'vars',
  'job',
  'jobs',
  'steps',
  'runner',
  'secrets',
  'strategy',
  'matrix',
  'needs',
  'inputs',
] as const;

export type Contexts = Readonly<Partial<Record<(typeof contextNames)[number], Json>>>;

/** A scope of these contexts; those left out are null, as on GitHub. Which are allowed where, the schema has checked. */
export function createScope(contexts: Contexts, functions: readonly FunctionDefinition[] = []): Scope {
  const pairs = contextNames.map((key) => ({ key, value: toExpressionData(contexts[key] ?? null) }));
  return { contexts: new data.Dictionary(...pairs), functions };
}
