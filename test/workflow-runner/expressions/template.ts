import { InsertExpressionToken } from '@actions/workflow-parser/templates/tokens/insert-expression-token';
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import {
  isBasicExpression,
  isBoolean,
  isMapping,
  isNumber,
  isSequence,
  isString,
} from '@actions/workflow-parser/templates/tokens/type-guards';
import { evaluateExpression } from './evaluate.ts';
import { fromExpressionData, isObject, type Json, toText } from './json.ts';
import type { Scope } from './scope.ts';

/** The value of a token and all below it. */
export function evaluateTemplate(token: TemplateToken, scope: Scope): Json {
  if (isBasicExpression(token)) return fromExpressionData(evaluateExpression(token.expression, scope));
  if (isMapping(token)) return Object.fromEntries(evaluatePairs(token, scope));
  if (isSequence(token)) return [...token].map((item) => evaluateTemplate(item, scope));
  if (isString(token) || isNumber(token) || isBoolean(token)) return token.value;
  return null;
}

function evaluatePairs(mapping: MappingToken, scope: Scope): readonly (readonly [string, Json])[] {
  return [...mapping].flatMap(({ key, value }) => {
    const evaluated = evaluateTemplate(value, scope);
    if (key instanceof InsertExpressionToken) return isObject(evaluated) ? Object.entries(evaluated) : [];
    return [[toText(evaluateTemplate(key, scope)), evaluated] as const];
  });
}

/** The text of a token that must be a scalar. */
export function evaluateText(token: TemplateToken, scope: Scope): string {
  return toText(evaluateTemplate(token, scope));
}

/** The pairs of an `env` or `with` mapping, each as text. */
export function evaluateTexts(mapping: TemplateToken | undefined, scope: Scope): Readonly<Record<string, string>> {
  const value = mapping === undefined ? {} : evaluateTemplate(mapping, scope);
  if (!isObject(value)) throw new Error('A mapping was expected here.');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toText(item)]));
}

/** A number; `fallback` when there is no token. */
export function evaluateNumber(token: TemplateToken | undefined, scope: Scope, fallback: number): number {
  if (token === undefined) return fallback;
  const value = evaluateTemplate(token, scope);
  if (typeof value !== 'number') throw new Error(`A number was expected, not '${toText(value)}'.`);
  return value;
}

/** A boolean; `fallback` when there is no token. */
export function evaluateBoolean(token: TemplateToken | undefined, scope: Scope, fallback = false): boolean {
  if (token === undefined) return fallback;
  const value = evaluateTemplate(token, scope);
  if (typeof value !== 'boolean') throw new Error(`A boolean was expected, not '${toText(value)}'.`);
  return value;
}
