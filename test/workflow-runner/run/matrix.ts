import { isDeepStrictEqual } from 'node:util';
import { isArray, isObject, type Json, type JsonObject, toText } from '../expressions/json.ts';

const maxCombinations = 256;

/** The combinations of a `strategy.matrix`, in GitHub's order; throws on what is no matrix. */
export function expandMatrix(matrix: Json): readonly JsonObject[] {
  if (!isObject(matrix)) throw new Error('A matrix must be a mapping.');
  const { include = [], exclude = [], ...vectors } = matrix;
  const original = product(vectors).filter((candidate) => !toObjects(exclude).some((rule) => matches(rule, candidate)));
  const combinations = addIncluded(original, toObjects(include), Object.keys(vectors));
  if (combinations.length === 0) throw new Error('The matrix has no combination.');
  if (combinations.length > maxCombinations) {
    throw new Error(`The matrix has ${combinations.length} combinations; GitHub allows ${maxCombinations}.`);
  }
  return combinations;
}

/** What a combination adds to a job's name: `(linux, 24)`. */
export function combinationSuffix(combination: JsonObject): string {
  const values = Object.values(combination).filter((value) => !isArray(value) && !isObject(value));
  return values.length === 0 ? '' : ` (${values.map(toText).join(', ')})`;
}

function product(vectors: JsonObject): readonly JsonObject[] {
  const entries = Object.entries(vectors);
  if (entries.length === 0) return [];
  return entries.reduce<readonly JsonObject[]>(
    (combinations, [key, values]) => {
      if (!isArray(values)) throw new Error(`The matrix's '${key}' must be a list.`);
      return combinations.flatMap((combination) => values.map((value) => ({ ...combination, [key]: value })));
    },
    [{}],
  );
}

/** An `include` goes into every original combination that it does not contradict, or else becomes one of its own. */
function addIncluded(
  original: readonly JsonObject[],
  included: readonly JsonObject[],
  vectorNames: readonly string[],
): readonly JsonObject[] {
  const extended = original.map((combination) => ({ original: combination, extra: {} as JsonObject }));
  const added: JsonObject[] = [];
  for (const rule of included) {
    const ownVectors = Object.fromEntries(Object.entries(rule).filter(([key]) => vectorNames.includes(key)));
    const hits = extended.filter((entry) => matches(ownVectors, entry.original));
    for (const entry of hits) entry.extra = { ...entry.extra, ...rule };
    if (hits.length === 0) added.push(rule);
  }
  return [...extended.map((entry) => ({ ...entry.original, ...entry.extra })), ...added];
}

function matches(rule: JsonObject, combination: JsonObject): boolean {
  return Object.entries(rule).every(([key, value]) => isDeepStrictEqual(combination[key], value));
}

function toObjects(list: Json): readonly JsonObject[] {
  return isArray(list) ? list.filter(isObject) : [];
}
