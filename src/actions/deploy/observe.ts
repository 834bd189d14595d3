import { causeOf, UserError } from '../../errors.ts';
import type { Run } from '../../github/run.ts';
import { concludeStep } from '../../lifecycle/conclude-step.ts';
import type { Context } from '../../lifecycle/context.ts';
import { planStep } from '../../lifecycle/plan-step.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { demandOwnAddresses } from './baked-addresses.ts';
import { type ConfiguredStage, readConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { foreignOrigins, type WrittenAddresses } from './foreign-addresses.ts';
import type { Handover } from './handover.ts';
import { type LaterMigrations, laterMigrations, readLedger } from './later-migrations.ts';
import type { ObservedStage } from './observed-stage.ts';
import type { StageReaders } from './stage.ts';
import { planningContext } from './stage-context.ts';
import { demandInputs, referredStages, type StageInputs, stageInputs, stagesForInputs } from './stage-inputs.ts';

export interface Observation {
  readonly app: string | undefined;
  readonly run: Run;
  /** In order. */
  readonly stages: readonly ObservedStage[];
  readonly inputsOf: StageInputs;
  /** Of a release that is rolled back to. */
  readonly laterMigrations: LaterMigrations | undefined;
}

type ChainReaders = StageReaders & Pick<ReadPorts, 'cloudFormation'>;

/** Plans all stages, side by side where none depends on another. The failures of all are kept. */
export async function observe(inputs: Inputs, ports: ChainReaders, context: Context): Promise<Observation> {
  const { app, stages, database, addresses } = await readConfiguration(inputs, ports, context);
  const inputsOf = stageInputs(inputs, stages, ports, context);
  const given = { image: inputs.image };
  await demandInputs(stages, inputsOf, given);
  const [observed, later] = await context.log.group('Plan', () =>
    Promise.all([
      observeAll(stages, given, stageObserver(inputsOf, ports, context)).then((all) =>
        demandOwnAddresses(all, originsElsewhere(inputs, addresses, ports, context), ports),
      ),
      laterMigrations(
        inputs.databaseVersion,
        database && (() => readLedger(database, inputsOf, ports, context)),
        context,
      ),
    ]),
  );
  return { app, run: context.run, stages: observed, inputsOf, laterMigrations: later };
}

/** Asks for the origins of other environments, each stack once. */
function originsElsewhere(
  { environment, expectedAccountId, awsRegion }: Inputs,
  addresses: WrittenAddresses,
  { cloudFormation }: Pick<ChainReaders, 'cloudFormation'>,
  { log, signal }: Pick<Context, 'log' | 'signal'>,
) {
  const asked = new Map<string, ReturnType<typeof cloudFormation.stackOutputs>>();
  const outputsOf = (stack: string) => {
    const outputs = asked.get(stack) ?? cloudFormation.stackOutputs(stack, signal);
    asked.set(stack, outputs);
    return outputs;
  };
  const here = { environment, accountId: expectedAccountId, region: awsRegion };
  return () => foreignOrigins(here, addresses, outputsOf, log);
}

type ObserveStage = (stage: ConfiguredStage, before: Handover) => Promise<ObservedStage>;

function observeAll(
  stages: readonly ConfiguredStage[],
  given: Handover,
  observeStage: ObserveStage,
): Promise<readonly ObservedStage[]> {
  const begun = new Map<string, Promise<ObservedStage>>();
  for (const stage of stages) {
    const earlierOnes = [...stage.after, ...referredStages(stage), ...stagesForInputs(stage)];
    const needed = earlierOnes.flatMap(({ name }) => begun.get(name) ?? []);
    begun.set(
      stage.name,
      Promise.all(needed).then((earlier) => {
        const failed = earlier.find(({ kind }) => kind === 'failed');
        if (failed) return { kind: 'failed', stage, failure: notBefore(stage, failed.stage) };
        return observeStage(stage, mergedHandover(earlier, given));
      }),
    );
  }
  return Promise.all(begun.values());
}

function mergedHandover(earlier: readonly ObservedStage[], given: Handover): Handover {
  return earlier.reduce<Handover>((all, each) => ({ ...all, ...(each.kind === 'planned' && each.after) }), given);
}

function stageObserver(inputsOf: StageInputs, ports: StageReaders, context: Context): ObserveStage {
  return async (stage, before) => {
    try {
      const own = { ...planningContext(stage, context), upcoming: before.upcoming };
      const step = await planStep(stage.action, await inputsOf(stage, before), ports, own);
      const shown = concludeStep(stage.action, step, undefined);
      const handover = stage.handOverPlanned?.(step, shown) ?? stage.handOver?.(shown.outputs);
      return { kind: 'planned', stage, step, shown, before, after: { ...before, ...handover } };
    } catch (error) {
      const failure = causeOf(error, context.signal);
      if (context.signal.aborted || !(failure instanceof UserError)) throw failure;
      return { kind: 'failed', stage, failure };
    }
  };
}

function notBefore({ name }: ConfiguredStage, earlier: ConfiguredStage): UserError {
  return new UserError({ what: `The stage ${name} cannot be planned before ${earlier.name}.` });
}
