import { createHash } from 'node:crypto';
import type { Contract, InputsOf } from '../contract/index.ts';
import { type Change, canonicalPieces, type Plan } from '../domain/plan.ts';
import { causeOf, UserError } from '../errors.ts';
import type { OutputValue } from '../github/outputs.ts';
import type { Report } from '../report/report.ts';
import type { Action, Context } from './action.ts';
import type { PortMakers, PortName, Readers, Writers } from './ports.ts';

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

/** Observes, plans, applies unless it is a dry run, and reports. */
export async function runAction<C extends Contract, N extends PortName, Observation, C1 extends Change, Outcome>(
  action: Action<C, N, Observation, C1, Outcome>,
  inputs: InputsOf<C> & Limits,
  ports: Pick<PortMakers, N>,
  context: Context,
): Promise<Ending> {
  const { readers, writers } = await load(action.needs, ports);
  const observation = await during('Observe', context, () => action.observe(inputs, readers, context));
  const plan = action.plan(inputs, observation);
  const fingerprint = fingerprintOf(plan);
  demandPlan(plan, fingerprint, inputs.expectedPlan);
  const step = { inputs, observation, plan };
  const outcome = inputs.dryRun
    ? undefined
    : await during('Apply', context, () => action.apply(step, writers, readers, context));
  const { outputs, ...told } = action.report(step, outcome);
  const common = { changed: plan.changes.length > 0, plan: planOutput(plan), fingerprint };
  return { outputs: { ...common, ...outputs }, ...told };
}

/** One group of the log. What is cut short in it ends with the signal's reason. */
async function during<T>(title: string, { log, signal }: Context, body: () => Promise<T>): Promise<T> {
  try {
    return await log.group(title, body);
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

/** GitHub passes no larger output on to another job. https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs */
const maxOutputCharacters = 1_000_000;

/** A plan's canonical JSON, unless GitHub could not carry it. */
export function planOutput(plan: Plan): string | undefined {
  let text = '';
  for (const piece of canonicalPieces(plan)) {
    text += piece;
    if (text.length > maxOutputCharacters) return undefined;
  }
  return text;
}

function demandPlan(plan: Plan, fingerprint: string, expected: string | undefined): void {
  if (expected === undefined || expected === fingerprint) return;
  throw new UserError({
    what: `The plan for ${plan.target} is no longer the one that was approved; nothing was changed.`,
    why: `Its fingerprint is ${fingerprint}, expected ${expected}: since then the target or the inputs have changed. The plan now: ${listed(plan.changes)}.`,
    next: 'Look at the new plan (dry-run: true), and approve it if it is right.',
  });
}

function listed(changes: readonly Change[]): string {
  const shown = changes.slice(0, 10).map(({ kind, resource }) => `${kind} ${resource}`);
  const more = changes.length - shown.length;
  return changes.length === 0 ? 'no changes' : shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Makes the ports that an action needs, side by side. */
async function load<N extends PortName>(needs: readonly N[], ports: Pick<PortMakers, N>) {
  const made = await Promise.all(needs.map(async (name) => [name, await ports[name]()] as const));
  return {
    readers: Object.fromEntries(made.map(([name, { reader }]) => [name, reader])) as Pick<Readers, N>,
    writers: Object.fromEntries(made.map(([name, { writer }]) => [name, writer])) as Pick<Writers, N>,
  };
}
