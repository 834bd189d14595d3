import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { actions } from '../actions/index.ts';
import type { Contract } from '../contract/index.ts';

/** What an action lacks, in sentences that name the file: a registry line, a folder, a README with its markers, permissions. */
export async function actionProblems(): Promise<readonly string[]> {
  const names = Object.keys(actions).toSorted();
  const [built, lost] = [names.filter(hasCode), names.filter((name) => !hasCode(name))];
  const contracts = await Promise.all(built.map(async (name) => [name, await contractOf(name)] as const));
  return [
    ...foldersOf('src/actions').filter(isUnregistered).map(unregistered),
    ...lost.map((name) => `src/actions/index.ts: registers ${name}, but there is no src/actions/${name}/index.ts.`),
    ...foldersOf('actions')
      .filter(isUnregistered)
      .map((name) => `actions/${name}: no action of src/actions/index.ts has this name.`),
    ...contracts.flatMap(([name, contract]) => [
      ...wrongName(name, contract),
      ...readmeProblems(name),
      ...policyProblems(contract),
    ]),
  ];
}

/** The contract of an action of the registry. */
export async function contractOf(name: string): Promise<Contract> {
  const load = actions[name];
  if (!load) throw new Error(`There is no action ${name} in src/actions/index.ts.`);
  return (await load()).action.contract;
}

function hasCode(name: string): boolean {
  return existsSync(`src/actions/${name}/index.ts`);
}

function isUnregistered(name: string): boolean {
  return !(name in actions);
}

function unregistered(name: string): string {
  return `src/actions/${name}: is not registered. Add its line to src/actions/index.ts.`;
}

function foldersOf(parent: string): readonly string[] {
  const entries = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name).toSorted();
}

function wrongName(name: string, contract: Contract): readonly string[] {
  if (contract.name === name) return [];
  return [`src/actions/${name}/contract.ts: says the name ${contract.name}, but src/actions/index.ts says ${name}.`];
}

function readmeProblems(name: string): readonly string[] {
  const path = `actions/${name}/README.md`;
  if (!existsSync(path)) return [`${path}: is missing.`];
  const text = readFileSync(path, 'utf8');
  return ['inputs', 'outputs']
    .filter((section) => !hasSection(text, section))
    .map((section) => `${path}: has no lines <!-- BEGIN ${section} --> and <!-- END ${section} --> for its table.`);
}

function hasSection(text: string, section: string): boolean {
  const begin = text.indexOf(`<!-- BEGIN ${section} -->`);
  return begin >= 0 && text.indexOf(`<!-- END ${section} -->`, begin) >= 0;
}

/** An action that talks to AWS says which permissions it needs, and which a dry run needs. */
function policyProblems({ name, inputs }: Contract): readonly string[] {
  if (!('expected-account-id' in inputs)) return [];
  return ['iam-policy.json', 'iam-policy-dry-run.json']
    .map((file) => `actions/${name}/${file}`)
    .filter((path) => !existsSync(path))
    .map((path) => `${path}: is missing. List the permissions that the action needs.`);
}
