import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A line of act's log. */
export interface ActLine {
  /** The names of the job and of those that called it, as far as act tells them. */
  readonly job?: string;
  readonly step?: string;
  /** `Main`, `Post` or `Pre`. */
  readonly stage?: string;
  readonly stepResult?: string;
  readonly jobResult?: string;
  readonly level?: string;
  readonly msg?: string;
  /** Set for what the step's process printed. */
  readonly raw_output?: boolean;
}

export interface ActProcess {
  readonly folder: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Told of the process, which leads a group of its own; the answer is called at its end. */
  readonly guard: (pid: number) => () => void;
}

export interface ActEnd {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  readonly lines: readonly ActLine[];
}

/** Runs act to its end, with its log in JSON. */
export async function runAct({ folder, arguments: options, environment, guard }: ActProcess): Promise<ActEnd> {
  const child = spawn('act', ['--json', ...options], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const release = child.pid === undefined ? () => {} : guard(child.pid);
  const lines: ActLine[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(parseLine(line)));
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { exitCode, lines };
  } finally {
    release();
  }
}

function parseLine(line: string): ActLine {
  try {
    const { job, ...rest } = JSON.parse(line) as ActLine;
    return { ...rest, ...(job === undefined ? {} : { job: job.trim() }) };
  } catch {
    return { msg: line };
  }
}
