import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contract } from '../../../../src/actions/smoke-test/contract.ts';
import { action } from '../../../../src/actions/smoke-test/index.ts';
import type { Results } from '../../../../src/actions/smoke-test/run/result.ts';
import { parseInputs } from '../../../../src/contract/index.ts';
import { httpProbe } from '../../../../src/http/probe.ts';
import type { Ending } from '../../../../src/lifecycle/conclude-step.ts';
import type { PortMakers } from '../../../../src/lifecycle/ports.ts';
import { runAction } from '../../../../src/lifecycle/run-action.ts';
import { type Clock, systemClock } from '../../../../src/machine/clock.ts';
import { files } from '../../../../src/machine/files.ts';
import { runProcess } from '../../../../src/machine/process.ts';
import { systemRandom } from '../../../../src/machine/random.ts';
import { logReport } from '../../../../src/report/log.ts';
import { markdownReport } from '../../../../src/report/markdown.ts';

export interface SmokeOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: (id: string) => Promise<string>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** Certificates to trust, PEM. */
  readonly ca?: string;
  /** Other files of the workspace, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Smoke extends Ending {
  /** The log, masked values, the summary, the report file and the JUnit file: everything that anybody can see. */
  readonly shown: { readonly log: string; readonly summary: string; readonly report: string; readonly junit: string };
  readonly masked: readonly string[];
  readonly results: Results;
}

/** Runs the action in process, with its real ports, on a suite of this text. */
export async function smoke(suite: string, options: SmokeOptions = {}): Promise<Smoke> {
  const workspace = await mkdtemp(join(tmpdir(), 'smoke-'));
  try {
    for (const [path, content] of Object.entries({ ...options.files, 'suite.yml': suite })) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), content);
    }
    return await runIn(workspace, options);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

async function runIn(workspace: string, options: SmokeOptions): Promise<Smoke> {
  const given = { suite: 'suite.yml', ...options.inputs };
  const inputs = parseInputs(
    contract,
    new Map(Object.entries(given).map(([name, text]) => [name, { text, origin: 'with' }])),
  );
  const lines: string[] = [];
  const masked: string[] = [];
  const ending = await runAction(action, inputs, ports(options), {
    signal: options.signal ?? new AbortController().signal,
    clock: options.clock ?? systemClock(),
    log: {
      info: (line) => lines.push(line),
      debug: (line) => lines.push(line),
      warning: (line) => lines.push(line),
      group: (_, body) => body(),
      mask: (value) => masked.push(value),
    },
    run: {
      ...{ repository: '', commit: '', head: '', ref: '', actionRepository: '', url: '', actor: '', attempt: '1' },
      ...{ workspace, temporary: workspace },
    },
    state: { save: () => {} },
  });
  const read = (path: unknown) => (typeof path === 'string' ? readFile(path, 'utf8') : Promise.resolve('{}'));
  const report = await read(ending.outputs['report-path']);
  return {
    ...ending,
    masked,
    shown: {
      log: [...lines, ...logReport(ending.report), ...(ending.failure ? [ending.failure.message] : [])].join('\n'),
      summary: markdownReport(ending.report),
      report,
      junit: await read(ending.outputs['junit-path']),
    },
    results: JSON.parse(report) as Results,
  };
}

function ports({ environment = {}, secrets, ca }: SmokeOptions): PortMakers {
  const secretText = secrets ?? (() => Promise.reject(new Error('no secret was to be read')));
  return {
    environment: async () => ({ reader: (name: string) => environment[name], writer: undefined }),
    files: async () => files(),
    probe: async () => ({ reader: undefined, writer: httpProbe(ca === undefined ? {} : { ca }) }),
    processes: async () => ({ reader: runProcess, writer: undefined }),
    random: async () => ({ reader: systemRandom, writer: undefined }),
    secrets: async () => ({ reader: { secretText, changedAt: async () => undefined }, writer: undefined }),
  } as Partial<PortMakers> as PortMakers;
}

/** The findings of the check of this name, each as "subject | expected | actual". */
export function findings({ results }: Smoke, name: string): readonly string[] {
  const check = [...results.checks, ...results.cleanUps].find((candidate) => candidate.name === name);
  return check?.status === 'failed'
    ? check.findings.map(({ subject, expected, actual }) => `${subject} | ${expected} | ${actual}`)
    : [];
}

/** Each check with its status: "health: passed". */
export function statuses({ results }: Smoke): readonly string[] {
  return results.checks.map(({ name, status }) => `${name}: ${status}`);
}
