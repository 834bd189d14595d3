import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What one process took, its start included. */
export interface Measure {
  readonly seconds: number;
  /** User and system time. */
  readonly processorSeconds: number;
  /** The most memory that it ever held. */
  readonly peakMegabytes: number;
}

/** Runs a command to its end under GNU time; any exit code but 0 is an error with what it printed. */
export async function measure({ program, arguments: given, environment }: Command): Promise<Measure> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const usage = join(folder, 'usage');
  try {
    const begun = process.hrtime.bigint();
    const child = spawn('/usr/bin/time', ['--format=%U %S %M', `--output=${usage}`, program, ...given], {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
    const [code] = await once(child, 'exit');
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    if (code !== 0)
      throw new Error(`${program} ended with ${code}:\n${Buffer.concat(printed).toString().slice(-4_000)}`);
    const [user = 0, system = 0, kilobytes = 0] = (await readFile(usage, 'utf8')).trim().split(' ').map(Number);
    return { seconds, processorSeconds: user + system, peakMegabytes: kilobytes / 1024 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
