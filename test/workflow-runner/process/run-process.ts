import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { killTree, signal } from './process-tree.ts';

export interface ProcessCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** How long the runner waits, in milliseconds. */
export interface ProcessDelays {
  /** From SIGINT to SIGTERM. */
  readonly interruptMs: number;
  /** From SIGTERM to killing the tree. */
  readonly terminateMs: number;
  /** From the end of the process to killing what still holds its output. */
  readonly orphanMs: number;
}

/** What GitHub's runner waits: ProcessInvoker.cs in https://github.com/actions/runner */
export const runnerDelays: ProcessDelays = { interruptMs: 7500, terminateMs: 2500, orphanMs: 5000 };

/**
 * Runs a process to its end, handing over its output line by line, and gives its exit code.
 * When `cancel` fires, the process itself (not its children) gets SIGINT, then SIGTERM, then all of it is killed.
 */
export async function runProcess(
  command: ProcessCommand,
  onLine: (line: string) => void,
  cancel: AbortSignal,
  { delays, guard }: { readonly delays: ProcessDelays; readonly guard: (pid: number) => () => void },
): Promise<number> {
  const child = spawn(command.file, command.args, {
    cwd: command.workingDirectory,
    env: { ...command.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = Promise.all([readLines(child.stdout, onLine), readLines(child.stderr, onLine)]);
  const release = child.pid === undefined ? () => {} : guard(child.pid);
  const stopEscalation = escalateOn(cancel, child, delays);
  try {
    const [code]: (number | null)[] = await once(child, 'exit');
    await endOfOutput(child, output, delays.orphanMs);
    return code ?? -1;
  } finally {
    release();
    stopEscalation();
  }
}

async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', onLine);
  stream.once('close', () => lines.close());
  await once(lines, 'close');
}

function escalateOn(cancel: AbortSignal, child: ChildProcess, delays: ProcessDelays): () => void {
  let timer: NodeJS.Timeout | undefined;
  const kill = (): void => {
    if (child.pid !== undefined) killTree(child.pid);
  };
  const terminate = (): void => {
    if (child.pid !== undefined) signal(child.pid, 'SIGTERM');
    timer = setTimeout(kill, delays.terminateMs);
  };
  const interrupt = (): void => {
    if (child.pid !== undefined) signal(child.pid, 'SIGINT');
    timer = setTimeout(terminate, delays.interruptMs);
  };
  if (cancel.aborted) interrupt();
  cancel.addEventListener('abort', interrupt);
  return () => {
    cancel.removeEventListener('abort', interrupt);
    clearTimeout(timer);
  };
}

/** Waits for the output to end, but not for ever: a child that was left behind may hold it open. */
async function endOfOutput(child: ChildProcess, output: Promise<unknown>, orphanMs: number): Promise<void> {
  const timer = setTimeout(() => {
    if (child.pid !== undefined) signal(-child.pid, 'SIGKILL');
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, orphanMs);
  try {
    await output;
  } finally {
    clearTimeout(timer);
  }
}
