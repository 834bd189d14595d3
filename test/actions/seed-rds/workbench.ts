import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { action } from '../../../src/actions/seed-rds/index.ts';
import { ecs } from '../../../src/aws/ecs.ts';
import { logs } from '../../../src/aws/logs.ts';
import { rds } from '../../../src/aws/rds.ts';
import { secretsManager } from '../../../src/aws/secrets-manager.ts';
import { parseInputs } from '../../../src/contract/index.ts';
import type { Ending } from '../../../src/lifecycle/conclude-step.ts';
import type { PortMakers } from '../../../src/lifecycle/ports.ts';
import { runAction } from '../../../src/lifecycle/run-action.ts';
import type { Clock } from '../../../src/machine/clock.ts';
import { systemClock } from '../../../src/machine/clock.ts';
import { files } from '../../../src/machine/files.ts';
import { runProcess } from '../../../src/machine/process.ts';
import { databases } from '../../../src/sql/databases.ts';

export const region = 'us-east-1';

export interface Workbench {
  /** Absolute path of the checked-out repository. */
  readonly workspace: string;
  /** Writes files of the repository, by path. */
  write(content: Readonly<Record<string, string | Uint8Array>>): void;
  remove(): void;
}

/** A folder in place of the checked-out repository. */
export function workbench(): Workbench {
  const workspace = mkdtempSync(join(tmpdir(), 'seed-rds-'));
  return {
    workspace,
    write(content) {
      for (const [path, text] of Object.entries(content)) {
        mkdirSync(dirname(join(workspace, path)), { recursive: true });
        writeFileSync(join(workspace, path), text);
      }
    },
    remove: () => rmSync(workspace, { recursive: true, force: true }),
  };
}

export interface RunOptions {
  readonly workspace: string;
  /** Variables of the step: credentials for AWS, and those that `url-env` may name. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly commit?: string;
  readonly run?: string;
  /** Called with each line of the log. */
  readonly onLine?: (line: string) => void;
}

export interface Ran extends Ending {
  readonly log: readonly string[];
  readonly masked: readonly string[];
}

/** Runs the action in process, with its real ports, as main.ts would. */
export async function run(inputs: Readonly<Record<string, string>>, options: RunOptions): Promise<Ran> {
  const given = new Map(Object.entries(inputs).map(([name, text]) => [name, { text, origin: 'with' }]));
  const log: string[] = [];
  const masked: string[] = [];
  const write = (line: string) => {
    log.push(line);
    options.onLine?.(line);
  };
  const restore = setVariables(options.environment ?? {});
  try {
    const ending = await runAction(action, parseInputs(action.contract, given), ports(options.environment ?? {}), {
      signal: options.signal ?? AbortSignal.timeout(25_000),
      clock: quickClock(),
      run: provenance(options),
      state: { save: () => undefined },
      log: {
        info: write,
        debug: write,
        warning: write,
        mask: (secret) => masked.push(secret),
        group: (_, body) => body(),
      },
    });
    return { ...ending, log, masked };
  } finally {
    restore();
  }
}

/** Sleeps a fiftieth of the time: servers work in real time. */
function quickClock(): Clock {
  const { now, sleep } = systemClock();
  return { now, sleep: (milliseconds, signal) => sleep(milliseconds / 50, signal) };
}

function provenance({ workspace, run = '1', commit = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00' }: RunOptions) {
  return {
    repository: 'acme/clinic',
    ...{ commit, head: '', ref: '', actionRepository: '' },
    url: `https://github.com/acme/clinic/actions/runs/${run}`,
    attempt: `${run}-1`,
    actor: 'somebody',
    workspace,
    temporary: join(workspace, '.temporary'),
  };
}

function ports(environment: Readonly<Record<string, string>>): PortMakers {
  const readOnly = <R>(reader: R) => ({ reader, writer: undefined });
  const used = {
    databases: async () => databases(),
    ecs: async () => ecs({ region }),
    environment: async () => readOnly((name: string) => environment[name]),
    files: async () => files(),
    logs: async () => readOnly(logs({ region }).reader),
    processes: async () => readOnly(runProcess),
    rds: async () => rds({ region }),
    secrets: async () => readOnly(secretsManager({ region }).reader),
  };
  return used as unknown as PortMakers;
}

/** The SDK takes credentials and endpoint from the environment, when it makes its first call. */
function setVariables(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
