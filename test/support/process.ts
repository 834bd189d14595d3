import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createCommandFiles, takeCommandFiles } from '../workflow-runner/commands/command-files.ts';

/** What a step of a workflow gives to an action, beside what every step has. */
export interface StepOptions {
  /** Under `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Variables of the job: credentials, region. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the main phase left; given, this is the post phase. */
  readonly state?: Readonly<Record<string, string>>;
  /** Runs this script in place of the action's own. */
  readonly script?: string;
  /** Runs the step, which is `"$@"`, in this shell text: with another standard output, or with limits. */
  readonly shell?: string;
  /** Other paths for files of the runner, by their variable; the step's own, which are looked at, stay empty then. */
  readonly runnerFiles?: Readonly<Record<string, string>>;
  /** Variables of every step that this one does not have. */
  readonly without?: readonly string[];
}

export interface StepResult {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  /** What it printed, both streams, line by line, as the runner reads it. */
  readonly lines: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface RunningStep {
  /** Resolves when a line that matches was printed; rejects when the step ends without one. */
  printed(pattern: RegExp): Promise<void>;
  /** Sends a signal as the runner does on cancellation, and kills the step after so many milliseconds. */
  cancel(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL', patienceMilliseconds: number): void;
  readonly ended: Promise<StepResult>;
}

/** Runs `dist/<name>.js` to its end, as a runner does. */
export function runStep(name: string, options: StepOptions = {}): Promise<StepResult> {
  return startStep(name, options).ended;
}

/** Starts `dist/<name>.js` with a runner's variables and files, and nothing of our own environment but PATH. */
export function startStep(name: string, options: StepOptions = {}): RunningStep {
  const home = mkdtempSync(join(tmpdir(), 'step-'));
  const workspace = join(home, 'workspace');
  write(workspace, options.files ?? {});
  const commandFiles = createCommandFiles(home);
  const command = [process.execPath, options.script ?? `${process.cwd()}/dist/${name}.js`] as const;
  const [program, ...parameters] =
    options.shell === undefined ? command : (['bash', '-c', options.shell, 'bash', ...command] as const);
  const all = { ...variables(home, workspace, options), ...commandFiles, ...options.runnerFiles };
  const child = spawn(program, parameters, {
    cwd: workspace,
    env: Object.fromEntries(Object.entries(all).filter(([variable]) => !options.without?.includes(variable))),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting: { readonly pattern: RegExp; resolve(): void }[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const { pattern, resolve } of waiting) if (pattern.test(line)) resolve();
    });
  }
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const ended = exit.then((exitCode) => {
    const { outputs, state, summary } = takeCommandFiles(commandFiles, (fault) => lines.push(fault));
    rmSync(home, { recursive: true, force: true });
    return { exitCode, lines, outputs, state, summary: typeof summary === 'string' ? summary : '(too large)' };
  });
  return {
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        if (lines.some((line) => pattern.test(line))) return resolve();
        waiting.push({ pattern, resolve });
        exit.then(() => reject(new Error(`It ended without printing ${pattern}:\n${lines.join('\n')}`)), reject);
      }),
    cancel(signal, patienceMilliseconds) {
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMilliseconds);
      exit.finally(() => clearTimeout(timer)).catch(() => {});
    },
  };
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Source: https://docs.github.com/actions/reference/workflows-and-actions/variables */
function variables(home: string, workspace: string, { inputs = {}, environment = {}, state = {} }: StepOptions) {
  const prefixed = (prefix: string, values: Readonly<Record<string, string>>, upper: boolean) =>
    Object.entries(values).map(([name, value]) => [prefix + (upper ? name.toUpperCase() : name), value] as const);
  return {
    ...{ PATH: process.env['PATH'] ?? '', HOME: home, CI: 'true', GITHUB_ACTIONS: 'true' },
    ...{ GITHUB_WORKSPACE: workspace, RUNNER_TEMP: home, GITHUB_REPOSITORY: 'acme/clinic', GITHUB_ACTOR: 'somebody' },
    ...{ GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '1', GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567' },
    ...{ GITHUB_REF: 'refs/heads/main', GITHUB_ACTION_REPOSITORY: 'aws-webapp-actions/aws-webapp-actions' },
    ...Object.fromEntries(prefixed('INPUT_', inputs, true)),
    ...Object.fromEntries(prefixed('STATE_', state, false)),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...environment,
  };
}
