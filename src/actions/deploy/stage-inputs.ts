import { type ReferenceSources, resolveReferences } from '../../config/references.ts';
import type { ConfigSection } from '../../config/section.ts';
import { type CommonInputs, type GivenInput, type GivenInputs, parseInputs } from '../../contract/index.ts';
import { together, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { ConfiguredStage } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { type HandedOn, serviceToCome } from './handed-on.ts';

/** Gives a stage its inputs, with what the stages before it hand on. */
export type StageInputs = (stage: ConfiguredStage, known: HandedOn) => Promise<CommonInputs>;

/** How the stages of this run get their inputs: from the config file, this action's own inputs and each other. */
export function stageInputs(
  inputs: Inputs,
  stages: readonly ConfiguredStage[],
  { environment, cloudFormation }: Pick<ReadPorts, 'environment' | 'cloudFormation'>,
  { run, signal }: Pick<Context, 'run' | 'signal'>,
): StageInputs {
  const hasBackend = stages.some(({ name }) => name === 'backend');
  const asked = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const stackOutputs: ReferenceSources['stackOutputs'] = (stack) => {
    const outputs = asked.get(stack) ?? cloudFormation.stackOutputs(stack, signal);
    asked.set(stack, outputs);
    return outputs;
  };
  return async (stage, known) => {
    const said = await resolveReferences(withoutOwn(stage.section, inputs, stage), {
      ...{ commit: run.commit, stackOutputs },
      environmentVariable: (name) =>
        name === serviceVariable && hasBackend ? (known.serviceUrl ?? serviceToCome) : environment(name),
    });
    demandPlace(stage, said, inputs);
    const given = [...usually(stage, run.commit), ...said, ...handed(stage, known, inputs), ...ofTheChain(inputs)];
    return parseInputs(stage.action.contract, new Map(given)) as CommonInputs;
  };
}

/** Throws one UserError with all that is wrong with the inputs of all stages, before anything is looked at. */
export async function demandInputs(stages: readonly ConfiguredStage[], inputsOf: StageInputs, known: HandedOn) {
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

/** Where the backend answers, for the sections of the stages behind it. */
const serviceVariable = 'SERVICE_URL';

export function refersToService({ inputs }: ConfigSection): boolean {
  return [...inputs.values()].some(({ text }) => text.includes(`\${env:${serviceVariable}}`));
}

type Entries = readonly (readonly [name: string, given: GivenInput])[];

/** What this action decides for all stages, and what a stage that goes back does not need. */
function withoutOwn(
  { stack, inputs }: ConfigSection,
  { siteRelease }: Inputs,
  { name }: ConfiguredStage,
): ConfigSection {
  const goesBack = name === 'site' && siteRelease !== undefined;
  const left = new Set(['dry-run', 'expected-plan', ...(goesBack ? ['source', 'build-command'] : [])]);
  return { stack, inputs: new Map([...inputs].filter(([input]) => !left.has(input))) };
}

/** Where a section says nothing. The smoke test looks at the edge, so that must have forgotten by then. */
function usually({ name }: ConfiguredStage, commit: string): Entries {
  if (name === 'edge') return entries({ wait: 'true' });
  return name === 'smoke' ? entries({ version: commit || undefined }) : [];
}

/** Over what a section says. */
function handed({ name }: ConfiguredStage, known: HandedOn, inputs: Inputs): Entries {
  switch (name) {
    case 'image':
      // A pull request's check may build without a push; what is deployed has to be in its repository.
      return entries({ 'source-image': inputs.sourceImage, push: 'true' });
    case 'backend':
      return entries({ image: known.image, 'rollback-on-failure': inputs.rollbackOnFailure ? undefined : 'false' });
    case 'site':
      return entries({ 'rollback-to': inputs.siteRelease });
    case 'edge':
      return entries({ paths: known.paths?.join('\n') || undefined });
    case 'database':
    case 'smoke':
      return [];
  }
}

function ofTheChain({ environment, config, awsRegion, expectedAccountId }: Inputs): Entries {
  return entries({ environment, config, 'aws-region': awsRegion, 'expected-account-id': expectedAccountId });
}

function entries(texts: Readonly<Record<string, string | undefined>>): Entries {
  return Object.entries(texts).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, { text, origin: 'the chain' }] as const],
  );
}

/** One chain works in one account and region: those of its environment. */
function demandPlace({ name }: ConfiguredStage, said: GivenInputs, inputs: Inputs): void {
  const places = [
    ['aws-region', inputs.awsRegion],
    ['expected-account-id', inputs.expectedAccountId],
  ] as const;
  for (const [input, ours] of places) {
    const theirs = said.get(input);
    if (!theirs || ours === undefined || theirs.text === ours) continue;
    throw new UserError({
      what: `${theirs.origin}: ${input} of the stage ${name} is ${theirs.text}, but the chain works in ${ours}.`,
      next: 'Give account-id and region in the environment only. A stage elsewhere is a step of its own.',
    });
  }
}
