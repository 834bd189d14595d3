import { createHash } from 'node:crypto';
import type { Contract, InputsOf } from '../contract/index.ts';
import { abridged } from '../domain/abridged-plan.ts';
import { type Change, canonicalPieces, type Plan } from '../domain/plan.ts';
import { causeOf, UserError } from '../errors.ts';
import type { OutputValue } from '../github/outputs.ts';
import type { Report } from '../report/report.ts';
import type { Action, Step } from './action.ts';
import type { Context } from './context.ts';
import { type PortMakers, type PortName, type Ports, type ReadPorts, readersOf } from './ports.ts';

/** What a step ends with: its outputs, its report and, when it failed, why. */
export interface Ending {
  readonly outputs: Readonly<Record<string, OutputValue>>;
  readonly report: Report;
  readonly artifacts?: readonly string[] | undefined;
  readonly failure?: UserError | undefined;
}

/** Common inputs that decide how far a step goes. */
interface Limits {
  readonly dryRun: boolean;
  readonly expectedPlan: string | undefined;
}

/** Observes, plans, applies unless it is a dry run or not the plan that was approved, and reports. */
export async function runAction<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome>(
  action: Action<C, N, Observation, C1, Outcome>,
  inputs: InputsOf<C> & Limits,
  ports: Pick<PortMakers, N>,
  context: Context,
): Promise<Ending> {
  const made = await makePorts(action.needs, ports);
  const step = await during('Observe', action, context, () => planned(action, inputs, readersOf(made), context));
  const moved = movedPlan(step.plan, inputs.expectedPlan);
  if (inputs.dryRun || moved) return stopped(concluded(action, step, undefined), moved);
  const outcome = await during('Apply', action, context, () => action.apply(step, made, context));
  return concluded(action, step, outcome);
}

/** The first half of an action, which only reads. */
export async function planned<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome>(
  action: Action<C, N, Observation, C1, Outcome>,
  inputs: InputsOf<C>,
  ports: Pick<ReadPorts, N>,
  context: Context,
): Promise<Step<C, Observation, C1>> {
  const observation = await action.observe(inputs, ports, context);
  return { inputs, observation, plan: action.plan(inputs, observation) };
}

/** What an action tells of its outcome, with the outputs that every action has; without one, of its plan. */
export function concluded<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome>(
  action: Action<C, N, Observation, C1, Outcome>,
  step: Step<C, Observation, C1>,
  outcome: Outcome | undefined,
): Ending {
  const { plan } = step;
  const common = { changed: plan.changes.length > 0, plan: planOutput(plan), fingerprint: fingerprintOf(plan) };
  const { outputs, ...told } = action.report(step, outcome);
  return { outputs: { ...common, ...outputs }, ...told };
}

/** One group of the log, where the action does not group its log itself. What is cut short in it ends with the signal's reason. */
async function during<T>(
  title: string,
  { groupsItself }: { readonly groupsItself?: boolean },
  { log, signal }: Context,
  body: () => Promise<T>,
): Promise<T> {
  try {
    return groupsItself ? await body() : await log.group(title, body);
  } catch (error) {
    throw causeOf(error, signal);
  }
}

/** SHA-256 of a plan's canonical JSON, in hex. */
export function fingerprintOf(plan: Plan): string {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces(plan)) hash.update(piece);
  return hash.digest('hex');
}

/**
 * A step gets each input as a variable, and Linux starts no process with one above 128 KiB (MAX_ARG_STRLEN): several plans
 * must fit in one. https://man7.org/linux/man-pages/man2/execve.2.html
 */
const maxOutputCharacters = 40_000;

/** A plan's canonical JSON, abridged where the step that gets it could not be started; undefined where even that is too long. */
export function planOutput(plan: Plan): string | undefined {
  const whole = shortText(plan);
  if (whole !== undefined) return whole;
  return shortText(abridged(plan, fingerprintOf(plan), maxOutputCharacters / 2));
}

function shortText(plan: Plan): string | undefined {
  let text = '';
  for (const piece of canonicalPieces(plan)) {
    text += piece;
    if (text.length > maxOutputCharacters) return undefined;
  }
  return text;
}

/** Why a plan must not be applied: it is another one than was approved. */
function movedPlan(plan: Plan, expected: string | undefined): UserError | undefined {
  if (expected === undefined) return undefined;
  const fingerprint = fingerprintOf(plan);
  if (expected === fingerprint) return undefined;
  return new UserError({
    what: `The plan for ${plan.target} is no longer the one that was approved; nothing was changed.`,
    why: `Its fingerprint is ${fingerprint}, expected ${expected}: since then the target or the inputs have changed. The plan now: ${listed(plan.changes)}.`,
    next: 'Look at the new plan (dry-run: true), and approve it if it is right.',
  });
}

/** The plan is shown, and nothing done; a failure to plan comes before one of the plan. */
function stopped(shown: Ending, moved: UserError | undefined): Ending {
  const failure = shown.failure ?? moved;
  if (!failure || failure === shown.failure) return shown;
  const report = { ...shown.report, status: 'failed', result: failure.message } as const;
  return { ...shown, outputs: { ...shown.outputs, changed: false }, report, failure };
}

function listed(changes: readonly Change[]): string {
  const shown = changes.slice(0, 10).map(({ kind, resource }) => `${kind} ${resource}`);
  const more = changes.length - shown.length;
  return changes.length === 0 ? 'no changes' : shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Makes the ports that an action needs, side by side. */
async function makePorts<N extends PortName>(
  needs: readonly N[],
  makers: Pick<PortMakers, N>,
): Promise<Pick<Ports, N>> {
  const made = await Promise.all(needs.map(async (name) => [name, await makers[name]()] as const));
  return Object.fromEntries(made) as unknown as Pick<Ports, N>;
}
