import type { Contract, GivenInput } from '../contract/index.ts';
import { UserError } from '../errors.ts';
import type { LocatedMap } from './document.ts';

/** What the config file says to one action in one environment. */
export interface ConfigSection {
  /** The CloudFormation stack of the environment, for `${stack:Key}`. */
  readonly stack: string | undefined;
  readonly inputs: ReadonlyMap<string, GivenInput>;
}

const rootKeys = ['app', 'defaults', 'environments'];
const environmentKeys: Readonly<Record<string, string>> = { 'account-id': 'expected-account-id', region: 'aws-region' };

/**
 * Reads an action's inputs from the config file: the environment's section over `defaults`. All mistakes that concern
 * this action are reported in one UserError, each with file and line. `actions` are the names that may be sections.
 */
export function configSection(
  document: LocatedMap,
  environment: string | undefined,
  contract: Contract,
  actions: readonly string[],
): ConfigSection {
  const problems: string[] = [];
  unknownKeys(document, rootKeys, 'the top of the file', problems);
  const defaults = document.get('defaults')?.children;
  const chosen = environment === undefined ? undefined : environmentMap(document, environment);
  if (defaults) unknownKeys(defaults, actions, '`defaults`', problems);
  if (chosen)
    unknownKeys(
      chosen,
      ['stack', ...Object.keys(environmentKeys), ...actions],
      `the environment ${environment}`,
      problems,
    );
  const inputs = new Map([
    ...sectionInputs(defaults, contract, problems),
    ...(chosen ? environmentInputs(chosen) : []),
    ...sectionInputs(chosen, contract, problems),
  ]);
  if (problems.length > 0) throw badConfig(problems);
  const stack = chosen?.get('stack')?.value;
  return { stack: stack === undefined ? undefined : String(stack), inputs };
}

function environmentMap(document: LocatedMap, environment: string): LocatedMap {
  const environments = document.get('environments')?.children;
  const found = environments?.get(environment);
  if (found) return found.children ?? new Map();
  throw new UserError({
    what: `The config file has no environment "${environment}".`,
    why: `It has: ${[...(environments?.keys() ?? [])].join(', ') || 'none'}.`,
    next: 'Correct the input `environment`, or add the environment.',
  });
}

function environmentInputs(chosen: LocatedMap): readonly (readonly [string, GivenInput])[] {
  return Object.entries(environmentKeys).flatMap(([key, input]) => {
    const entry = chosen.get(key);
    return entry ? [[input, { text: String(entry.value), origin: entry.place }] as const] : [];
  });
}

function sectionInputs(
  parent: LocatedMap | undefined,
  contract: Contract,
  problems: string[],
): readonly (readonly [string, GivenInput])[] {
  const section = parent?.get(contract.name);
  if (!section) return [];
  const known = Object.keys(contract.inputs).filter((name) => name !== 'config' && name !== 'environment');
  const entries = section.children ?? new Map();
  unknownKeys(entries, known, contract.name, problems);
  return [...entries].flatMap(([name, { value, place }]) => {
    const field = contract.inputs[name];
    if (!field || value === null) return [];
    const text = field.textOf(value);
    if (text === undefined) problems.push(`${place}: ${name} has the wrong type; it accepts ${field.accepts}.`);
    return text === undefined || text === '' ? [] : [[name, { text, origin: place }] as const];
  });
}

function unknownKeys(map: LocatedMap, known: readonly string[], where: string, problems: string[]): void {
  for (const [key, { place }] of map) {
    if (!known.includes(key)) problems.push(`${place}: unknown key "${key}" in ${where}${suggestion(key, known)}.`);
  }
}

function suggestion(key: string, known: readonly string[]): string {
  const near = known.find((name) => name.includes(key) || key.includes(name) || sharedLetters(name, key) > 0.8);
  return near ? `; did you mean "${near}"?` : `; it may hold ${known.join(', ')}`;
}

/** Share of letter pairs that two words have in common (Dice's coefficient). */
function sharedLetters(a: string, b: string): number {
  const pairs = (word: string) =>
    new Set(Array.from({ length: word.length - 1 }, (_, index) => word.slice(index, index + 2)));
  const [left, right] = [pairs(a), pairs(b)];
  return (2 * [...left].filter((pair) => right.has(pair)).length) / (left.size + right.size || 1);
}

function badConfig(problems: readonly string[]): UserError {
  return new UserError({
    what: `The config file has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`,
    next: 'Nothing was changed.',
  });
}
