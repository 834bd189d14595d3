import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud } from '../../test/cloud/cloud.ts';
import { measure } from '../measure.ts';
import { median } from '../statistics.ts';
import { prepareScene, type Scene } from './scene.ts';
import { installedTools, type Tool } from './tools.ts';

const delaysMilliseconds = [0, 30];

/**
 * The same source once more, on an engine without any local state, as hosted runners are: this action against what people
 * use, in turns, each with its start; the engines' own start is left out. Medians; a ratio below 1 means that we are faster.
 */
export async function rebuild(rounds: number): Promise<readonly string[]> {
  const cloud = await startCloud();
  const folder = await mkdtemp(join(tmpdir(), 'bench-rebuild-'));
  try {
    const scene = await prepareScene(cloud, folder);
    const tools = installedTools();
    for (const tool of tools) await buildOnce(tool, scene);
    const rows: string[] = [];
    for (const delay of delaysMilliseconds) rows.push(...(await rowsOf({ tools, rounds }, scene, delay)));
    return [
      `Building an unchanged source again (base image of 100 MB, 40 MB beside it), ECR of the local cloud over loopback: ${rounds} rounds, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)} (on a busy machine the ratios say little)`,
      '',
      '| delay of each request, ms | tool | s | our ratio to it | requests |',
      '| ---: | --- | ---: | ---: | ---: |',
      ...rows,
    ];
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each tool in turn, again and again, so that a slow moment of the machine hits all of them. */
async function rowsOf(
  { tools, rounds }: { readonly tools: readonly Tool[]; readonly rounds: number },
  scene: Scene,
  milliseconds: number,
): Promise<readonly string[]> {
  const { faults } = scene.cloud;
  for (const service of milliseconds > 0 ? ['ecr', 'ecr-registry', 'sts'] : [])
    faults.add({ service, times: Infinity, fault: { kind: 'delay', milliseconds } });
  const seen = new Map<Tool, Build[]>(tools.map((tool) => [tool, []]));
  for (let round = 0; round < rounds; round++)
    for (const tool of tools) seen.get(tool)?.push(await buildOnce(tool, scene));
  faults.clear();
  const of = (tool: Tool, member: keyof Build) => median((seen.get(tool) ?? []).map((build) => build[member]));
  return tools.map((tool, index) => {
    const ratio =
      index === 0 ? '' : tools.slice(0, 1).map((ours) => (of(ours, 'seconds') / of(tool, 'seconds')).toFixed(2));
    return `| ${milliseconds} | ${tool.name} | ${of(tool, 'seconds').toFixed(2)} | ${ratio} | ${of(tool, 'requests')} |`;
  });
}

interface Build {
  readonly seconds: number;
  readonly requests: number;
}

/** One build on a new engine, which is gone afterwards. */
async function buildOnce(tool: Tool, scene: Scene): Promise<Build> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-engine-'));
  const engine = await tool.startEngine(folder);
  try {
    scene.cloud.requests.clear();
    const { seconds } = await measure(tool.command(scene, folder));
    return { seconds, requests: scene.cloud.requests.all().length };
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
