import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { s3 } from '../../../src/aws/s3.ts';
import { startMoto } from '../../cloud/conformance/moto.ts';
import { describeWith } from '../../support/requires.ts';
import { withVariables } from '../../support/variables.ts';

/** S3 as others have built it: all that this adapter asks for, with keys that are hard to write. */
interface Server {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const region = 'us-east-1';
const account = { AWS_ACCESS_KEY_ID: 'clinic', AWS_SECRET_ACCESS_KEY: 'clinic-secret', AWS_CONFIG_FILE: '/dev/null' };
const keys = ['a b.txt', 'a+b.txt', 'a%2Bb.txt', 'a%b.txt', 'ü/é.txt', 'q?x=1&y.txt', `quote'"<>.txt`, '𝄞.txt'];

async function startVersityGateway(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'versitygw-'));
  for (const name of ['objects', 'versions']) mkdirSync(join(folder, name));
  const port = await freePort();
  const posix = ['posix', '--versioning-dir', join(folder, 'versions'), join(folder, 'objects')];
  const child = spawn('versitygw', ['--port', `127.0.0.1:${port}`, '--quiet', ...posix], {
    env: { ...process.env, ROOT_ACCESS_KEY: account.AWS_ACCESS_KEY_ID, ROOT_SECRET_KEY: account.AWS_SECRET_ACCESS_KEY },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const servers = { moto: startMoto, versitygw: startVersityGateway } as const;

for (const name of ['moto', 'versitygw'] as const)
  describeWith(name, name, () => {
    const { signal } = new AbortController();
    let server: Server;
    let client: S3Client;
    beforeAll(async () => {
      server = await servers[name]();
      const credentials = { accessKeyId: account.AWS_ACCESS_KEY_ID, secretAccessKey: account.AWS_SECRET_ACCESS_KEY };
      // The server may still be starting.
      client = new S3Client({
        region,
        endpoint: server.endpoint,
        forcePathStyle: true,
        credentials,
        maxAttempts: 8,
      });
      await client.send(new CreateBucketCommand({ Bucket: 'clinic' }));
    }, 60_000);
    afterAll(() => server.stop());

    const within = <T>(body: (parts: ReturnType<typeof s3>) => Promise<T>) =>
      withVariables({ ...account, AWS_ENDPOINT_URL_S3: server.endpoint }, () => body(s3({ region })));

    test(
      'has what was put, under the same keys, and deletes it',
      () =>
        within(async ({ reader, writer }) => {
          const [from, to] = [reader.bucket('clinic', signal), writer.bucket('clinic', signal)];
          const headers = { 'content-type': 'text/plain', 'cache-control': 'no-cache' };
          const etags = await Promise.all(keys.map((key) => to.put(key, Buffer.from(key), headers)));
          const listed = await from.list('');
          expect(new Map(listed.map(({ key, etag }) => [key, etag]))).toEqual(
            new Map(keys.map((key, index) => [key, etags[index]])),
          );
          for (const key of keys) expect((await from.text(key))?.text).toBe(key);
          const copies = listed.map((object) => to.copy(object, `copy of ${object.key}`, headers));
          expect(await Promise.all(copies)).toEqual(listed.map(({ etag }) => etag));
          const deleted: string[] = [];
          for await (const batch of to.deleteObjects(await from.list(''))) deleted.push(...batch);
          expect(deleted.toSorted()).toEqual([...keys, ...keys.map((key) => `copy of ${key}`)].toSorted());
          expect(await from.list('')).toEqual([]);
        }),
      60_000,
    );

    test(
      'takes writes, copies, uploads in parts and deletions where each object is retained from its first moment',
      () =>
        within(async ({ reader, writer }) => {
          const Bucket = 'retained';
          await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
          const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } as const;
          const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule } as const;
          await client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
          const [from, to] = [reader.bucket(Bucket, signal), writer.bucket(Bucket, signal)];
          const first = await to.put('index.html', Buffer.from('1'), {});
          const second = await to.put('index.html', Buffer.from('2'), {}, { ifEtag: String(first) });
          // moto asks for a checksum of a copy as well, which has no body. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
          if (name === 'moto') await to.put('kept', Buffer.from('2'), {});
          else await to.copy({ key: 'index.html', etag: String(second) }, 'kept', {});
          const large = Buffer.alloc(33 * 1_024 ** 2, 'x');
          const source = {
            bytes: large.length,
            whole: async () => large,
            range: async (a: number, b: number) => large.subarray(a, b),
          };
          await to.put('large', source, {});
          expect((await from.text('kept'))?.text).toBe('2');
          const deleted: string[] = [];
          for await (const keys of to.deleteObjects(await from.list(''))) deleted.push(...keys);
          expect(deleted.toSorted()).toEqual(['index.html', 'kept', 'large']);
          expect(await from.list('')).toEqual([]);
          // All of them are there still, and are retained, but for what moto got in parts.
          const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
          expect(Versions.map(({ Key }) => Key).toSorted()).toEqual(['index.html', 'index.html', 'kept', 'large']);
          for (const { Key, VersionId } of Versions.filter((each) => name !== 'moto' || each.Key !== 'large'))
            await expect(client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }))).rejects.toThrow();
        }),
      60_000,
    );

    test(
      'keeps conditions, tells its times, and knows the checksum of what was uploaded, also in parts',
      () =>
        within(async ({ reader, writer }) => {
          const [from, to] = [reader.bucket('clinic', signal), writer.bucket('clinic', signal)];
          const [one, two] = [Buffer.from('1'), Buffer.from('2')];
          const etag = await to.put('record', one, {}, { ifAbsent: true });
          expect(await to.put('record', two, {}, { ifAbsent: true })).toBe('conflict');
          const { times } = (await from.text('record')) ?? {};
          expect(Math.abs((times?.answered ?? 0) - (times?.written ?? 0))).toBeLessThan(60_000);
          expect(await from.look('record', String(etag))).toMatchObject({ changed: false });
          const next = await to.put('record', two, {}, { ifEtag: String(etag) });
          expect(next).not.toBe('conflict');
          expect(await to.put('record', one, {}, { ifEtag: String(etag) })).toBe('conflict');
          expect(await from.look('record', String(etag))).toMatchObject({ changed: true });
          // moto tells no type of checksums, so that of a part could pass for that of the whole.
          const told = name === 'moto' ? undefined : expect.objectContaining({ algorithm: 'sha256' });
          expect(await from.checksum('record', String(next))).toEqual(told);
          const large = Buffer.alloc(33 * 1_024 ** 2, 'x');
          const source = {
            ...{ bytes: large.length, whole: async () => large },
            range: async (start: number, end: number) => large.subarray(start, end),
          };
          const whole = await to.put('large', source, { 'content-type': 'application/octet-stream' });
          expect((await from.list('large')).map(({ bytes, etag: found }) => [bytes, found])).toEqual([
            [large.length, whole],
          ]);
        }),
      60_000,
    );
  });
