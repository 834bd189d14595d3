import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCloud } from '../../test/cloud/cloud.ts';
import { measure, median } from '../measure.ts';
import { prepareScene, type Scene } from './scene.ts';
import { installedTools, type Tool } from './tools.ts';

const options = {
  /** How often each tool does each rebuild. */
  runs: { type: 'string', default: '3' },
  /** Milliseconds that each request takes longer. */
  delays: { type: 'string', default: '0,30' },
} as const;

/**
 * The same source once more, on an engine without any local state, as hosted runners are: this action against what people
 * use, in turns, each with its start; the engines' own start is left out. Medians; a ratio below 1 means that we are faster.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options });
  const cloud = await startCloud();
  const folder = await mkdtemp(join(tmpdir(), 'bench-rebuild-'));
  try {
    const scene = await prepareScene(cloud, folder);
    const tools = installedTools();
    console.log('Building an unchanged source (base of 100 MB, dependencies of 40 MB) again, ECR on loopback.');
    console.log(['delay', 'tool', 'seconds', 'ours/its', 'requests'].map(cell).join(''));
    for (const tool of tools) await once(tool, scene, 'first');
    for (const delay of values.delays.split(',').map(Number))
      await tellInterleaved(tools, scene, delay, Number(values.runs));
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each tool in turn, again and again, so that a slow moment of the machine hits all of them. */
async function tellInterleaved(tools: readonly Tool[], scene: Scene, delay: number, runs: number): Promise<void> {
  const { faults } = scene.cloud;
  for (const service of delay > 0 ? ['ecr', 'ecr-registry', 'sts'] : [])
    faults.add({ service, times: Infinity, fault: { kind: 'delay', milliseconds: delay } });
  const seen = new Map<Tool, { readonly seconds: number; readonly requests: number }[]>(
    tools.map((tool) => [tool, []]),
  );
  for (let round = 0; round < runs; round++)
    for (const tool of tools) seen.get(tool)?.push(await once(tool, scene, 'again'));
  faults.clear();
  const secondsOf = (tool: Tool | undefined) =>
    median((tool ? (seen.get(tool) ?? []) : []).map(({ seconds }) => seconds));
  for (const tool of tools) {
    const ratio = tool === tools[0] ? '' : (secondsOf(tools[0]) / secondsOf(tool)).toFixed(2);
    const requests = median((seen.get(tool) ?? []).map((one) => one.requests));
    console.log([`${delay} ms`, tool.name, secondsOf(tool).toFixed(2), ratio, requests].map(cell).join(''));
  }
}

/** One build on a new engine, which is gone afterwards. */
async function once(tool: Tool, scene: Scene, which: 'first' | 'again') {
  const folder = await mkdtemp(join(tmpdir(), 'bench-engine-'));
  const engine = await tool.startEngine(folder);
  try {
    scene.cloud.requests.clear();
    const { seconds } = await measure(tool.command(scene, folder, which));
    return { seconds, requests: scene.cloud.requests.all().length };
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function cell(value: string | number): string {
  return String(value).padEnd(26);
}
