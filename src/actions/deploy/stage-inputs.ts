import { type ReferenceSources, resolveReferences } from '../../config/references.ts';
import type { ConfigSection } from '../../config/section.ts';
import { type Contract, type GivenInput, type GivenInputs, type InputsOf, parseInputs } from '../../contract/index.ts';
import { together, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { ConfiguredStage } from './configuration.ts';
import type { Inputs } from './contract.ts';
import type { Handover } from './handover.ts';
import type { InputTexts, Stage, StageVariable } from './stage.ts';
import { stages as allStages } from './stages.ts';

/** Gives a stage its inputs, with the handover of earlier stages. */
export type StageInputs = <C extends Contract>(stage: StageWith<C>, known: Handover) => Promise<InputsOf<C>>;

/** A configured stage, of whose action only the contract matters here. */
interface StageWith<C extends Contract> extends Stage {
  readonly action: { readonly contract: C };
  readonly section: ConfigSection;
}

/** How the stages of this run get their inputs: from the config file, this action's own inputs and each other. */
export function stageInputs(
  inputs: Inputs,
  stages: readonly ConfiguredStage[],
  { environment, cloudFormation }: Pick<ReadPorts, 'environment' | 'cloudFormation'>,
  { run, signal }: Pick<Context, 'run' | 'signal'>,
): StageInputs {
  const variables = stages.flatMap(({ variable }) => variable ?? []);
  const asked = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const stackOutputs: ReferenceSources['stackOutputs'] = (stack) => {
    const outputs = asked.get(stack) ?? cloudFormation.stackOutputs(stack, signal);
    asked.set(stack, outputs);
    return outputs;
  };
  return async (stage, known) => {
    const configured = await resolveReferences(countingSection(stage, inputs), {
      ...{ commit: run.commit, stackOutputs },
      environmentVariable(name) {
        const variable = variables.find((each) => each.name === name);
        return variable ? (variable.value(known) ?? variable.placeholder) : environment(name);
      },
    });
    demandPlace(stage, configured, inputs);
    const given = [
      ...entries(stage.defaults?.(run, inputs, known)).filter(([name]) =>
        Object.hasOwn(stage.action.contract.inputs, name),
      ),
      ...configured,
      ...entries(stage.inputs?.(known, inputs)),
      ...entries(chainInputs(inputs)),
    ];
    return parseInputs(stage.action.contract, new Map(given));
  };
}

/** Throws one UserError with all that is wrong with the inputs of all stages, before anything is observed. */
export async function demandInputs(stages: readonly ConfiguredStage[], inputsOf: StageInputs, known: Handover) {
  const failures: UserError[] = [];
  for (const stage of stages) {
    await inputsOf(stage, known).catch((error) => {
      if (!(error instanceof UserError)) throw error;
      failures.push(error);
    });
  }
  const messages = new Map(failures.map((failure) => [failure.message, failure]));
  if (messages.size > 0) throw together('Several stages cannot be carried out like this:', [...messages.values()]);
}

/** Earlier stages with a variable that the section refers to. */
export function referredStages(stage: ConfiguredStage): readonly (Stage & { readonly variable: StageVariable })[] {
  const earlier = allStages.slice(
    0,
    allStages.findIndex(({ name }) => name === stage.name),
  );
  return earlier.flatMap((each) => {
    const { variable } = each;
    return variable && refersTo(stage.section, variable) ? [{ ...each, variable }] : [];
  });
}

/** Earlier stages that hand over inputs that the section does not give. */
export function stagesForInputs({ handedOver = {}, section }: ConfiguredStage): readonly Stage[] {
  return Object.entries(handedOver).flatMap(([input, stage]) => (section.inputs.has(input) ? [] : [stage]));
}

function refersTo({ inputs }: ConfigSection, { name }: StageVariable): boolean {
  return [...inputs.values()].some(({ text }) => text.includes(`\${env:${name}}`));
}

/** A section without the inputs that the chain decides for all stages, and those that do not count in this run. */
function countingSection(
  { section: { stack, inputs }, ignoredInputs }: StageWith<Contract>,
  own: Inputs,
): ConfigSection {
  const ignored = new Set(['dry-run', 'expected-plan', ...(ignoredInputs?.(own) ?? [])]);
  return { stack, inputs: new Map([...inputs].filter(([input]) => !ignored.has(input))) };
}

/** Inputs that are the same for all stages. */
function chainInputs(inputs: Inputs): InputTexts {
  const { environment, config, awsRegion, expectedAccountId, roleToAssume, dryRun } = inputs;
  const place = { 'aws-region': awsRegion, 'expected-account-id': expectedAccountId, 'role-to-assume': roleToAssume };
  return { environment, config, ...place, 'dry-run': dryRun ? 'true' : undefined };
}

function entries(texts: InputTexts = {}): readonly (readonly [name: string, given: GivenInput])[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, { text, origin: 'the chain' }] as const],
  );
}

/** One chain works in one account and region: those of its environment. */
function demandPlace({ name }: Stage, configured: GivenInputs, inputs: Inputs): void {
  const places = [
    ['aws-region', inputs.awsRegion],
    ['expected-account-id', inputs.expectedAccountId],
  ] as const;
  for (const [input, ours] of places) {
    const theirs = configured.get(input);
    if (!theirs || ours === undefined || theirs.text === ours) continue;
    throw new UserError({
      what: `${theirs.origin}: ${input} of the stage ${name} is ${theirs.text}, but the chain works in ${ours}.`,
      next: 'Give account-id and region in the environment only. A stage elsewhere is a step of its own.',
    });
  }
}
