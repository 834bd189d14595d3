import type { Contract, GivenInput, GivenInputs } from '../contract/index.ts';
import { UserError } from '../errors.ts';
import { nearest } from '../located-yaml/nearest.ts';
import {
  entryOf,
  type MappingNode,
  type Problem,
  problemList,
  shownPlace,
  writtenValue,
  type YamlNode,
} from '../located-yaml/node.ts';
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
  document: MappingNode,
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
  document: MappingNode,
  environment: string | undefined,
  contracts: readonly Contract[],
  actions: readonly string[],
): readonly ConfigSection[] {
  const problems: Problem[] = [];
  unknownKeys(document, rootKeys, 'at the top of the file', problems);
  const defaults = mappingAt(document, 'defaults', problems);
  const chosen = environment === undefined ? undefined : environmentMapping(document, environment, problems);
  if (defaults) unknownKeys(defaults, actions, 'in `defaults`', problems);
  if (chosen)
    unknownKeys(
      chosen,
      [...environmentKeys.keys(), workflow.name, ...actions],
      `in the environment ${environment}`,
      problems,
    );
  const settings = environmentSettings(chosen, problems);
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
export function sectionNames(document: MappingNode, environment: string) {
  const valueAt = (parent: YamlNode | undefined, key: string) =>
    parent?.kind === 'mapping' ? entryOf(parent, key)?.value : undefined;
  const names = (node: YamlNode | undefined) =>
    new Set(node?.kind === 'mapping' ? node.entries.map(({ key }) => key) : []);
  return {
    own: names(valueAt(valueAt(document, 'environments'), environment)),
    defaults: names(valueAt(document, 'defaults')),
  };
}

/** The name of the app, for an action that wants to know it. */
function appInput(document: MappingNode, contract: Contract, problems: Problem[]): GivenInputs {
  const app = 'app' in contract.inputs ? textAt(document, 'app', problems) : undefined;
  return app ? new Map([['app', app]]) : new Map();
}

function environmentMapping(document: MappingNode, environment: string, problems: Problem[]): MappingNode | undefined {
  const environments = mappingAt(document, 'environments', problems);
  if (environments && entryOf(environments, environment)) return mappingAt(environments, environment, problems);
  if (problems.length > 0) return undefined;
  throw new UserError({
    what: `The config file has no environment "${environment}".`,
    why: `It has: ${environments?.entries.map(({ key }) => key).join(', ') || 'none'}.`,
    next: 'Correct the input `environment`, or add the environment.',
  });
}

/** The mapping under a key; undefined where the key is missing or empty, or holds something else, which is a problem. */
export function mappingAt(parent: MappingNode | undefined, key: string, problems: Problem[]): MappingNode | undefined {
  const entry = parent && entryOf(parent, key);
  if (entry?.value.kind === 'mapping') return entry.value;
  if (entry && !isEmpty(entry.value))
    problems.push({ place: entry.place, reason: `${key} has the wrong type; it holds keys and their values` });
  return undefined;
}

/** The text under a key, as it was written. */
function textAt(parent: MappingNode, key: string, problems: Problem[]): GivenInput | undefined {
  const entry = entryOf(parent, key);
  if (!entry || isEmpty(entry.value)) return undefined;
  if (entry.value.kind === 'scalar') return { text: entry.value.text, origin: shownPlace(entry.place) };
  problems.push({ place: entry.place, reason: `${key} has the wrong type; it is a text` });
  return undefined;
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** What an environment says by itself, by the input that it gives; `stack` is no input. */
export function environmentSettings(chosen: MappingNode | undefined, problems: Problem[]): GivenInputs {
  const settings = new Map<string, GivenInput>();
  for (const [key, input] of environmentKeys) {
    const given = chosen && textAt(chosen, key, problems);
    if (given) settings.set(input, given);
  }
  return settings;
}

/** The inputs that a section gives, each with its place. */
export function sectionInputs(
  parent: MappingNode | undefined,
  contract: Pick<Contract, 'name' | 'inputs'>,
  problems: Problem[],
): readonly (readonly [string, GivenInput])[] {
  const section = parent && mappingAt(parent, contract.name, problems);
  if (!section) return [];
  const known = Object.entries(contract.inputs)
    .filter(([name, { runnerDefault }]) => name !== 'config' && name !== 'environment' && runnerDefault === undefined)
    .map(([name]) => name);
  unknownKeys(section, known, `in ${contract.name}`, problems);
  return section.entries.flatMap(({ key: name, place, value }) => {
    const field = contract.inputs[name];
    if (!field || !known.includes(name) || isEmpty(value)) return [];
    const text = field.textOf(writtenValue(value));
    if (text === undefined) {
      problems.push({ place, reason: `${name} has the wrong type; it accepts ${field.accepts}` });
      return [];
    }
    return text === '' ? [] : [[name, { text, origin: shownPlace(place) }] as const];
  });
}

function unknownKeys(mapping: MappingNode, known: readonly string[], where: string, problems: Problem[]): void {
  for (const { key, place } of mapping.entries) {
    if (!known.includes(key)) problems.push({ place, reason: `unknown key "${key}" ${where}${nearest(key, known)}` });
  }
}

/** All mistakes of the config file in one error, by line. */
export function badConfig(problems: readonly Problem[]): UserError {
  const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
  return new UserError({
    what: `The config file has ${count}:\n${problemList(problems)}\n`,
    next: 'Nothing was changed.',
  });
}
