import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeArchive } from '../support/images/archive.ts';
import { composeImage } from '../support/images/compose-image.ts';
import type { Image } from '../support/images/layout.ts';
import { describeWith } from '../support/requires.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { realClock } from './core/clock.ts';
import type { Caller } from './core/service.ts';
import type { Repository } from './ecr/state.ts';

const run = promisify(execFile);
const accountId = '111111111111';
const region = 'eu-central-1';
const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
let cloud: Cloud;
let repository: Repository;
let folder: string;
let now = Date.now();

beforeEach(async () => {
  now = Date.now();
  cloud = await startCloud({ clock: { ...realClock(), now: () => new Date(now) } });
  repository = await cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
  folder = await mkdtemp(join(tmpdir(), 'registry-test-'));
});
afterEach(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

function digestOf(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** A principal of the account with these ECR actions on the repository. */
function principal(...actions: string[]): Caller {
  const role = cloud.iam.role({
    accountId,
    name: 'pusher',
    trust: { Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' } },
    policies: [
      { Statement: { Effect: 'Allow', Action: actions.map((action) => `ecr:${action}`), Resource: repository.arn } },
    ],
  });
  const caller = cloud.iam.assumeForService(role.arn, 'ec2.amazonaws.com', 'test');
  if (!caller) throw new Error('The role does not trust EC2.');
  return caller;
}

function basic(caller = principal('*')): string {
  return `Basic ${cloud.ecr.authorizationToken(caller, region)}`;
}

function call(method: string, path: string, init: RequestInit = {}, authorization = basic()): Promise<Response> {
  const url = path.startsWith('http') ? path : `http://${repository.uri.split('/')[0]}/v2/${path}`;
  return fetch(url, { redirect: 'manual', ...init, method, headers: { authorization, ...init.headers } });
}

async function errorOf(response: Response): Promise<readonly [number, string, string]> {
  const { errors } = (await response.json()) as { errors: { code: string; message: string }[] };
  return [response.status, errors[0]?.code ?? '', errors[0]?.message ?? ''];
}

async function upload(content: string, name = repository.name): Promise<{ digest: string; size: number }> {
  const started = await call('POST', `${name}/blobs/uploads/`);
  const digest = digestOf(content);
  const ended = await call('PUT', `${started.headers.get('location')}?digest=${digest}`, { body: content });
  expect(ended.status).toBe(201);
  return { digest, size: content.length };
}

async function putManifest(layer: string, tag: string): Promise<Response> {
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: ociManifest,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...(await upload('{}')) },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...(await upload(layer)) }],
  });
  return call('PUT', `${repository.name}/manifests/${tag}`, { body, headers: { 'content-type': ociManifest } });
}

describe('authentication', () => {
  test('challenges who comes without a token or with a wrong one', async () => {
    for (const authorization of ['', 'Basic bm9ib2R5Om5vdGhpbmc=', 'Bearer x']) {
      const response = await call('GET', '', {}, authorization);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(
        /^Basic realm="http:\/\/127.*",service="ecr.amazonaws.com"$/,
      );
    }
    expect((await call('GET', '')).status).toBe(200);
  });

  test('refuses an expired token, and one of another region', async () => {
    const authorization = basic();
    now += 12 * 3_600_000;
    expect(await errorOf(await call('GET', '', {}, authorization))).toEqual([
      403,
      'DENIED',
      'Your authorization token has expired. Reauthenticate and try again.',
    ]);
    const elsewhere = `Basic ${cloud.ecr.authorizationToken(principal('*'), 'us-east-1')}`;
    expect((await call('GET', '', {}, elsewhere)).status).toBe(401);
  });

  test('each request needs the permission of the call that it stands for', async () => {
    const [reader, writer] = [basic(principal('BatchGetImage')), basic(principal('InitiateLayerUpload'))];
    const path = `${repository.name}/blobs/uploads/`;
    expect((await call('POST', path, {}, writer)).status).toBe(202);
    expect(await errorOf(await call('POST', path, {}, reader))).toEqual([
      403,
      'DENIED',
      expect.stringMatching(/^User: .* is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr/),
    ]);
  });
});

describe('blobs', () => {
  test('arrive by POST, one PATCH and PUT, and are read through a redirect', async () => {
    const started = await call('POST', `${repository.name}/blobs/uploads/`);
    const location = started.headers.get('location') ?? '';
    const patched = await call('PATCH', location, { body: 'hello layer' });
    expect([patched.status, patched.headers.get('range')]).toEqual([202, '0-10']);
    const digest = digestOf('hello layer');
    expect((await call('PUT', `${location}?digest=${digest}`)).status).toBe(201);
    const head = await call('HEAD', `${repository.name}/blobs/${digest}`);
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '11']);
    const get = await call('GET', `${repository.name}/blobs/${digest}`);
    expect(get.status).toBe(307);
    expect(await (await fetch(get.headers.get('location') ?? '')).text()).toBe('hello layer');
  });

  test('a second PATCH is dropped, as ECR drops it', async () => {
    const started = await call('POST', `${repository.name}/blobs/uploads/`);
    const location = started.headers.get('location') ?? '';
    await call('PATCH', location, { body: 'hello ' });
    const second = await call('PATCH', location, { body: 'layer' });
    expect([second.status, second.headers.get('range')]).toEqual([201, '0-5']);
    const ended = await call('PUT', `${location}?digest=${digestOf('hello layer')}`);
    expect(await errorOf(ended)).toEqual([400, 'DIGEST_INVALID', expect.any(String)]);
  });

  test('a wrong digest is refused and leaves nothing', async () => {
    const started = await call('POST', `${repository.name}/blobs/uploads/`);
    const ended = await call('PUT', `${started.headers.get('location')}?digest=${digestOf('other')}`, { body: 'this' });
    expect((await errorOf(ended))[1]).toBe('DIGEST_INVALID');
    expect((await call('HEAD', `${repository.name}/blobs/${digestOf('other')}`)).status).toBe(404);
  });

  test('are mounted from another repository only where the account has switched that on', async () => {
    const { digest } = await upload('shared');
    await cloud.ecr.createRepository(accountId, region, { repositoryName: 'other' });
    const authorization = `Basic ${cloud.ecr.authorizationToken(callerForAll(), region)}`;
    const mount = () => call('POST', `other/blobs/uploads/?mount=${digest}&from=${repository.name}`, {}, authorization);
    expect((await mount()).status).toBe(202);
    (await cloud.ecr.registry(accountId, region)).accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    expect((await mount()).status).toBe(201);
    expect((await call('HEAD', `other/blobs/${digest}`, {}, authorization)).status).toBe(200);
  });

  function callerForAll(): Caller {
    return { ...principal('*'), policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] };
  }
});

describe('manifests', () => {
  test('are put by tag, found by tag and digest, and listed', async () => {
    const put = await putManifest('layer', 'v1');
    const digest = put.headers.get('docker-content-digest') ?? '';
    expect([put.status, digest]).toEqual([201, expect.stringMatching(/^sha256:/)]);
    for (const reference of ['v1', digest]) {
      const get = await call('GET', `${repository.name}/manifests/${reference}`, { headers: { accept: ociManifest } });
      expect(digestOf(await get.text())).toBe(digest);
      expect(get.headers.get('content-type')).toBe(ociManifest);
    }
    const tags = await call('GET', `${repository.name}/tags/list`);
    expect(await tags.json()).toEqual({ name: repository.name, tags: ['v1'] });
    expect(await errorOf(await call('GET', `${repository.name}/manifests/v2`))).toEqual([
      404,
      'MANIFEST_UNKNOWN',
      'Requested image not found',
    ]);
  });

  test('an immutable tag is refused in the words that docker shows, even for the same image', async () => {
    repository.mutability = 'IMMUTABLE';
    await putManifest('layer', 'v1');
    for (const layer of ['layer', 'another'])
      expect(await errorOf(await putManifest(layer, 'v1'))).toEqual([
        400,
        'TAG_INVALID',
        `The image tag 'v1' already exists in the 'clinic/backend' repository and cannot be overwritten because the repository is immutable.`,
      ]);
  });

  test('refer to a subject, which lists them', async () => {
    const subject = (await putManifest('layer', 'v1')).headers.get('docker-content-digest') ?? '';
    const config = await upload('{}');
    const body = JSON.stringify({
      schemaVersion: 2,
      mediaType: ociManifest,
      artifactType: 'application/spdx+json',
      config: { mediaType: 'application/vnd.oci.empty.v1+json', ...config },
      layers: [{ mediaType: 'application/spdx+json', ...config }],
      subject: { mediaType: ociManifest, digest: subject, size: 1 },
    });
    const put = await call('PUT', `${repository.name}/manifests/${digestOf(body)}`, {
      body,
      headers: { 'content-type': ociManifest },
    });
    expect([put.status, put.headers.get('oci-subject')]).toEqual([201, subject]);
    const list = await call('GET', `${repository.name}/referrers/${subject}?artifactType=application/spdx%2Bjson`);
    expect(await list.json()).toMatchObject({
      manifests: [{ digest: digestOf(body), artifactType: 'application/spdx+json' }],
    });
  });

  test('a repository that is not there is told as in the API', async () => {
    await cloud.ecr.createRepository(accountId, region, { repositoryName: 'x1' });
    repository = { ...repository, arn: '*' };
    expect(await errorOf(await call('GET', 'none/manifests/v1'))).toEqual([
      404,
      'NAME_UNKNOWN',
      `The repository with name 'none' does not exist in the registry with id '${accountId}'`,
    ]);
  });
});

test('a push makes the repository that a creation template foresees, if the pusher may create one', async () => {
  const { templates, repositories } = await cloud.ecr.registry(accountId, region);
  const start = (name: string, ...actions: string[]) =>
    call('POST', `${name}/blobs/uploads/`, {}, basic(principal(...actions)));
  repositories.delete(repository.name);
  expect((await start(repository.name, '*')).status).toBe(404);
  templates.set('ROOT', { prefix: 'ROOT', appliedFor: ['CREATE_ON_PUSH'] });
  templates.set('clinic', { prefix: 'clinic', appliedFor: ['CREATE_ON_PUSH'], imageTagMutability: 'IMMUTABLE' });
  templates.set('clinic/back', { prefix: 'clinic/back', appliedFor: ['CREATE_ON_PUSH'] });
  templates.set('clinic/backend', { prefix: 'clinic/backend', appliedFor: ['REPLICATION'] });
  expect((await start(repository.name, 'InitiateLayerUpload')).status).toBe(403);
  expect(repositories.size).toBe(0);
  expect((await start(repository.name, '*')).status).toBe(202);
  expect(repositories.get(repository.name)?.mutability).toBe('IMMUTABLE');
});

test('requests are recorded, and faults of ecr-registry hit them', async () => {
  cloud.faults.add({ service: 'ecr-registry', operation: 'StartUpload', fault: { kind: 'throttle' } });
  cloud.faults.add({ service: 'ecr-registry', operation: 'CheckApi', fault: { kind: 'reset' } });
  const limited = await call('POST', `${repository.name}/blobs/uploads/`);
  expect(await errorOf(limited)).toEqual([429, 'TOOMANYREQUESTS', 'Rate exceeded']);
  await expect(call('GET', '')).rejects.toThrow();
  expect(cloud.requests.all({ service: 'ecr-registry' }).map(({ operation, status }) => [operation, status])).toEqual([
    ['StartUpload', 429],
    ['CheckApi', 0],
  ]);
});

/** A small image as an archive on disk; it holds no program. */
async function archive(): Promise<{ readonly image: Image; readonly path: string }> {
  const image = await composeImage({
    folder: join(folder, 'layout'),
    entries: [{ kind: 'text', path: '/hello.txt', text: 'hello' }],
    config: { Cmd: ['/hello'] },
  });
  const path = join(folder, 'image.tar');
  await writeArchive(image, path, { tag: `${repository.uri}:v1` });
  return { image, path };
}

function password(): string {
  return Buffer.from(cloud.ecr.authorizationToken(principal('*'), region), 'base64').toString();
}

describeWith('skopeo', 'skopeo', () => {
  test('copies an image in, and out again with the same digest', async () => {
    const { image, path } = await archive();
    const registry = `docker://${repository.uri}:v1`;
    const copied = join(folder, 'copied');
    await run('skopeo', [
      ...['copy', '--preserve-digests', '--dest-tls-verify=false', '--dest-creds', password()],
      ...[`oci-archive:${path}`, registry],
    ]);
    expect(repository.tags.get('v1')).toBe(image.manifest.digest);
    await run('skopeo', ['copy', '--src-tls-verify=false', '--src-creds', password(), registry, `dir:${copied}`]);
    const { stdout } = await run('skopeo', ['inspect', '--raw', `dir:${copied}`]);
    expect(digestOf(stdout)).toBe(image.manifest.digest);
  });
});

describeWith('docker', 'docker', () => {
  test('pushes, refuses to push again to an immutable tag, and pulls; nothing stays in the engine', async () => {
    const { path } = await archive();
    const docker = (...args: string[]) => run('docker', ['--config', join(folder, 'docker'), ...args]);
    const reference = `${repository.uri}:v1`;
    await docker('load', '--input', path);
    try {
      await docker('login', '--username', 'AWS', '--password', password().slice(4), repository.uri.split('/')[0] ?? '');
      await docker('push', reference);
      const digest = repository.tags.get('v1');
      expect(repository.images.get(digest ?? '')?.sizeBytes).toBeGreaterThan(100);
      repository.mutability = 'IMMUTABLE';
      await expect(docker('push', reference)).rejects.toThrow(/tag invalid: The image tag 'v1' already exists/);
      await docker('rmi', reference);
      await docker('pull', `${repository.uri}@${digest}`);
      await cloud.close();
      const { stdout } = await run('docker', ['images', '--format', '{{.Repository}}']);
      expect(stdout.split('\n')).not.toContain(repository.uri);
    } finally {
      await docker('rmi', reference).catch(() => undefined);
    }
  });
});
