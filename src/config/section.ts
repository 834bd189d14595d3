import type { Contract, GivenInput, GivenInputs } from '../contract/index.ts';
import { UserError } from '../errors.ts';
import type { LocatedMap } from './document.ts';
import { workflow } from './workflow.ts';

/** What the config file says to one action in one environment. */
export interface ConfigSection {
  /** The CloudFormation stack of the environment, for `${stack:Key}`. */
  readonly stack: GivenInput | undefined;
  readonly inputs: GivenInputs;
}

const rootKeys = ['app', workflow.name, 'defaults', 'environments'];
/** What an environment may say by itself, and the input that it gives. */
const environmentKeys: ReadonlyMap<string, string> = new Map([
  ['stack', 'stack'],
  ['account-id', 'expected-account-id'],
  ['region', 'aws-region'],
]);

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
  const [section] = configSections(document, environment, [contract], actions);
  if (!section) throw new Error('There is a section for each contract.');
  return section;
}

/** The same for several actions, with the mistakes of all in one UserError; in the order of the contracts. */
export function configSections(
  document: LocatedMap,
  environment: string | undefined,
  contracts: readonly Contract[],
  actions: readonly string[],
): readonly ConfigSection[] {
  const problems: string[] = [];
  unknownKeys(document, rootKeys, 'at the top of the file', problems);
  const defaults = mapAt(document, 'defaults', problems);
  const chosen = environment === undefined ? undefined : environmentMap(document, environment, problems);
  if (defaults) unknownKeys(defaults, actions, 'in `defaults`', problems);
  if (chosen)
    unknownKeys(
      chosen,
      [...environmentKeys.keys(), workflow.name, ...actions],
      `in the environment ${environment}`,
      problems,
    );
  const settings = chosen ? environmentSettings(chosen, problems) : new Map<string, GivenInput>();
  const sections = contracts.map((contract) => ({
    stack: settings.get('stack'),
    inputs: new Map([
      ...appInput(document, contract, problems),
      ...sectionInputs(defaults, contract, problems),
      ...[...settings].filter(([name]) => name !== 'stack'),
      ...sectionInputs(chosen, contract, problems),
    ]),
  }));
  if (problems.length > 0) throw badConfig(problems);
  return sections;
}

/** The keys of an environment, and those of `defaults`. */
export function sectionNames(document: LocatedMap, environment: string) {
  const chosen = document.get('environments')?.children?.get(environment);
  return {
    own: new Set(chosen?.children?.keys()),
    defaults: new Set(document.get('defaults')?.children?.keys()),
  };
}

/** The name of the app, for an action that wants to know it. */
function appInput(document: LocatedMap, contract: Contract, problems: string[]): GivenInputs {
  const entry = document.get('app');
  if (!entry || entry.value === null || !('app' in contract.inputs)) return new Map();
  if (typeof entry.value === 'string') return new Map([['app', { text: entry.value, origin: entry.place }]]);
  problems.push(`${entry.place}: app has the wrong type; it is a text.`);
  return new Map();
}

function environmentMap(document: LocatedMap, environment: string, problems: string[]): LocatedMap | undefined {
  const environments = mapAt(document, 'environments', problems) ?? new Map();
  if (environments.has(environment)) return mapAt(environments, environment, problems) ?? new Map();
  if (problems.length > 0) return undefined;
  throw new UserError({
    what: `The config file has no environment "${environment}".`,
    why: `It has: ${[...environments.keys()].join(', ') || 'none'}.`,
    next: 'Correct the input `environment`, or add the environment.',
  });
}

/** The map under a key; undefined where the key is missing or empty, or holds something else, which is a problem. */
export function mapAt(parent: LocatedMap, key: string, problems: string[]): LocatedMap | undefined {
  const entry = parent.get(key);
  if (entry && entry.children === undefined && entry.value !== null)
    problems.push(`${entry.place}: ${key} has the wrong type; it holds keys and their values.`);
  return entry?.children;
}

/** What an environment says by itself, by the input that it gives; `stack` is no input. */
export function environmentSettings(chosen: LocatedMap, problems: string[]): GivenInputs {
  const settings = new Map<string, GivenInput>();
  for (const [key, input] of environmentKeys) {
    const entry = chosen.get(key);
    if (!entry || entry.value === null) continue;
    if (typeof entry.value === 'string') settings.set(input, { text: entry.value, origin: entry.place });
    else problems.push(`${entry.place}: ${key} has the wrong type; it is a text.`);
  }
  return settings;
}

/** The inputs that a section gives, each with its place. */
export function sectionInputs(
  parent: LocatedMap | undefined,
  contract: Pick<Contract, 'name' | 'inputs'>,
  problems: string[],
): readonly (readonly [string, GivenInput])[] {
  const entries = parent && mapAt(parent, contract.name, problems);
  if (!entries) return [];
  const known = Object.entries(contract.inputs)
    .filter(([name, { runnerDefault }]) => name !== 'config' && name !== 'environment' && runnerDefault === undefined)
    .map(([name]) => name);
  unknownKeys(entries, known, `in ${contract.name}`, problems);
  return [...entries].flatMap(([name, { value, place }]) => {
    const field = contract.inputs[name];
    if (!field || !known.includes(name) || value === null) return [];
    const text = field.textOf(value);
    if (text === undefined) problems.push(`${place}: ${name} has the wrong type; it accepts ${field.accepts}.`);
    return text === undefined || text === '' ? [] : [[name, { text, origin: place }] as const];
  });
}

function unknownKeys(map: LocatedMap, known: readonly string[], where: string, problems: string[]): void {
  for (const [key, { place }] of map) {
    if (!known.includes(key)) problems.push(`${place}: unknown key "${key}" ${where}${suggestion(key, known)}`);
  }
}

function suggestion(key: string, known: readonly string[]): string {
  const likeness = (name: string) => (name.includes(key) || key.includes(name) ? 1 : sharedLetters(name, key));
  const [near] = known.filter((name) => likeness(name) > 0.6).toSorted((a, b) => likeness(b) - likeness(a));
  return near ? `; did you mean "${near}"?` : `; there may be ${known.join(', ')}.`;
}

/** Share of letter pairs that two words have in common (Dice's coefficient). */
function sharedLetters(a: string, b: string): number {
  const pairs = (word: string) =>
    new Set(Array.from({ length: word.length - 1 }, (_, index) => word.slice(index, index + 2)));
  const [left, right] = [pairs(a), pairs(b)];
  return (2 * [...left].filter((pair) => right.has(pair)).length) / (left.size + right.size || 1);
}

/** All mistakes of the config file in one error, by line. */
export function badConfig(problems: readonly string[]): UserError {
  return new UserError({
    what: `The config file has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${problems
      .toSorted(byLine)
      .map((problem) => `  - ${problem}`)
      .join('\n')}\n`,
    next: 'Nothing was changed.',
  });
}

/** Each problem begins with its place, "webapp.yml:12". */
function byLine(a: string, b: string): number {
  const line = (problem: string) => Number(/:(\d+):/.exec(problem)?.[1]);
  return line(a) - line(b);
}
