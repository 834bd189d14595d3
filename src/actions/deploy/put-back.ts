import { type InputsOf, parseInputs } from '../../contract/index.ts';
import { UserError } from '../../errors.ts';
import { concludeStep, type Ending } from '../../lifecycle/conclude-step.ts';
import type { Context } from '../../lifecycle/context.ts';
import { type PortMakers, type Ports, readersOf } from '../../lifecycle/ports.ts';
import { type ConfiguredStage, readConfiguration } from './configuration.ts';
import { contract } from './contract.ts';
import type { Handover } from './handover.ts';
import type { PlannedStage } from './observed-stage.ts';
import type { Restoration } from './rollback-decision.ts';
import { type StagePorts, type StageStep, stagePorts } from './stage.ts';
import { planningContext } from './stage-context.ts';
import { type StageInputs, stageInputs } from './stage-inputs.ts';
import { type StageRunner, stageRunner } from './stage-runner.ts';
import { stages as allStages } from './stages.ts';
import type { Standing } from './standing.ts';
import { verifyRollback } from './verify-rollback.ts';

export type ChainPorts = StagePorts & Pick<Ports, 'cloudFormation'>;

interface Surroundings {
  readonly stages: readonly ConfiguredStage[];
  readonly inputsOf: StageInputs;
  readonly runner: StageRunner;
  readonly ports: ChainPorts;
}

/** Restores what stood before a chain that was killed, and verifies it. `done` gets a sentence for each part. */
export async function putBack(
  { inputs: given, before }: Standing,
  makers: Pick<PortMakers, keyof ChainPorts>,
  context: Context,
  done: string[],
): Promise<void> {
  const ports = await portsOf(makers);
  const inputs = inputsFrom(given, before);
  const { stages } = await readConfiguration(inputs, readersOf(ports), context);
  const around: Surroundings = {
    ...{ stages, ports, inputsOf: stageInputs(inputs, stages, readersOf(ports), context) },
    runner: stageRunner(ports, context),
  };
  const restorations: Restoration[] = [];
  let handover: Handover = { image: inputs.image, isRollback: true };
  for (const stage of stages) {
    const saved = before[stage.name];
    if (saved === undefined || !stage.rollback) continue;
    const restored = await restore(stage, { saved, handover }, around, context);
    restorations.push(restored);
    done.push(restored.rollback.result(restored.result.ending));
    handover = { ...handover, ...stage.handOver?.(restored.result.ending.outputs) };
  }
  await repeatEdge(handover, around);
  const observed = { stages: await verifying(handover, around), run: context.run };
  done.push(await verifyRollback(restorations, observed, around.runner));
}

/** The stages that were begun, and those that follow a rollback. Those that are planned with a version get the saved one. */
function inputsFrom(given: Standing['inputs'], before: Standing['before']): InputsOf<typeof contract> {
  const names = allStages.filter((stage) => stage.name in before || stage.afterRollback || stage.verifies);
  const versions = allStages.flatMap(({ name, ownInput, rollback }) => {
    const saved = before[name];
    return saved === undefined || !ownInput || rollback?.observe ? [] : [[ownInput, saved] as const];
  });
  const texts = { ...given, stages: names.map(({ name }) => name).join(' '), ...Object.fromEntries(versions) };
  const entries = Object.entries(texts).map(([name, text]) => [name, { text, origin: 'the saved state' }] as const);
  return parseInputs(contract, new Map(entries));
}

async function portsOf(makers: Pick<PortMakers, keyof ChainPorts>): Promise<ChainPorts> {
  const names = ['cloudFormation', ...stagePorts] as const;
  const made = await Promise.all(names.map(async (name) => [name, await makers[name]()] as const));
  return Object.fromEntries(made) as unknown as ChainPorts;
}

interface Saved {
  readonly saved: string;
  readonly handover: Handover;
}

async function restore(
  stage: ConfiguredStage,
  { saved, handover }: Saved,
  { inputsOf, runner, ports }: Surroundings,
  context: Context,
): Promise<Restoration> {
  const { action, rollback } = stage;
  if (!rollback) throw new Error(`The stage ${stage.name} has no rollback.`);
  const inputs = await inputsOf(stage, handover);
  let step: StageStep;
  if (rollback.observe) {
    const now = await action.observe(inputs, readersOf(ports), planningContext(stage, context));
    const found = await rollback.observe(action.contract.name, now, saved);
    if (found.kind === 'not restorable') throw new UserError({ what: `${stage.title}: ${found.why}` });
    const change = { kind: 'rollback', resource: stage.name, fields: [] };
    step = {
      inputs,
      observation: found.observation,
      plan: { action: action.contract.name, target: stage.name, changes: [change] },
    };
  } else {
    step = await runner.plan(stage, inputs);
  }
  const begun = context.clock.now();
  const ending = succeeded(await runner.apply(stage, step));
  context.log.info(`${stage.title}: ${rollback.result(ending)}`);
  const version = rollback.observe ? undefined : saved;
  return { rollback, version, result: { planned: planned(stage, step), step, ending, begun, seconds: 0 } };
}

async function repeatEdge(handover: Handover, { stages, inputsOf, runner }: Surroundings): Promise<void> {
  for (const stage of stages)
    if (stage.afterRollback?.isNeeded(handover))
      succeeded(await runner.carryOut(stage, await inputsOf(stage, handover)));
}

/** The plans of the stages that verify a release. */
function verifying(handover: Handover, { stages, inputsOf, runner }: Surroundings): Promise<readonly PlannedStage[]> {
  const verifiers = stages.filter(({ verifies }) => verifies);
  return Promise.all(
    verifiers.map(async (stage) => planned(stage, await runner.plan(stage, await inputsOf(stage, handover)))),
  );
}

function planned(stage: ConfiguredStage, step: StageStep): PlannedStage {
  return { kind: 'planned', stage, step, shown: concludeStep(stage.action, step, undefined), before: {}, after: {} };
}

function succeeded(ending: Ending): Ending {
  if (ending.failure) throw ending.failure;
  return ending;
}
