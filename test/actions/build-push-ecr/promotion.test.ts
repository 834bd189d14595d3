import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ecr } from '../../../src/aws/ecr.ts';
import { registry } from '../../../src/container/registry.ts';
import { digestOf } from '../../../src/container/verified-content.ts';
import { runProcess } from '../../../src/machine/process.ts';
import type { Repository } from '../../cloud/ecr/state.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { accountId, defaultTag, region, type Stage, startStage, wholePolicy } from './stage.ts';

const otherAccount = '222222222222';
let stage: Stage;
let target: Repository;

beforeEach(async () => {
  stage = await startStage();
  target = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
});
afterEach(() => stage.close());

/** An image in a repository, pushed there by this action. */
async function pushed(account: string, repositoryName: string): Promise<{ source: Repository; digest: string }> {
  const source = await stage.cloud.ecr.createRepository(account, region, { repositoryName });
  const text = 'serve()'.repeat(10_000);
  await composeImage({
    folder: join(stage.workspace, 'image'),
    entries: [{ kind: 'text', path: '/app/server.js', text }],
    architecture: 'amd64',
  });
  const policy = { AccountId: account, RepositoryName: repositoryName };
  stage.permit([await wholePolicy({ 'AWS::AccountId': account, ...policy })], account);
  const { outputs } = await stage.run({ repository: repositoryName, 'image-archive': 'image', tags: 'v1' });
  stage.cloud.requests.clear();
  return { source, digest: String(outputs['digest']) };
}

test('copies an image to another account by its digest, with the policies of the README', async () => {
  const { source, digest } = await pushed(otherAccount, 'clinic/built');
  const readme = await import('node:fs/promises').then(({ readFile }) =>
    readFile('actions/build-push-ecr/README.md', 'utf8'),
  );
  const [, policy = ''] = /```json\n([\s\S]+?)```/.exec(readme) ?? [];
  source.policy = policy.replace(/\d{12}/, accountId);
  stage.permit([await wholePolicy({ SourceAccountId: otherAccount })]);
  const { outputs, report, failure } = await stage.run({
    repository: 'clinic/backend',
    'source-image': `${source.uri}@${digest}`,
  });
  expect(failure).toBeUndefined();
  expect(report.status).toBe('succeeded');
  expect(outputs).toMatchObject({ image: `${target.uri}@${digest}`, digest, 'source-key': digest, skipped: false });
  expect(target.tags.get(defaultTag)).toBe(digest);
  expect(target.images.get(digest)?.manifest).toBe(source.images.get(digest)?.manifest);
});

test('copies nothing and asks the source nothing when the digest is there', async () => {
  const { source, digest } = await pushed(accountId, 'clinic/built');
  stage.permit([await wholePolicy()]);
  const inputs = { repository: 'clinic/backend', 'source-image': `${source.uri}@${digest}` };
  await stage.run(inputs);
  stage.cloud.requests.clear();
  const again = await stage.run(inputs);
  expect(again.report.status).toBe('unchanged');
  expect(stage.cloud.requests.all().length).toBeLessThanOrEqual(3);
  const tagged = await stage.run({ ...inputs, tags: 'prod' });
  expect(tagged.outputs).toMatchObject({ skipped: true, changed: true });
  expect(stage.cloud.requests.all({ service: 'ecr-registry' })).toEqual([]);
  expect(target.tags.get('prod')).toBe(digest);
});

test('mounts blobs inside a registry that allows it, and moves no bytes', async () => {
  const { source, digest } = await pushed(accountId, 'clinic/built');
  (await stage.cloud.ecr.registry(accountId, region)).accountSettings.set('BLOB_MOUNTING', 'ENABLED');
  stage.permit([await wholePolicy()]);
  const { failure } = await stage.run({ repository: 'clinic/backend', 'source-image': `${source.uri}@${digest}` });
  expect(failure).toBeUndefined();
  expect(stage.cloud.requests.names({ operation: 'CompleteUpload' })).toEqual([]);
  expect(target.tags.get(defaultTag)).toBe(digest);
});

test('resolves a tag to the digest that it stands for', async () => {
  const { source, digest } = await pushed(accountId, 'clinic/built');
  stage.permit([await wholePolicy()]);
  const { outputs } = await stage.run({ repository: 'clinic/backend', 'source-image': `${source.uri}:v1` });
  expect(outputs).toMatchObject({ digest });
});

test('copies an index with all its images, through further indexes', async () => {
  const { source, digest: amd64 } = await pushed(accountId, 'clinic/built');
  const arm64 = await stage.cloud.ecr.seedImage(
    accountId,
    region,
    { repositoryName: 'clinic/built' },
    { architecture: 'arm64' },
  );
  const inner = await putIndex(source, 'inner', [amd64]);
  const outer = await putIndex(source, 'outer', [inner, arm64.split('@')[1] ?? '']);
  stage.permit([await wholePolicy()]);
  const { outputs, failure } = await stage.run({
    repository: 'clinic/backend',
    'source-image': `${source.uri}@${outer}`,
  });
  expect(failure).toBeUndefined();
  expect(outputs).toMatchObject({ digest: outer });
  expect([...target.images.keys()].toSorted()).toEqual([...source.images.keys()].toSorted());
});

/** Puts an index of images that are in the repository; answers its digest. */
async function putIndex({ name, images }: Repository, tag: string, digests: readonly string[]): Promise<string> {
  const manifests = digests.map((digest) => {
    const image = images.get(digest);
    return { mediaType: image?.mediaType, digest, size: image?.manifest.length };
  });
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const text = JSON.stringify({ schemaVersion: 2, mediaType, manifests });
  const stored = { text, mediaType, digest: digestOf(text) };
  await ecr({ region }).writer.tagImage({ name }, { ...stored, tag }, new AbortController().signal);
  return stored.digest;
}

test('copies from another region, with a login of that region', async () => {
  const there = 'us-west-2';
  const seeded = await stage.cloud.ecr.seedImage(otherAccount, there, { repositoryName: 'clinic/built' });
  const [uri = '', digest = ''] = seeded.split('@');
  const [host = ''] = uri.split('/');
  const source = (await stage.cloud.ecr.registry(otherAccount, there)).repositories.get('clinic/built');
  if (source) source.policy = JSON.stringify(everybody);
  stage.permit([await wholePolicy({ SourceRegion: there, SourceAccountId: otherAccount })]);
  const realHost = `${otherAccount}.dkr.ecr.${there}.amazonaws.com`;
  const { outputs, failure } = await stage.run(
    { repository: 'clinic/backend', 'source-image': `${realHost}/clinic/built@${digest}` },
    { registry: withHost(realHost, host) },
  );
  expect(failure).toBeUndefined();
  expect(outputs).toMatchObject({ image: `${target.uri}@${digest}`, digest });
  expect(stage.cloud.requests.all({ operation: 'GetAuthorizationToken' }).map((request) => request.region)).toEqual([
    there,
    region,
  ]);
});

const everybody = { Statement: { Effect: 'Allow', Principal: '*', Action: 'ecr:*' } };

/** The registry client, for which `real` is a name of `local`. */
function withHost(real: string, local: string): ReturnType<typeof registry> {
  const { reader, writer } = registry({ run: runProcess, clock: quickClock() });
  return {
    writer,
    reader: {
      ...reader,
      repository: (login, signal) =>
        reader.repository({ ...login, host: login.host === real ? local : login.host }, signal),
    },
  };
}

test('goes on where a source broke off in the middle of a blob', async () => {
  const { source, digest } = await pushed(accountId, 'clinic/built');
  const { blobs } = await stage.cloud.ecr.registry(accountId, region);
  const layer = [...source.layers.values()].toSorted((a, b) => b.sizeBytes - a.sizeBytes)[0]?.digest ?? '';
  const { read } = blobs;
  let broken = 0;
  blobs.read = (wanted, range) =>
    wanted === layer && broken++ < 2 ? breakingOff(read(wanted, range)) : read(wanted, range);
  stage.permit([await wholePolicy()]);
  const { failure } = await stage.run({ repository: 'clinic/backend', 'source-image': `${source.uri}@${digest}` });
  expect(failure).toBeUndefined();
  expect(target.tags.get(defaultTag)).toBe(digest);
  const downloads = stage.cloud.requests.all({ operation: 'DownloadBlob' });
  expect(downloads.filter(({ path }) => path.includes(layer)).map(({ status }) => status)).toEqual([200, 206, 206]);
  expect(stage.cloud.requests.names({ operation: 'CompleteUpload' })).toHaveLength(source.layers.size);
});

/** Gives the first 10 KB, then breaks. */
function breakingOff(content: Readable): Readable {
  return Readable.from(
    (async function* () {
      for await (const chunk of content) {
        yield (chunk as Buffer).subarray(0, 10_000);
        throw new Error('broken by the test');
      }
    })(),
  );
}

test('begins again where a source does not even begin', async () => {
  const { source, digest } = await pushed(accountId, 'clinic/built');
  stage.permit([await wholePolicy()]);
  for (const operation of ['DownloadBlob', 'GetBlob', 'GetManifest'])
    stage.cloud.faults.add({ service: 'ecr-registry', operation, fault: { kind: 'reset' } });
  const { failure } = await stage.run({ repository: 'clinic/backend', 'source-image': `${source.uri}@${digest}` });
  expect(failure).toBeUndefined();
  expect(target.tags.get(defaultTag)).toBe(digest);
});

test('tags nothing when the source has other bytes than its manifest says', async () => {
  const { source, digest } = await pushed(accountId, 'clinic/built');
  const { blobs } = await stage.cloud.ecr.registry(accountId, region);
  const [{ digest: layer, sizeBytes } = { digest: '', sizeBytes: 0 }] = source.layers.values();
  await writeFile(blobs.path(layer), Buffer.alloc(sizeBytes, 'x'));
  stage.permit([await wholePolicy()]);
  const { failure } = await stage.run({ repository: 'clinic/backend', 'source-image': `${source.uri}@${digest}` });
  expect(failure?.message).toMatch(
    /^Uploading the blob sha256:.* failed\. .* answered 400 \(DIGEST_INVALID.*\)\. The content is damaged/,
  );
  expect([target.tags.size, target.images.size]).toEqual([0, 0]);
});

test('says what is wrong when the source is not there, and when it is not allowed', async () => {
  const { source, digest } = await pushed(otherAccount, 'clinic/built');
  stage.permit([await wholePolicy({ SourceAccountId: otherAccount })]);
  const denied = await stage.run({ repository: 'clinic/backend', 'source-image': `${source.uri}@${digest}` });
  expect(denied.failure?.message).toMatch(/^Reading the image .* failed\. .* answered 403 .*repository policy/);
  source.policy = JSON.stringify({
    Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'ecr:*' },
  });
  const missing = `${source.uri}@sha256:${'0'.repeat(64)}`;
  const { failure } = await stage.run({ repository: 'clinic/backend', 'source-image': missing });
  expect(failure?.message).toMatch(/^The image .* does not exist/);
  expect(target.tags.size).toBe(0);
});
