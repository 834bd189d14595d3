import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { action } from '../../../src/actions/build-push-ecr/index.ts';
import { ecr } from '../../../src/aws/ecr.ts';
import { imageArchive } from '../../../src/container/archive/image-archive.ts';
import { imageBuilder } from '../../../src/container/build/image-builder.ts';
import { registry } from '../../../src/container/registry.ts';
import { parseInputs } from '../../../src/contract/index.ts';
import type { AnyAction } from '../../../src/lifecycle/action.ts';
import type { Ending } from '../../../src/lifecycle/conclude-step.ts';
import type { Context } from '../../../src/lifecycle/context.ts';
import type { PortMakers } from '../../../src/lifecycle/ports.ts';
import { runAction } from '../../../src/lifecycle/run-action.ts';
import { type Clock, systemClock } from '../../../src/machine/clock.ts';
import { factsReaders } from '../../../src/machine/facts-ahead.ts';
import { files } from '../../../src/machine/files.ts';
import { type RunProcess, runProcess } from '../../../src/machine/process.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../cloud/cloud.ts';
import type { ScriptedClock } from '../../cloud/core/clock.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { policyFor } from '../../cloud/iam/policy-template.ts';
import { quickClock } from '../../support/quick-clock.ts';

export const accountId = '111111111111';
export const region = 'eu-central-1';
export const kmsKey = `arn:aws:kms:${region}:${accountId}:key/0f1e2d3c`;
export const commit = '0123456789abcdef0123456789abcdef01234567';
export const defaultTag = 'sha-0123456789ab';

/** A cloud, a workspace and the action: what one test of it needs. */
export interface Stage {
  readonly cloud: Cloud;
  readonly workspace: string;
  readonly log: string[];
  readonly masked: string[];
  readonly state: Map<string, string>;
  readonly run: (inputs: Readonly<Record<string, string>>, how?: How) => Promise<Ending>;
  /** Ends the job, as the runner's post phase does. */
  readonly post: () => Promise<void>;
  /** Lets the next runs have only these permissions. */
  readonly permit: (policies: readonly PolicyDocument[], asAccount?: string) => void;
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface How {
  readonly commit?: string;
  readonly signal?: AbortSignal;
  readonly processes?: RunProcess;
  readonly registry?: ReturnType<typeof registry>;
}

export interface StageOptions extends CloudOptions {
  /** Time of the cloud and of the action, which passes only while the action sleeps [real time]. */
  readonly time?: ScriptedClock;
}

/** Begins with exactly the permissions of iam-policy.json, on the repository clinic/backend of the first account. */
export async function startStage({ time, ...options }: StageOptions = {}): Promise<Stage> {
  const cloud = await startCloud(time ? { ...options, clock: time } : options);
  const workspace = await mkdtemp(join(tmpdir(), 'build-push-ecr-'));
  const [log, masked, state] = [[] as string[], [] as string[], new Map<string, string>()];
  const before = { ...process.env };
  const contextOf = ({ commit: given = commit, signal = new AbortController().signal }: How): Context => ({
    signal,
    clock: time ? leaping(time) : systemClock(),
    state: { save: (name, value) => void state.set(name, value) },
    log: {
      info: (line) => void log.push(line),
      debug: () => {},
      warning: (line) => void log.push(line),
      group: (_, body) => body(),
      mask: (secret) => void masked.push(secret),
    },
    run: {
      repository: 'acme/clinic',
      ...{ commit: given, head: given, ref: 'refs/heads/main', actionRepository: '' },
      url: 'https://github.com/acme/clinic/actions/runs/7',
      attempt: '7-1',
      actor: 'somebody',
      workspace,
      temporary: workspace,
    },
  });
  const stage: Stage = {
    cloud,
    workspace,
    log,
    masked,
    state,
    async run(inputs, how = {}) {
      const given = new Map(Object.entries(inputs).map(([name, text]) => [name, { text, origin: 'with' }]));
      const parsed = parseInputs(action.contract, given);
      return runAction(action as unknown as AnyAction, parsed, ports(how), contextOf(how));
    },
    post: async () => action.post?.(state, ports(), contextOf({})),
    permit(policies, asAccount = accountId) {
      const user = cloud.iam.user({ accountId: asAccount, name: `deployer-${asAccount}`, policies });
      Object.assign(process.env, cloud.environment(user, region));
    },
    async write(files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(workspace, path)), { recursive: true });
        await writeFile(join(workspace, path), text);
      }
    },
    async close() {
      await cloud.close();
      await rm(workspace, { recursive: true, force: true });
      process.env = before;
    },
  };
  stage.permit([await wholePolicy()]);
  return stage;
}

function leaping(time: ScriptedClock): Clock {
  return {
    now: () => time.now(),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      time.advance(milliseconds);
    },
  };
}

/** The ports that the composition root would make, of this action only. */
function ports({
  processes = runProcess,
  registry: own = registry({ run: processes, clock: quickClock() }),
}: How = {}): PortMakers {
  return {
    ecr: async () => ecr({ region }),
    registry: async () => own,
    imageArchive: async () => ({ ...imageArchive(), writer: undefined }),
    imageBuilder: async () => imageBuilder(processes, quickClock(), factsReaders()),
    files: async () => files(),
  } as Partial<PortMakers> as PortMakers;
}

/** iam-policy.json, filled for this stage. */
export async function wholePolicy(source: Readonly<Record<string, string>> = {}): Promise<PolicyDocument> {
  const template = await readFile('actions/build-push-ecr/iam-policy.json', 'utf8');
  return policyFor(template, {
    'AWS::Region': region,
    'AWS::AccountId': accountId,
    RepositoryName: 'clinic/backend',
    CacheRepositoryName: 'clinic/backend-cache',
    KmsKeyArn: kmsKey,
    SourceRegion: region,
    SourceAccountId: accountId,
    SourceRepositoryName: 'clinic/built',
    ...source,
  });
}
