import { canonicalJson } from '../../domain/plan.ts';
import { causeOf, messageOf, UserError } from '../../errors.ts';
import { applyStep } from '../../lifecycle/apply-step.ts';
import type { Ending } from '../../lifecycle/conclude-step.ts';
import type { Context } from '../../lifecycle/context.ts';
import { planStep } from '../../lifecycle/plan-step.ts';
import { readersOf } from '../../lifecycle/ports.ts';
import type { Inputs } from './contract.ts';
import { demandSamePlan } from './demand-same-plan.ts';
import { type HandedOn, handOn } from './handed-on.ts';
import type { Observation, PlannedLook, StageStep } from './observe.ts';
import { type PutBack, putBack } from './put-back.ts';
import { settleUp } from './settle-up.ts';
import { workingContext } from './stage-context.ts';
import { type StageName, type StagePorts, stageTitles } from './stages.ts';

/** How a stage ended. */
export interface StageResult {
  readonly look: PlannedLook;
  /** What was begun to be carried out; undefined when it did not come to that. */
  readonly step: StageStep | undefined;
  readonly ending: Ending;
  readonly seconds: number;
}

export interface Outcome {
  /** Of the stages that were begun, in order; the last one may have failed. */
  readonly results: readonly StageResult[];
  readonly putBack: PutBack | undefined;
}

/** What the chain works with. */
export interface Tools {
  readonly ports: StagePorts;
  readonly context: Context;
}

/** Carries out stage by stage; when one fails, what served before is put back. A stage that cannot be planned lets none begin. */
export async function apply(inputs: Inputs, observation: Observation, tools: Tools): Promise<Outcome> {
  const { looks } = observation;
  const plannedLooks = looks.filter((look): look is PlannedLook => look.kind === 'planned');
  if (plannedLooks.length < looks.length) return { results: [], putBack: undefined };
  const results: StageResult[] = [];
  const saved = new Map<string, string>();
  const remembering = { ...tools, context: remembered(tools.context, saved) };
  let known: HandedOn = { image: inputs.image };
  for (const look of plannedLooks) {
    const isStale = results.some(({ ending }) => ending.outputs['changed'] === true);
    const result = await carryOut(look, known, isStale, inputs, observation, remembering);
    results.push(result);
    if (result.ending.failure) return { results, putBack: await putBack(results, inputs, observation, tools) };
    known = handOn(known, look.stage.name, result.ending.outputs);
  }
  await settleUp(results, saved, tools);
  return { results, putBack: undefined };
}

function remembered(context: Context, saved: Map<string, string>): Context {
  const save = (name: string, value: string) => {
    saved.set(name, value);
    context.state.save(name, value);
  };
  return { ...context, state: { save } };
}

/** One stage in its own group of the log. What is thrown ends the stage, and not the chain's account of itself. */
async function carryOut(
  look: PlannedLook,
  known: HandedOn,
  isStale: boolean,
  inputs: Inputs,
  observation: Observation,
  { ports, context }: Tools,
): Promise<StageResult> {
  const { stage, shown } = look;
  const around = workingContext(stage, context);
  const begun = context.clock.now().getTime();
  let step: StageStep | undefined;
  let ending: Ending;
  try {
    ending = await context.log.group(stageTitles[stage.name], async () => {
      const fresh = await freshStep(look, known, isStale, observation, { ports, context: around });
      demandSamePlan(look, fresh, inputs.expectedPlan);
      step = fresh;
      return await applyStep(stage.action, fresh, ports, around);
    });
  } catch (error) {
    ending = failed(shown, unexpected(causeOf(error, context.signal), context));
  }
  return { look, step, ending, seconds: (context.clock.now().getTime() - begun) / 1_000 };
}

/** The step as it was planned, or, where earlier stages have changed something or handed on something else, planned again. */
async function freshStep(
  { stage, step }: PlannedLook,
  known: HandedOn,
  isStale: boolean,
  { inputsOf }: Observation,
  { ports, context }: Tools,
): Promise<StageStep> {
  const inputs = await inputsOf(stage, known);
  if (!isStale && canonicalJson(inputs) === canonicalJson(step.inputs)) return step;
  return planStep(stage.action, withoutBuild(stage.name, inputs), readersOf(ports), context);
}

/** The site was built when it was planned. */
function withoutBuild<Inputs extends object>(stage: StageName, inputs: Inputs): Inputs {
  return stage === 'site' ? { ...inputs, buildCommand: undefined } : inputs;
}

/** What a stage had changed before it threw, it does not tell. */
function failed({ outputs, report }: Ending, failure: UserError): Ending {
  const { changed: _, ...known } = outputs;
  return { outputs: known, report: { ...report, status: 'failed', result: failure.message }, failure };
}

/** A bug in a stage must not keep the chain from putting back what served before, nor from telling. */
function unexpected(error: unknown, { log }: Context): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof Error && error.stack) log.debug(error.stack);
  return new UserError({ what: `It ended unexpectedly: ${messageOf(error)}` }, { cause: error });
}
