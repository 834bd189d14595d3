import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { UserError } from '../errors.ts';
import { outputLines } from './output-lines.ts';
import { withoutCredentials } from './without-credentials.ts';

/** A program to run, without a shell. Secrets go into `environment` or `input`, never into `arguments`. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly directory?: string;
  /** Added to the step's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The step's environment without AWS credentials and the runner's tokens. The program can still read them from our own process. */
  readonly withoutCredentials?: boolean;
  readonly input?: string;
  /** Whether it is to end when our own process is killed, so that it can end nothing itself. */
  readonly endsWithUs?: true;
  /** Told each line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface Finished {
  /** 128 and its number where a signal has ended the program. */
  readonly exitCode: number;
  /** Of tens of megabytes, the last. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs programs. On cancellation, a program and its children get SIGINT, and SIGKILL after 3 s: the runner signals only our own process. */
export type RunProcess = (command: Command, signal: AbortSignal) => Promise<Finished>;

const graceMilliseconds = 3_000;

export const runProcess: RunProcess = (command, signal) =>
  new Promise<Finished>((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const child = spawn(command.program, [...command.arguments], {
      cwd: command.directory,
      env: { ...(command.withoutCredentials ? withoutCredentials(process.env) : process.env), ...command.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own: a shell that stops leaves its children running.
      detached: true,
    });
    const guard = command.endsWithUs && child.pid !== undefined ? guardOf(child.pid) : undefined;
    let grace: NodeJS.Timeout | undefined;
    const stop = () => {
      signalGroup(child.pid, 'SIGINT');
      grace = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMilliseconds);
    };
    signal.addEventListener('abort', stop, { once: true });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
      const lines = outputLines((line) => command.onLine?.(line));
      stream.on('data', lines.write).once('end', lines.end);
      return lines.text;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(command.input ?? '');
    child.once('error', (error: NodeJS.ErrnoException) => {
      guard?.kill('SIGKILL');
      signal.removeEventListener('abort', stop);
      reject(error);
    });
    child.once('close', (code, killedBy) => {
      guard?.kill('SIGKILL');
      signal.removeEventListener('abort', stop);
      clearTimeout(grace);
      if (signal.aborted) reject(signal.reason);
      else resolve({ exitCode: code ?? signalExit(killedBy), stdout: stdout?.() ?? '', stderr: stderr?.() ?? '' });
    });
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw missingProgram(command);
    throw error.code === 'E2BIG' ? tooLong(command) : error;
  });

/**
 * A shell that waits for the end of its input, which comes when our process ends in whatever way, and then stops a process
 * group as a cancellation does. It is not in our own group, so that nobody stops it with us.
 */
function guardOf(leader: number): ChildProcess {
  const script = 'read _; kill -INT "-$1"; sleep "$2"; kill -KILL "-$1"';
  const words = ['-c', script, 'guard', String(leader), String(graceMilliseconds / 1_000)];
  const guard = spawn('/bin/sh', words, {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env['PATH'] },
    detached: true,
  });
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  return guard;
}

/** As shells tell that a signal has ended a program. */
function signalExit(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : 128 + constants.signals[signal];
}

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

/** Linux takes 128 KiB for one argument or variable: https://man7.org/linux/man-pages/man2/execve.2.html */
function tooLong({ program }: Command): UserError {
  return new UserError({
    what: `The program ${program} could not be started.`,
    why: 'One of its arguments or environment variables is longer than the system takes (128 KiB), or all together are too long.',
    next: 'Hand large values over in files.',
  });
}
