import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Measure, measure } from '../measure.ts';
import { median } from '../statistics.ts';

export interface SmokeOptions {
  readonly rounds: number;
  readonly dist: string;
  readonly delayMilliseconds: number;
}

const checks = 200;

/** So many checks through the action and through `hurl --test --parallel`, in turns, each a process from start to end. */
export async function smoke({ rounds, dist, delayMilliseconds }: SmokeOptions): Promise<readonly string[]> {
  const server = fork(new URL('server.ts', import.meta.url), [String(delayMilliseconds)]);
  const folder = mkdtempSync(join(tmpdir(), 'bench-smoke-'));
  try {
    const [port] = await once(server, 'message');
    const tools = toolsOf(folder, `http://127.0.0.1:${port}`, resolve(dist));
    const seen = new Map<string, Measure[]>(tools.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const tool of tools) seen.get(tool.name)?.push(await measure(tool));
    return [
      `${checks} checks, ${delayMilliseconds} ms each, ${rounds} rounds, Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}`,
      '',
      '| tool | s (least to most) | CPU, s | memory, MB | ours to it |',
      '| --- | ---: | ---: | ---: | ---: |',
      ...tools.map(({ name }) => row(name, seen)),
    ];
  } finally {
    server.disconnect();
    rmSync(folder, { recursive: true });
  }
}

interface Tool {
  readonly name: string;
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const ours = 'smoke-test';

/** Hurl runs files side by side, not the requests of one: each check is a file. */
function toolsOf(folder: string, url: string, dist: string): readonly Tool[] {
  const [suite, files] = [join(folder, 'suite.yml'), join(folder, 'hurl')];
  mkdirSync(files);
  const all = Array.from({ length: checks }, (_, at) => at);
  const written = all.map(
    (at) => `  - { name: check ${at}, get: "\${API}/${at}", expect: { json: { $.path: /${at} } } }`,
  );
  writeFileSync(suite, `name: bench\nchecks:\n${written.join('\n')}\n`);
  for (const at of all)
    writeFileSync(join(files, `${at}.hurl`), `GET ${url}/${at}\nHTTP 200\n[Asserts]\njsonpath "$.path" == "/${at}"\n`);
  const inputs = { INPUT_SUITE: 'suite.yml', 'INPUT_API-URL': url };
  const runner = { GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder };
  const script = join(dist, `${ours}.js`);
  return [
    { name: ours, program: process.execPath, arguments: [script], environment: { ...inputs, ...runner } },
    ...[[], ['--jobs', '6']].map((jobs) => ({
      name: ['hurl --test --parallel', ...jobs].join(' '),
      program: 'hurl',
      arguments: ['--test', '--parallel', ...jobs, files],
      environment: {},
    })),
  ];
}

function row(name: string, seen: ReadonlyMap<string, readonly Measure[]>): string {
  const own = seen.get(name) ?? [];
  const seconds = own.map((one) => one.seconds);
  const ratios = own.map((one, round) => (seen.get(ours)?.[round]?.seconds ?? Number.NaN) / one.seconds);
  const range = `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)}`;
  const cpu = median(own.map(({ processorSeconds }) => processorSeconds)).toFixed(2);
  const memory = median(own.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0);
  const ratio = name === ours ? '' : median(ratios).toFixed(2);
  return `| \`${name}\` | ${median(seconds).toFixed(2)} (${range}) | ${cpu} | ${memory} | ${ratio} |`;
}
