import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CommonInputs, parseInputs } from '../../src/contract/index.ts';
import { UserError } from '../../src/errors.ts';
import type { AnyAction } from '../../src/lifecycle/action.ts';
import type { Ending } from '../../src/lifecycle/conclude-step.ts';
import type { Context } from '../../src/lifecycle/context.ts';
import { runAction } from '../../src/lifecycle/run-action.ts';
import { portMakers } from '../../src/port-makers.ts';
import { type Cloud, type CloudOptions, startCloud } from '../cloud/cloud.ts';
import { type ScriptedClock, scriptedClock } from '../cloud/core/clock.ts';
import type { Credentials } from '../cloud/iam/identities.ts';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { policyFor } from '../cloud/iam/policy-template.ts';
import { unreadable } from '../pages/readable.ts';
import { withVariables } from './variables.ts';

export const accountId = '111111111111';
export const region = 'eu-central-1';
/** The repository that the action comes from. */
export const suiteRepository = 'aws-webapp-actions/aws-webapp-actions';
export const commit = '0123456789abcdef0123456789abcdef01234567';

/** Who runs an action, and what of its surroundings differs from the usual. */
export interface How {
  /** [an administrator of the account] */
  readonly as?: Credentials;
  readonly commit?: string;
  /** Commit of the run itself [the usual one], and its ref [refs/heads/main]. */
  readonly head?: string;
  readonly ref?: string;
  /** Id and attempt of the workflow's run ["7-1"]. */
  readonly attempt?: string;
  readonly signal?: AbortSignal;
  /** Told each line of the log as it comes. */
  readonly onLine?: (line: string) => void;
  readonly upcoming?: ReadonlySet<string>;
  /** The action's time [the cloud's: where the action sleeps, time moves on]. */
  readonly clock?: Context['clock'];
  /** Gets what is saved for the post phase. */
  readonly saved?: Map<string, string>;
}

/** How an action ended, with what it logged. */
export interface Ran extends Ending {
  readonly log: readonly string[];
}

/** A local cloud on scripted time, a workspace, and one action with its real ports: what a test of the action needs. */
export interface Stage {
  readonly cloud: Cloud;
  /** The cloud's time and the action's: where the action sleeps, time moves on. */
  readonly clock: ScriptedClock;
  readonly workspace: string;
  /** Runs the action in process, as main.ts does. Rejects with what the action throws. */
  run(inputs: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
  /** Runs the action's post phase with what its main phase has saved; rejects with what it throws. The answer is the log. */
  post(saved: ReadonlyMap<string, string>, how?: How): Promise<readonly string[]>;
  /** Credentials of somebody who may do what the policies say, and nothing else. */
  caller(...policies: readonly PolicyDocument[]): Credentials;
  /** Writes files of the workspace, by path. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** What the last runs asked of AWS since this was called before, as `service:Operation`, without what the test itself asked. */
  calls(): readonly string[];
  close(): Promise<void>;
}

export async function startStage(action: unknown, options: CloudOptions = {}): Promise<Stage> {
  const clock = scriptedClock();
  const cloud = await startCloud({ clock, ...options });
  const workspace = mkdtempSync(join(tmpdir(), 'action-'));
  const administrator = cloud.iam.administrator(accountId);
  let callers = 0;
  return {
    cloud,
    clock,
    workspace,
    run: (inputs, how = {}) => {
      const environment = cloud.environment(how.as ?? administrator, region);
      return withVariables(environment, () => runInProcess(action as AnyAction, inputs, how, { clock, workspace }));
    },
    async post(saved, how = {}) {
      const { context, log } = contextOf(how, { clock, workspace });
      const environment = cloud.environment(how.as ?? administrator, region);
      await withVariables(environment, async () => (action as AnyAction).post?.(saved, portMakers(region), context));
      return log;
    },
    caller: (...policies) => cloud.iam.user({ accountId, name: `caller-${++callers}`, policies }),
    write(files) {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(workspace, path)), { recursive: true });
        writeFileSync(join(workspace, path), content);
      }
    },
    calls() {
      const names = cloud.requests.names();
      cloud.requests.clear();
      return names;
    },
    async close() {
      await cloud.close();
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

/** The message with which a step ends red, whether the action threw it or concluded with it; fails when it is green. */
export async function failureOf(run: Promise<Ran>): Promise<string> {
  const failure = await run.then(
    (ran) => ran.failure,
    (error: unknown) => error,
  );
  if (failure instanceof UserError) return failure.message;
  throw failure ?? new Error('The action succeeded.');
}

/** What a policy file of an action is for: every run, or what some inputs need on top. */
type PolicyKind = 'needed' | 'optional' | 'task';

/** The action's iam-policy.json, filled; or what it needs on top for some inputs. */
export function policyOf(
  name: string,
  values: Readonly<Record<string, string>>,
  kind: PolicyKind = 'needed',
): PolicyDocument {
  return policyFor(readFileSync(policyPath(name, kind), 'utf8'), {
    ...{ 'AWS::Region': region, 'AWS::AccountId': accountId },
    ...values,
  });
}

function policyPath(name: string, kind: PolicyKind): string {
  return `actions/${name}/${kind === 'needed' ? 'iam-policy' : `iam-policy-${kind}`}.json`;
}

/** The policy without the statement of this Sid; throws when it has none. */
export function withoutStatement(policy: PolicyDocument, sid: string): PolicyDocument {
  const all = [policy.Statement].flat();
  const kept = all.filter(({ Sid }) => Sid !== sid);
  if (kept.length === all.length) throw new Error(`The policy has no statement ${sid}.`);
  return { ...policy, Statement: kept };
}

/** The Sids of an action's iam-policy.json, for tests that remove each in turn. */
export function statementsOf(name: string, kind: PolicyKind = 'needed'): readonly string[] {
  const policy = JSON.parse(readFileSync(policyPath(name, kind), 'utf8')) as PolicyDocument;
  return [policy.Statement].flat().map(({ Sid = '' }) => Sid);
}

async function runInProcess(
  action: AnyAction,
  texts: Readonly<Record<string, string>>,
  how: How,
  { clock, workspace }: Pick<Stage, 'clock' | 'workspace'>,
): Promise<Ran> {
  const given = new Map(Object.entries(texts).map(([name, text]) => [name, { text, origin: 'with' }]));
  const inputs = parseInputs(action.contract, given) as CommonInputs;
  const { context, log } = contextOf(how, { clock, workspace });
  const ending = await runAction(action, inputs, portMakers(region), context);
  const bad = unreadable(ending.report);
  if (bad.length > 0) throw new Error(`The summary shows what nobody should see: ${JSON.stringify(bad)}`);
  return { ...ending, log };
}

function contextOf(how: How, { clock, workspace }: Pick<Stage, 'clock' | 'workspace'>) {
  const log: string[] = [];
  const tell = (line: string) => {
    log.push(line);
    how.onLine?.(line);
  };
  const context: Context = {
    signal: how.signal ?? new AbortController().signal,
    clock: how.clock ?? { now: clock.now, sleep: (milliseconds, signal) => sleepOn(clock, milliseconds, signal) },
    state: { save: (name, value) => void how.saved?.set(name, value) },
    upcoming: how.upcoming,
    log: { info: tell, debug: () => {}, warning: tell, mask: () => {}, group: (_, body) => body() },
    run: {
      ...{ repository: 'acme/clinic', commit: how.commit ?? commit, attempt: how.attempt ?? '7-1', actor: 'somebody' },
      ...{ head: how.head ?? commit, ref: how.ref ?? 'refs/heads/main', actionRepository: suiteRepository },
      ...{ url: `https://github.com/acme/clinic/actions/runs/${runId(how)}`, workspace, temporary: workspace },
    },
  };
  return { context, log };
}

function runId({ attempt = '7-1' }: How): string {
  return attempt.split('-')[0] ?? '';
}

/** A sleep that takes no real time; what else waits on the clock gets its turn. */
async function sleepOn(clock: ScriptedClock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  clock.advance(milliseconds);
  await new Promise((resolve) => setImmediate(resolve));
}
