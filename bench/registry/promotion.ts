import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measure, measure } from '../measure.ts';
import { median, percentile } from '../statistics.ts';
import type { Message, Prepare, Prepared, Seen } from './server.ts';
import { installedTools, type Tool } from './tools.ts';

const scenes: readonly Prepare[] = (['nothing', 'base', 'all'] as const).flatMap((present) =>
  [0, 30].map((delayMilliseconds) => ({ present, delayMilliseconds })),
);

export interface PromotionOptions {
  readonly rounds: number;
  /** The size of the image, of which a tenth is not its base's. */
  readonly megabytes: number;
  /** Real ones, where they are installed, or those of the local cloud, which hands out blobs by a redirect as ECR does. */
  readonly registries: 'distribution' | 'cloud';
}

/**
 * Promotion of an image between two registries that are processes of their own: this action against `skopeo copy` and
 * `crane copy`, in turns, each with its start. A ratio below 1 means that we are faster; it is that of each round, in the middle.
 */
export async function promotion({ rounds, megabytes, registries }: PromotionOptions): Promise<readonly string[]> {
  const tools = installedTools();
  const script = registries === 'distribution' ? 'distribution-server.ts' : 'server.ts';
  const server = fork(join(import.meta.dirname, script), [String(megabytes / 1_000)]);
  try {
    await once(server, 'message');
    const rows: string[] = [];
    for (const scene of scenes) rows.push(...rowsOf(scene, await interleaved(server, { tools, rounds }, scene)));
    return [
      `Copying ${megabytes} MB in 18 layers between two registries (${registries === 'distribution' ? 'distribution 3' : 'of the local cloud'}), over loopback: ${rounds} rounds, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}; ${tools.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
      '',
      '| the target has | delay of each request, ms | tool | s (least to most) | our ratio to it (least to most) | ours later by, ms | processor, s | requests | peak memory, MB |',
      '| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...rows,
    ];
  } finally {
    server.disconnect();
  }
}

interface Copy extends Measure {
  readonly requests: number | undefined;
}

/** Each tool in turn, again and again, so that a slow moment of the machine hits all of them. */
async function interleaved(
  server: ChildProcess,
  { tools, rounds }: { readonly tools: readonly Tool[]; readonly rounds: number },
  scene: Prepare,
) {
  const copies = new Map<string, Copy[]>(tools.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
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
    return { ...measured, requests };
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
  const [ours = ''] = copies.keys();
  const seconds = (name: string) => (copies.get(name) ?? []).map((copy) => copy.seconds);
  return [...copies].map(([name, all]) => {
    const pairs = seconds(ours).map((our, round) => ({ our, their: seconds(name)[round] ?? Number.NaN }));
    const ratio = spread(pairs.map(({ our, their }) => our / their));
    const later = median(pairs.map(({ our, their }) => (our - their) * 1_000)).toFixed(0);
    const processor = median(all.map(({ processorSeconds }) => processorSeconds)).toFixed(2);
    const megabytes = median(all.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0);
    const requests = all[0]?.requests === undefined ? '' : median(all.map((copy) => copy.requests ?? 0));
    const ofOurs = name === ours ? '| ' : `${ratio} | ${later}`;
    return `| ${present} | ${delayMilliseconds} | ${name} | ${spread(seconds(name))} | ${ofOurs} | ${processor} | ${requests} | ${megabytes} |`;
  });
}

function spread(values: readonly number[]): string {
  return `${median(values).toFixed(2)} (${percentile(values, 0).toFixed(2)} to ${percentile(values, 1).toFixed(2)})`;
}
