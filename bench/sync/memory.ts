import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Measure, measure } from '../measure.ts';
import { type Server, startServer } from './server.ts';
import { builtSite, difference, type Site, writeSite } from './site.ts';

export interface SyncMemoryOptions {
  readonly files: number;
  readonly rounds: number;
  /** The folder with our built actions. */
  readonly dist: string;
}

const releases = 100;
const manifestKey = '.deploy/manifest.json';

/** The most resident memory of sync-spa-s3, by GNU time, where the record has a hundred releases; and the size of that record. */
export async function syncMemory({ files, rounds, dist }: SyncMemoryOptions): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sync-memory-'));
  const server = await startServer();
  const lines = [`Memory of a sync: ${files} files, ${releases} releases in the record; Node ${process.version}`, ''];
  try {
    await server.delay(0);
    for (let round = 0; round < rounds; round++) {
      const bucket = `memory-${round}`;
      await server.createBucket(bucket);
      const run = async (what: string, site: Site) => {
        writeSite(join(folder, 'site'), site);
        const used = await synced(resolve(dist), join(folder, 'site'), { bucket, server });
        const wrong = difference(site, await server.objects(bucket));
        if (wrong) throw new Error(`The bucket is wrong: ${wrong}.`);
        lines.push(
          `${what}: ${used.peakMegabytes.toFixed(0)} MB, ${used.processorSeconds.toFixed(1)} s of processor time`,
        );
      };
      await run('cold upload', builtSite(files, 0));
      lines.push(`record: ${((await withReleases(bucket, server)) / 1e6).toFixed(1)} MB`);
      await run('unchanged', builtSite(files, 0));
      await run('ten changed', builtSite(files, 1));
      await server.empty(bucket);
    }
    return lines;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Target {
  readonly bucket: string;
  readonly server: Server;
}

function synced(dist: string, source: string, { bucket, server }: Target): Promise<Measure> {
  const temporary = join(source, '..');
  return measure({
    program: process.execPath,
    arguments: [`${dist}/sync-spa-s3.js`],
    environment: {
      ...server.environment,
      ...{ HOME: temporary, RUNNER_TEMP: temporary, GITHUB_WORKSPACE: '/', GITHUB_SHA: 'f'.repeat(40) },
      ...{ INPUT_SOURCE: source, INPUT_BUCKET: bucket, 'INPUT_WORKING-DIRECTORY': '.', 'INPUT_KEEP-RELEASES': '100' },
    },
  });
}

/** Gives the record a history, as a hundred deployments leave it; the answer is its size in bytes. */
async function withReleases(bucket: string, { environment }: Server): Promise<number> {
  const client = clientOf(environment);
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: manifestKey }));
  const record = (await Body?.transformToString()) ?? '';
  const [, newest = ''] = /"releases":\[(\{[^}]*\{[^}]*\}\}|\{[^}]*\})/.exec(record) ?? [];
  const older = Array.from({ length: releases - 1 }, (_, index) => ({
    ...{ id: String(index).padStart(40, '0'), at: new Date(index * 60_000).toISOString(), run: `${index}-1` },
    undo: String(index).padStart(64, 'a'),
  }));
  const text = record.replace(newest, [newest, ...older.map((each) => JSON.stringify(each))].join(','));
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: manifestKey, Body: text }));
  client.destroy();
  return Buffer.byteLength(text);
}

function clientOf(environment: Server['environment']): S3Client {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment;
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = 'us-east-1' } = environment;
  return new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
}
