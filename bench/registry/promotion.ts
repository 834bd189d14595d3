import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measure, measure } from '../measure.ts';
import { median } from '../statistics.ts';
import type { Message, Prepare, Prepared, Seen } from './server.ts';
import { installedTools, type Tool } from './tools.ts';

const runs = 3;
const scenes: readonly Prepare[] = (['nothing', 'base', 'all'] as const).flatMap((present) =>
  [0, 30].map((delayMilliseconds) => ({ present, delayMilliseconds })),
);

/**
 * Promotion of a 1 GB image between two accounts of the local cloud's ECR, which is a process of its own: this action
 * against `skopeo copy` and `crane copy`, in turns, each with its start. Medians; a ratio below 1 means that we are faster.
 */
export async function promotion(): Promise<readonly string[]> {
  const tools = installedTools();
  const server = fork(join(import.meta.dirname, 'server.ts'));
  try {
    await once(server, 'message');
    const rows: string[] = [];
    for (const scene of scenes) rows.push(...rowsOf(scene, await interleaved(server, tools, scene)));
    return [
      `Copying 1 GB in 18 layers between two registries of the local cloud, over loopback: ${runs} runs each, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)} (on a busy machine the ratios say little)`,
      '',
      '| the target has | delay of each request, ms | tool | s | our ratio to it | processor, s | requests | peak memory, MB |',
      '| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |',
      ...rows,
    ];
  } finally {
    server.disconnect();
  }
}

interface Copy extends Measure {
  readonly requests: number;
}

/** Each tool in turn, again and again, so that a slow moment of the machine hits all of them. */
async function interleaved(server: ChildProcess, tools: readonly Tool[], scene: Prepare) {
  const copies = new Map<string, Copy[]>(tools.map(({ name }) => [name, []]));
  for (let round = 0; round < runs; round++)
    for (const tool of tools) copies.get(tool.name)?.push(await copyOnce(server, tool, scene));
  return copies;
}

async function copyOnce(server: ChildProcess, tool: Tool, scene: Prepare): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const prepared = await ask<Prepared>(server, { prepare: scene });
    const measured = await measure(await tool.command(prepared, folder));
    const { requests, arrived } = await ask<Seen>(server, 'look');
    if (!arrived) throw new Error(`${tool.name} ended well, but the image is not at the target.`);
    return { ...measured, requests: requests.length };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ask<Answer>(server: ChildProcess, message: Message): Promise<Answer> {
  server.send(message);
  const [answer] = await once(server, 'message');
  return answer as Answer;
}

function rowsOf({ present, delayMilliseconds }: Prepare, copies: ReadonlyMap<string, readonly Copy[]>) {
  const of = (name: string, member: keyof Copy) => median((copies.get(name) ?? []).map((copy) => copy[member]));
  const [ours = ''] = copies.keys();
  return [...copies.keys()].map((name) => {
    const ratio = name === ours ? '' : (of(ours, 'seconds') / of(name, 'seconds')).toFixed(2);
    const [seconds, processor] = [of(name, 'seconds').toFixed(2), of(name, 'processorSeconds').toFixed(2)];
    const [requests, megabytes] = [of(name, 'requests'), of(name, 'peakMegabytes').toFixed(0)];
    return `| ${present} | ${delayMilliseconds} | ${name} | ${seconds} | ${ratio} | ${processor} | ${requests} | ${megabytes} |`;
  });
}
