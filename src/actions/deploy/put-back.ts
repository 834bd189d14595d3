import { causeOf, messageOf, UserError } from '../../errors.ts';
import { readersOf } from '../../lifecycle/ports.ts';
import { concluded, type Ending, planned } from '../../lifecycle/run-action.ts';
import type { Inputs as EdgeInputs } from '../invalidate-cloudfront/contract.ts';
import type { Inputs as SiteInputs } from '../sync-spa-s3/contract.ts';
import type { StageResult, Tools } from './apply.ts';
import type { Inputs } from './contract.ts';
import { list, text } from './handed-on.ts';
import type { Observation } from './observe.ts';
import { decide, type SiteBack } from './put-back-decision.ts';
import { workingContext } from './stage-context.ts';
import { verify } from './verify.ts';

/** What became of what served before this run. */
export type PutBack =
  | { readonly kind: 'left'; readonly why: string | undefined }
  /** In order; the last one may have failed, and then nothing more was tried. */
  | { readonly kind: 'tried'; readonly steps: readonly PutBackStep[] };

export interface PutBackStep {
  readonly what: string;
  readonly result: string;
  /** The image or the release that serves again. */
  readonly serves?: string | undefined;
  readonly failure?: UserError | undefined;
}

/** Puts backend and site back to what served before, lets the edge forget, and looks whether that serves. */
export async function putBack(
  results: readonly StageResult[],
  inputs: Inputs,
  observation: Observation,
  tools: Tools,
): Promise<PutBack> {
  const { signal, log } = tools.context;
  const decision = decide(results, inputs, signal.aborted);
  if (decision.kind === 'leave') return { kind: 'left', why: decision.why };
  const { backend, site } = decision;
  const steps: PutBackStep[] = [];
  try {
    await log.group('Put back what served before', async () => {
      if (backend) steps.push(await attempt('Backend', () => backendBack(backend, tools), tools, imageBefore(backend)));
      if (site && succeeded(steps)) await siteAndEdgeBack(site, observation, tools, steps);
      if (succeeded(steps)) steps.push(await attempt('Check', () => verify(decision, observation, tools), tools));
    });
  } catch (error) {
    throw causeOf(error, signal);
  }
  return { kind: 'tried', steps };
}

function succeeded(steps: readonly PutBackStep[]): boolean {
  return steps.every(({ failure }) => failure === undefined);
}

async function siteAndEdgeBack(
  site: SiteBack,
  observation: Observation,
  tools: Tools,
  steps: PutBackStep[],
): Promise<void> {
  let paths: readonly string[] = [];
  const siteStep = async () => {
    const ending = await siteBack(site, tools);
    paths = list(ending.outputs['invalidation-paths']);
    return told(ending, `The release ${site.release} serves again.`);
  };
  steps.push(await attempt('Site', siteStep, tools, site.release));
  if (succeeded(steps)) steps.push(...(await edgeBack(paths, observation, tools)));
}

function imageBefore({ ending }: StageResult): string | undefined {
  return text(ending.outputs['previous-image']);
}

/** The whole configuration from before: that is what its action has observed. */
async function backendBack({ look: { stage }, step }: StageResult, tools: Tools): Promise<string> {
  if (!step) throw new Error('A backend that was changed has a step.');
  const { ports } = tools;
  const context = workingContext(stage, tools.context);
  const { plan: now } = await planned(stage.action, step.inputs, readersOf(ports), context);
  if (now.changes.length > 0)
    throw new UserError({
      what: `Somebody has changed ${now.target} since it was deployed; it was left as it is.`,
      next: 'Look at it, and deploy again what is right.',
    });
  const [{ resource } = { resource: step.plan.target }] = step.plan.changes;
  const back = { ...step, plan: { ...step.plan, changes: [{ kind: 'rollback', resource, fields: [] }] } };
  const ending = concluded(stage.action, back, await stage.action.apply(back, ports, context));
  return told(
    ending,
    `The configuration from before serves again, with ${text(ending.outputs['image']) ?? 'its image'}.`,
  );
}

async function siteBack({ result, release }: SiteBack, tools: Tools): Promise<Ending> {
  const { stage, step } = result.look;
  const back = { source: undefined, buildCommand: undefined, rollbackTo: release, expectedPlan: undefined };
  const inputs: SiteInputs = { ...(step.inputs as SiteInputs), ...back };
  const context = workingContext(stage, tools.context);
  const goingBack = await planned(stage.action, inputs, readersOf(tools.ports), context);
  return concluded(stage.action, goingBack, await stage.action.apply(goingBack, tools.ports, context));
}

/** An invalidation of the same paths as earlier in this run would be taken for that one, unless it is forced. */
async function edgeBack(
  paths: readonly string[],
  { looks, inputsOf }: Observation,
  tools: Tools,
): Promise<readonly PutBackStep[]> {
  const stage = looks.map((look) => look.stage).find(({ name }) => name === 'edge');
  if (!stage || paths.length === 0) return [];
  const forget = async () => {
    const inputs = { ...((await inputsOf(stage, { paths })) as EdgeInputs), force: true };
    const context = workingContext(stage, tools.context);
    const step = await planned(stage.action, inputs, readersOf(tools.ports), context);
    const outcome = await stage.action.apply(step, tools.ports, context);
    return told(concluded(stage.action, step, outcome), `${paths.length} paths are forgotten.`);
  };
  return [await attempt('Edge', forget, tools)];
}

function told({ failure }: Ending, result: string): string {
  if (failure) throw failure;
  return result;
}

/** A step of going back; what it fails with is told beside why the chain has failed. */
async function attempt(
  what: string,
  body: () => Promise<string>,
  { context }: Tools,
  serves?: string,
): Promise<PutBackStep> {
  try {
    const result = await body();
    context.log.info(`${what}: ${result}`);
    return { what, result, serves };
  } catch (error) {
    const cause = causeOf(error, context.signal);
    const failure = cause instanceof UserError ? cause : new UserError({ what: messageOf(cause) }, { cause });
    return { what, result: failure.message, failure };
  }
}
