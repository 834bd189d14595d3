import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { freePort } from '../../test/support/free-port.ts';
import type { Server } from './server.ts';

const region = 'us-east-1';
const startMilliseconds = 30_000;

/** An S3 server that was not written here (github.com/versity/versitygw): a folder behind an S3 API. It adds no delay, and counts no requests. */
export async function startVersityGateway(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-versitygw-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench-secret' };
  const child = spawn('versitygw', ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', folder], {
    env: { ...process.env, ROOT_ACCESS_KEY: credentials.accessKeyId, ROOT_SECRET_KEY: credentials.secretAccessKey },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await Promise.race([untilItAnswers(endpoint), ended.then(() => Promise.reject(new Error('versitygw ended.')))]);
  const client = new S3Client({ region, endpoint, forcePathStyle: true, credentials });
  const place = (bucket: string) => join(folder, bucket);
  return {
    environment: {
      ...{
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      ...{ AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
    },
    async delay(milliseconds) {
      if (milliseconds > 0) throw new Error('versitygw answers at once: --delay-milliseconds 0.');
    },
    createBucket: async (Bucket) => void (await client.send(new CreateBucketCommand({ Bucket }))),
    async empty(name) {
      for (const entry of readdirSync(place(name))) rmSync(join(place(name), entry), { recursive: true });
    },
    objects: async (name) => new Map(filesBelow(place(name)).map(([path, content]) => [path, md5(content)])),
    requests: async () => undefined,
    async close() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(endpoint: string): Promise<void> {
  const until = Date.now() + startMilliseconds;
  for (;;) {
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer) return;
    if (Date.now() > until) throw new Error(`versitygw did not answer within ${startMilliseconds / 1_000} s.`);
    await wait(50);
  }
}

function filesBelow(folder: string): readonly (readonly [path: string, content: Buffer])[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  return paths.map((path) => [relative(folder, path), readFileSync(path)]);
}

function md5(content: Buffer): string {
  return createHash('md5').update(content).digest('hex');
}
