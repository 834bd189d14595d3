import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { accountId, region, type Stage, startStage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  await stage.write({ 'backend/Dockerfile': 'FROM scratch\nCOPY . /app\n', 'backend/server.js': 'serve()' });
  await composeImage({
    folder: join(stage.workspace, 'image'),
    entries: [{ kind: 'text', path: '/app/server.js', text: 'serve()' }],
    architecture: 'amd64',
  });
});
afterEach(() => stage.close());

const writes = ['CreateRepository', 'PutLifecyclePolicy', 'PutImage', 'StartUpload', 'CompleteUpload', 'PutManifest'];

describe('a bad input is a clear error before anything is written', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  test.each<[string, Record<string, string>, RegExp]>([
    ['a bad repository name', { repository: 'Clinic' }, /repository .* lower-case/],
    ['a bad tag', { tags: 'v1\n-bad' }, /tags .* line 2: a tag holds up to 128/],
    ['an unknown platform', { platforms: 'linux/vax' }, /"vax" is none of amd64/],
    ['a source that is no image', { 'source-image': 'clinic' }, /source-image .* it has neither a digest nor a tag/],
    ['a builder that is none', { builder: 'kaniko' }, /builder .* accepts auto, buildx, docker, buildah or podman/],
    ['a second unknown platform', { platforms: 'linux/amd64\nlinux/vax' }, /platforms .* line 2: "vax" is none of/],
    ['a cache that is none', { cache: 's3' }, /cache .* accepts none, registry or gha/],
    [
      'a cache repository that is not there',
      { cache: 'registry' },
      /no repository clinic\/backend-cache for the build cache/,
    ],
    [
      "GitHub's cache outside of GitHub",
      { cache: 'gha' },
      /GitHub's cache cannot be reached.*ACTIONS_RUNTIME_TOKEN is not set/,
    ],
    [
      'several platforms of an archive',
      { 'image-archive': 'image', platforms: 'linux/amd64\nlinux/arm64' },
      /has no index for linux\/amd64, linux\/arm64, only for linux\/amd64/,
    ],
    ['no context', { context: 'nowhere' }, /The build context nowhere does not exist/],
    ['a context that is a file', { context: 'backend/server.js' }, /is not a folder/],
    ['no Dockerfile', { context: '.' }, /The Dockerfile Dockerfile could not be read/],
    ['a Dockerfile beside the context', { dockerfile: 'server.js' }, /did you mean backend\/server\.js\?/],
    ['a secret without a value', { 'build-secrets': 'token=NOT_SET_HERE' }, /token have no value.*NOT_SET_HERE/],
    [
      'a secret by which the build could act as the job',
      { 'build-secrets': 'token=AWS_SESSION_TOKEN' },
      /token are refused.*By AWS_SESSION_TOKEN a build could act as the job/,
    ],
    ['an allowance without a day', { 'scan-allow': 'CVE-2026-1' }, /scan-allow .* line 1: it is not like "CVE-/],
    ['an allowance up to no day', { 'scan-allow': 'CVE-2026-1 until 2026-02-30' }, /there is no day 2026-02-30/],
    ['a severity that is none', { 'scan-fail-on': 'HUGE' }, /scan-fail-on .* accepts CRITICAL, HIGH/],
    ['a key that is none', { 'kms-key': 'alias/mine' }, /kms-key .* it is not like arn:aws:kms:/],
    [
      'two sources',
      { 'image-archive': 'image', 'source-image': `a.example/built@${digest}` },
      /Both image-archive and/,
    ],
    [
      'a repository that the role may not see',
      { repository: 'clinic/none' },
      /Reading the repository clinic\/none failed: AccessDenied/,
    ],
    ['a repository elsewhere', { repository: 'example.com/clinic/backend' }, /belongs to another account or region/],
  ])('%s', async (_, given, message) => {
    await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
    const run = stage.run({ repository: 'clinic/backend', context: 'backend', ...given });
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toBeInstanceOf(UserError);
    expect(stage.cloud.requests.all().filter(({ operation }) => writes.includes(operation))).toEqual([]);
  });

  test('a cache repository that never moves a tag', async () => {
    for (const repositoryName of ['clinic/backend', 'clinic/backend-cache'])
      await stage.cloud.ecr.createRepository(accountId, region, { repositoryName, imageTagMutability: 'IMMUTABLE' });
    const run = stage.run({ repository: 'clinic/backend', context: 'backend', cache: 'registry' });
    await expect(run).rejects.toThrow(
      /The repository clinic\/backend-cache cannot hold the build cache.* every build moves the tag/,
    );
  });

  test('no tags and no commit', async () => {
    const run = stage.run({ repository: 'clinic/backend', context: 'backend' }, { commit: '' });
    await expect(run).rejects.toThrow('No tags were given, and there is no commit');
  });

  test('no builder on this machine', async () => {
    await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
    const processes = () => Promise.reject(new UserError({ what: 'not on PATH' }));
    const run = stage.run({ repository: 'clinic/backend', context: 'backend' }, { processes });
    await expect(run).rejects.toThrow(
      'No image builder here can build this; nothing was built. buildx: it is not installed; docker: it',
    );
  });
});

describe('a repository that is missing', () => {
  const inputs = { repository: 'clinic/backend', 'image-archive': 'image' };

  test('is an error that says so', async () => {
    await expect(stage.run(inputs)).rejects.toThrow('There is no repository clinic/backend in this registry');
  });

  test('is created on request, with scan on push, immutable tags and a lifecycle policy', async () => {
    const wanted = { ...inputs, 'create-repository': 'true' };
    const planned = await stage.run({ ...wanted, 'dry-run': 'true' });
    expect(JSON.parse(String(planned.outputs['plan']))).toMatchObject({
      changes: [{ kind: 'create-repository' }, { kind: 'push' }, { kind: 'tag' }],
    });
    const { failure } = await stage.run({ ...wanted, 'expected-plan': String(planned.outputs['fingerprint']) });
    expect(failure).toBeUndefined();
    const { repositories } = await stage.cloud.ecr.registry(accountId, region);
    expect(repositories.get('clinic/backend')).toMatchObject({
      mutability: 'IMMUTABLE',
      scanOnPush: true,
      lifecyclePolicy: expect.stringContaining('untagged'),
    });
  });
});
