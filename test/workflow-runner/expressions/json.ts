import { data } from '@actions/expressions';

/** What contexts are made of and what expressions give. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A JSON value as the expression engine wants it. */
export function toExpressionData(value: Json): data.ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (isArray(value)) return new data.Array(...value.map(toExpressionData));
  return new data.Dictionary(...Object.entries(value).map(([key, item]) => ({ key, value: toExpressionData(item) })));
}

/** The JSON value of an expression's result. */
export function fromExpressionData(value: data.ExpressionData): Json {
  if (value instanceof data.Array) return value.values().map(fromExpressionData);
  if (value instanceof data.Dictionary) {
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromExpressionData(pair.value)]));
  }
  return value instanceof data.Null ? null : value.value;
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !isArray(value);
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The text of a scalar, as GitHub writes it into a string; throws for a list or an object. */
export function toText(value: Json): string {
  if (isArray(value)) throw new Error('A sequence was not expected here.');
  if (isObject(value)) throw new Error('A mapping was not expected here.');
  return toExpressionData(value).coerceString();
}
