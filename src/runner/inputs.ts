import { resolveReferences } from '../config/references.ts';
import { type ConfigSection, configSection } from '../config/section.ts';
import {
  type CommonInputs,
  type Contract,
  type GivenInput,
  type GivenInputs,
  parseInputs,
  unneededInputs,
} from '../contract/index.ts';
import { workflowInputs } from '../github/inputs.ts';
import { currentRun } from '../github/run.ts';
import { configFileText } from '../machine/config-file.ts';
import { demandRegion } from '../port-makers.ts';
import { demandAccount } from './account.ts';
import type { CredentialsOf } from './credentials.ts';

/**
 * The inputs of a step: `with:` over the config file over the environment over the contract's defaults.
 * `sections` are the names that a section of the config file may have.
 */
export async function readInputs(
  contract: Contract,
  sections: readonly string[],
  credentialsOf: CredentialsOf,
  signal: AbortSignal,
): Promise<CommonInputs> {
  const fromWorkflow = givenInWorkflow(contract);
  const config = await readConfig(contract, sections, fromWorkflow);
  // References belong to the config file: a value under `with:` may come from anybody, and must not reach our variables.
  const unused = [...fromWorkflow.keys(), ...unneededInputs(contract, new Map([...config.inputs, ...fromWorkflow]))];
  const used = new Map([...config.inputs].filter(([name]) => !unused.includes(name)));
  const fromConfig = await resolveReferences(
    { ...config, inputs: used },
    {
      commit: currentRun(process.env).commit,
      environmentVariable: (name) => process.env[name],
      stackOutputs: (stack, target) =>
        stackOutputs(stack, new Map([...regionOfEnvironment(), ...target, ...fromWorkflow]), credentialsOf, signal),
    },
  );
  return parseInputs(contract, new Map([...regionOfEnvironment(), ...fromConfig, ...fromWorkflow])) as CommonInputs;
}

function givenInWorkflow(contract: Contract): GivenInputs {
  const texts = workflowInputs(Object.keys(contract.inputs));
  return new Map([...texts].map(([name, text]) => [name, { text, origin: 'with' }]));
}

const noSection: ConfigSection = { stack: undefined, inputs: new Map() };

/** The action's section of the config file; empty for an action without an environment. */
async function readConfig(
  contract: Contract,
  sections: readonly string[],
  fromWorkflow: GivenInputs,
): Promise<ConfigSection> {
  if (!('environment' in contract.inputs)) return noSection;
  const path = fromWorkflow.get('config')?.text;
  const environment = fromWorkflow.get('environment')?.text;
  const file = path ?? 'webapp.yml';
  // An action that does not use AWS may name an environment that only GitHub knows.
  const isOptional = path === undefined && (environment === undefined || !('aws-region' in contract.inputs));
  const source = await configFileText(currentRun(process.env).workspace, file, isOptional);
  if (source === undefined) return noSection;
  // The YAML parser costs some milliseconds of every start, so it is loaded only for a file.
  const { readDocument } = await import('../config/document.ts');
  return configSection(readDocument(file, source), environment, contract, sections);
}

function regionOfEnvironment(): readonly (readonly [string, GivenInput])[] {
  const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
  return region ? [['aws-region', { text: region, origin: 'AWS_REGION' }]] : [];
}

async function stackOutputs(
  stack: string,
  given: GivenInputs,
  credentialsOf: CredentialsOf,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const region = given.get('aws-region')?.text;
  const account = given.get('expected-account-id')?.text;
  const credentials = credentialsOf(given.get('role-to-assume')?.text, region);
  if (account) await demandAccount(account, { region, credentials }, signal);
  const { cloudFormation } = await import('../aws/cloudformation.ts');
  return cloudFormation({ region: demandRegion(region), credentials }).reader.stackOutputs(stack, signal);
}
