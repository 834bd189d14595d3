import type { Contract } from '../../contract/index.ts';
import type { Change } from '../../domain/plan.ts';
import { causeOf, UserError } from '../../errors.ts';
import type { Run } from '../../github/run.ts';
import type { Step } from '../../lifecycle/action.ts';
import { concludeStep, type Ending } from '../../lifecycle/conclude-step.ts';
import type { Context } from '../../lifecycle/context.ts';
import { planStep } from '../../lifecycle/plan-step.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { type ConfiguredStage, readConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { type HandedOn, handOn } from './handed-on.ts';
import { imageToCome } from './image-to-come.ts';
import { type MigrationsAfter, migrationsAfter } from './migrations-after.ts';
import { lookingContext } from './stage-context.ts';
import { demandInputs, refersToService, type StageInputs, stageInputs } from './stage-inputs.ts';
import type { StageName, StageReaders } from './stages.ts';

export type StageStep = Step<Contract, unknown, Change>;

/** What a look at a stage has found: what it would do, or why that cannot be told. */
export type Look =
  | {
      readonly kind: 'planned';
      readonly stage: ConfiguredStage;
      readonly step: StageStep;
      readonly shown: Ending;
      /** What was known when it was planned, and what is known behind it. */
      readonly from: HandedOn;
      readonly to: HandedOn;
    }
  | { readonly kind: 'failed'; readonly stage: ConfiguredStage; readonly failure: UserError };

export type PlannedLook = Extract<Look, { kind: 'planned' }>;

export interface Observation {
  readonly app: string | undefined;
  readonly run: Run;
  /** In order. */
  readonly looks: readonly Look[];
  readonly inputsOf: StageInputs;
  /** Of a release that is gone back to. */
  readonly migrationsAfter: MigrationsAfter | undefined;
}

type ChainReaders = StageReaders & Pick<ReadPorts, 'cloudFormation'>;

/** Looks at all stages, side by side where none depends on another, and tells all that stands against them. */
export async function observe(inputs: Inputs, readers: ChainReaders, context: Context): Promise<Observation> {
  const { app, stages, database } = await readConfiguration(inputs, readers, context);
  const inputsOf = stageInputs(inputs, stages, readers, context);
  await demandInputs(stages, inputsOf, { image: inputs.image });
  const [looks, after] = await context.log.group('Plan', () =>
    Promise.all([
      lookAtAll(stages, inputsOf, inputs, readers, context),
      migrationsAfter(inputs.databaseVersion, database, inputsOf, readers, context),
    ]),
  );
  return { app, run: context.run, looks, inputsOf, migrationsAfter: after };
}

function lookAtAll(
  stages: readonly ConfiguredStage[],
  inputsOf: StageInputs,
  inputs: Inputs,
  readers: StageReaders,
  context: Context,
): Promise<readonly Look[]> {
  const begun = new Map<StageName, Promise<Look>>();
  for (const stage of stages) {
    const before = dependencies(stage).flatMap((name) => begun.get(name) ?? []);
    begun.set(
      stage.name,
      Promise.all(before).then((looks) => {
        const failed = looks.find(({ kind }) => kind === 'failed');
        if (failed) return { kind: 'failed', stage, failure: waiting(stage, failed.stage) };
        const known = looks.reduce<HandedOn>((all, look) => ({ ...all, ...(look.kind === 'planned' && look.to) }), {
          image: inputs.image,
        });
        return lookAt(stage, known, inputsOf, readers, context);
      }),
    );
  }
  return Promise.all(begun.values());
}

/** The stages that hand on what this one needs. */
function dependencies({ name, section }: ConfiguredStage): readonly StageName[] {
  const service = refersToService(section) ? (['backend'] as const) : [];
  switch (name) {
    case 'image':
    case 'database':
      return [];
    case 'backend':
      return ['image'];
    case 'site':
    case 'smoke':
      return service;
    case 'edge':
      return ['site', ...service];
  }
}

async function lookAt(
  stage: ConfiguredStage,
  from: HandedOn,
  inputsOf: StageInputs,
  readers: StageReaders,
  context: Context,
): Promise<Look> {
  try {
    const around = { ...lookingContext(stage, context), upcoming: from.upcoming };
    const step = await planStep(stage.action, await inputsOf(stage, from), readers, around);
    const shown = concludeStep(stage.action, step, undefined);
    const to =
      stage.name === 'image' ? { ...from, ...imageToCome(step, shown) } : handOn(from, stage.name, shown.outputs);
    return { kind: 'planned', stage, step, shown, from, to };
  } catch (error) {
    const failure = causeOf(error, context.signal);
    if (context.signal.aborted || !(failure instanceof UserError)) throw failure;
    return { kind: 'failed', stage, failure };
  }
}

function waiting({ name }: ConfiguredStage, before: ConfiguredStage): UserError {
  return new UserError({ what: `The stage ${name} cannot be planned before ${before.name}.` });
}
