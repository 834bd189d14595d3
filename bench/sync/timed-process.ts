import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Timed {
  readonly seconds: number;
  /** Processor time of the process, which says more than its duration where the machine is busy. */
  readonly processorSeconds: number;
  /** Most memory that the process had. */
  readonly peakMegabytes: number;
}

/** Runs a program from its start to its end; throws with what it printed when it fails. */
export async function timedProcess(
  program: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Timed> {
  const begun = performance.now();
  const child = spawn(program, parameters, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  let used: Usage = { processorSeconds: 0, peakMegabytes: 0 };
  const watch = setInterval(() => {
    used = usageOf(child.pid) ?? used;
  }, 25);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => clearInterval(watch));
  const seconds = (performance.now() - begun) / 1_000;
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${Buffer.concat(output).toString().slice(-2_000)}`);
  return { seconds, ...used };
}

type Usage = Omit<Timed, 'seconds'>;

/** Node tells nothing about a child that has ended, so it is looked at while it runs. */
function usageOf(pid: number | undefined): Usage | undefined {
  try {
    const [status, stat] = [readFileSync(`/proc/${pid}/status`, 'utf8'), readFileSync(`/proc/${pid}/stat`, 'utf8')];
    const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
    if (kilobytes === undefined) return undefined;
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return { processorSeconds: (user + system) / 100, peakMegabytes: Number(kilobytes) / 1_024 };
  } catch {
    return undefined;
  }
}
