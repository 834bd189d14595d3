import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Server, startServer } from './server.ts';
import { builtSite, difference, type Site, writeSite } from './site.ts';
import { type Sample, type Samples, scenarios, table } from './table.ts';
import { timedProcess } from './timed-process.ts';
import { installedTools, type Tool } from './tools.ts';
import { startVersityGateway } from './versity-gateway.ts';

export interface SyncOptions {
  readonly files: readonly number[];
  readonly delaysMilliseconds: readonly number[];
  readonly rounds: number;
  /** The folder with our built actions. */
  readonly dist: string;
  /** Names of tools; none means all that are installed. */
  readonly only: readonly string[];
  /** The S3 server: the local cloud, or one that was not written here. */
  readonly server: 'cloud' | 'versitygw';
}

/**
 * How long bringing a bucket up to date takes, process start included, beside the tools that people use. Rounds are
 * interleaved; a time counts only when the bucket then holds exactly the build.
 */
export async function sync({
  files,
  delaysMilliseconds,
  rounds,
  dist,
  only,
  server: kind,
}: SyncOptions): Promise<readonly string[]> {
  const tools = installedTools(resolve(dist)).filter(({ name }) => only.length === 0 || only.includes(name));
  const folder = mkdtempSync(join(tmpdir(), 'bench-sync-'));
  const server = await (kind === 'cloud' ? startServer() : startVersityGateway());
  const lines = [
    `Sync: ${rounds} rounds, medians; Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}`,
  ];
  try {
    for (const count of files)
      for (const delay of delaysMilliseconds) {
        await server.delay(delay);
        const samples = await measure(tools, { count, rounds, folder, server });
        lines.push(
          '',
          `${count} files, ${delay} ms a request`,
          '',
          ...table(
            tools.map(({ name }) => name),
            samples,
          ),
        );
      }
    return lines;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Setting {
  readonly count: number;
  readonly rounds: number;
  readonly folder: string;
  readonly server: Server;
}

async function measure(tools: readonly Tool[], { count, rounds, folder, server }: Setting): Promise<Samples> {
  const samples = new Map<string, Sample[]>();
  const source = join(folder, 'site');
  for (let round = 0; round < rounds; round++) {
    const targets = tools.map((tool, index) => ({ tool, bucket: `bench-${count}-${index}-${Date.now()}` }));
    for (const { bucket } of targets) await server.createBucket(bucket);
    for (const scenario of scenarios) {
      const site = builtSite(count, scenario === 'ten changed' ? 1 : 0);
      writeSite(source, site);
      for (const { tool, bucket } of rotated(targets, round)) {
        const place = `${tool.name} ${scenario}`;
        samples.set(place, [...(samples.get(place) ?? []), await run(tool, { source, bucket, site, folder, server })]);
      }
    }
    for (const { bucket } of targets) await server.empty(bucket);
  }
  return samples;
}

interface Deployment {
  readonly source: string;
  readonly bucket: string;
  readonly site: Site;
  readonly folder: string;
  readonly server: Server;
}

async function run(tool: Tool, { source, bucket, site, folder, server }: Deployment): Promise<Sample> {
  await server.requests();
  const endpoint = server.environment['AWS_ENDPOINT_URL'] ?? '';
  const timed = await timedProcess(tool.program, tool.arguments(source, bucket), {
    ...{ PATH: process.env['PATH'] ?? '', HOME: folder, RUNNER_TEMP: folder },
    ...server.environment,
    ...tool.environment(source, bucket, endpoint),
  });
  const counted = await server.requests();
  const requests = counted && Object.values(counted).reduce((sum, times) => sum + times, 0);
  const wrong = difference(site, await server.objects(bucket));
  if (wrong) throw new Error(`${tool.name} left a wrong bucket: ${wrong}.`);
  return { ...timed, requests };
}

function rotated<T>(items: readonly T[], by: number): readonly T[] {
  return items.map((_, index) => items[(index + by) % items.length] as T);
}
