import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { UserError } from '../errors.ts';
import { withoutCredentials } from './without-credentials.ts';

/** A program to run, without a shell. Secrets go into `environment` or `input`, never into `arguments`. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly directory?: string;
  /** Added to the step's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** For a program that may run anybody's code: the step's environment without AWS credentials and the runner's tokens. */
  readonly withoutCredentials?: boolean;
  readonly input?: string;
  /** Told each line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs programs. A cancelled one and all its children get SIGINT, and SIGKILL after 3 s: the runner signals only our own process. */
export type RunProcess = (command: Command, signal: AbortSignal) => Promise<Finished>;

const graceMilliseconds = 3_000;

export const runProcess: RunProcess = (command, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const child = spawn(command.program, [...command.arguments], {
      cwd: command.directory,
      env: { ...(command.withoutCredentials ? withoutCredentials(process.env) : process.env), ...command.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own: a shell that is told to stop leaves what it runs at work.
      detached: true,
    });
    let grace: NodeJS.Timeout | undefined;
    const stop = () => {
      signalGroup(child.pid, 'SIGINT');
      grace = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMilliseconds);
    };
    signal.addEventListener('abort', stop, { once: true });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      createInterface({ input: child[name] }).on('line', (line) => {
        output[name] += `${line}\n`;
        command.onLine?.(line);
      });
    }
    child.stdin.on('error', () => {});
    child.stdin.end(command.input ?? '');
    child.once('error', (error: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', stop);
      reject(error.code === 'ENOENT' ? missingProgram(command) : error);
    });
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      clearTimeout(grace);
      if (signal.aborted) reject(signal.reason);
      else resolve({ exitCode: code ?? 1, ...output });
    });
  });

function signalGroup(leader: number | undefined, name: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, name);
  } catch {
    // All of it has ended by itself.
  }
}

function missingProgram({ program, directory }: Command): UserError {
  return new UserError({
    what: `The program ${program} could not be started${directory ? ` in ${directory}` : ''}.`,
    why: 'It is not on PATH, or the folder does not exist.',
    next: `Install ${program} in an earlier step, or check the working directory.`,
  });
}
