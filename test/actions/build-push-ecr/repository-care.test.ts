import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lifecyclePolicy } from '../../../src/actions/build-push-ecr/repository/lifecycle-policy.ts';
import type { Registry } from '../../cloud/ecr/state.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { accountId, defaultTag, kmsKey, region, type Stage, startStage, wholePolicy } from './stage.ts';

const repositoryName = 'clinic/backend';
const inputs = { repository: repositoryName, 'image-archive': 'image' };
const create = { ...inputs, 'create-repository': 'true' };
let stage: Stage;
let registry: Registry;

beforeEach(async () => {
  stage = await startStage();
  registry = await stage.cloud.ecr.registry(accountId, region);
  await composeImage({
    folder: join(stage.workspace, 'image'),
    entries: [{ kind: 'text', path: '/app/server.js', text: 'serve()' }],
    architecture: 'amd64',
  });
});
afterEach(() => stage.close());

describe('a repository that is created', () => {
  test('has immutable tags, scans what is pushed, and keeps what has a tag for ever', async () => {
    const { failure } = await stage.run(create);
    expect(failure).toBeUndefined();
    const repository = registry.repositories.get(repositoryName);
    expect(repository).toMatchObject({
      mutability: 'IMMUTABLE',
      scanOnPush: true,
      encryption: { encryptionType: 'AES256' },
      lifecyclePolicy,
    });
    const { rules } = JSON.parse(repository?.lifecyclePolicy ?? '');
    expect(rules.map(({ selection }: { selection: { tagStatus: string } }) => selection.tagStatus)).toEqual([
      'untagged',
    ]);
  });

  test('is encrypted with the key that was asked for', async () => {
    await stage.run({ ...create, 'kms-key': kmsKey });
    expect(registry.repositories.get(repositoryName)?.encryption).toEqual({ encryptionType: 'KMS', kmsKey });
  });

  test('does not take something else for a key', async () => {
    await expect(stage.run({ ...create, 'kms-key': 'alias/mine' })).rejects.toThrow(
      /kms-key .* is not like arn:aws:kms/,
    );
    expect(registry.repositories.size).toBe(0);
  });

  test('may have been created by somebody else in the meantime: that one is left as it is', async () => {
    const fault = { kind: 'error', code: 'RepositoryNotFoundException', message: 'None.', status: 400 } as const;
    await stage.cloud.ecr.createRepository(accountId, region, { repositoryName });
    stage.cloud.faults.add({ service: 'ecr', operation: 'DescribeRepositories', fault });
    const { failure } = await stage.run(create);
    expect(failure).toBeUndefined();
    const repository = registry.repositories.get(repositoryName);
    expect(repository).toMatchObject({ mutability: 'MUTABLE', scanOnPush: false });
    expect(repository?.lifecyclePolicy).toBeUndefined();
    expect(repository?.tags.has(defaultTag)).toBe(true);
    expect(stage.log.join('\n')).toContain('Another run created the repository');
  });
});

describe('a repository that is there', () => {
  const policy = (tagStatus: string) =>
    JSON.stringify({ rules: [{ rulePriority: 7, selection: { tagStatus }, action: { type: 'expire' } }] });

  async function settings(): Promise<unknown> {
    const { report } = await stage.run(create);
    const section = report.sections.find((one) => one.kind === 'table' && one.title.startsWith('Repository settings'));
    return section?.kind === 'table' ? section.rows.map(([setting, is]) => `${setting}: ${is}`) : [];
  }

  test('is never changed, and what differs is a warning', async () => {
    const repository = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName });
    repository.lifecyclePolicy = policy('any');
    expect(await settings()).toEqual([
      'Tags: MUTABLE',
      'Scan on push: off',
      'Lifecycle policy: rule 7 removes tagged images',
    ]);
    expect(repository).toMatchObject({ mutability: 'MUTABLE', scanOnPush: false, lifecyclePolicy: policy('any') });
    expect(stage.log.join('\n')).toContain('An existing repository is never changed.');
  });

  test('as it would be created is no warning', async () => {
    await stage.run(create);
    expect(await settings()).toEqual([]);
  });

  test('of another key or without a policy is a warning', async () => {
    await stage.run(create);
    delete registry.repositories.get(repositoryName)?.lifecyclePolicy;
    const { report } = await stage.run({ ...create, 'kms-key': kmsKey });
    expect(JSON.stringify(report.sections)).toMatch(/Encryption key.*AES-256.*Lifecycle policy.*none/);
  });

  test('is not looked at any closer without create-repository', async () => {
    await stage.cloud.ecr.createRepository(accountId, region, { repositoryName });
    await stage.run(inputs);
    expect(stage.cloud.requests.all({ operation: 'GetLifecyclePolicy' })).toEqual([]);
  });
});

describe('a repository that a creation template makes on push', () => {
  beforeEach(() => {
    registry.templates.set('ROOT', { prefix: 'ROOT', appliedFor: ['REPLICATION'] });
    registry.templates.set('clinic', {
      prefix: 'clinic',
      appliedFor: ['CREATE_ON_PUSH'],
      imageTagMutability: 'IMMUTABLE',
      lifecyclePolicy,
    });
  });

  test.each([inputs, create])('is not missing', async (given) => {
    const planned = await stage.run({ ...given, 'dry-run': 'true' });
    expect(JSON.parse(String(planned.outputs['plan'])).changes).toContainEqual({
      kind: 'create-repository',
      resource: repositoryName,
      template: 'clinic',
    });
    const { failure, outputs } = await stage.run(given);
    expect(failure).toBeUndefined();
    const repository = registry.repositories.get(repositoryName);
    expect(repository).toMatchObject({ mutability: 'IMMUTABLE', lifecyclePolicy });
    expect(outputs).toMatchObject({ image: `${repository?.uri}@${outputs['digest']}` });
    expect(repository?.tags.get(defaultTag)).toBe(outputs['digest']);
    expect(stage.cloud.requests.all({ operation: 'CreateRepository' })).toEqual([]);
  });

  test('is missing where the template is for another purpose', async () => {
    registry.templates.set('clinic', { prefix: 'clinic', appliedFor: ['PULL_THROUGH_CACHE'] });
    await expect(stage.run(inputs)).rejects.toThrow('There is no repository clinic/backend');
  });
});

describe('an archived image', () => {
  test.each([
    ['under the tag', {}],
    ['of the digest', { tags: 'another' }],
  ])('%s is no missing one: the error says how to restore it', async (_, more) => {
    await stage.run(create);
    const [image] = registry.repositories.get(repositoryName)?.images.values() ?? [];
    if (image) image.status = 'ARCHIVED';
    stage.cloud.requests.clear();
    await expect(stage.run({ ...inputs, ...more })).rejects.toThrow(
      /^The image clinic\/backend.* is archived\. .*--target-storage-class STANDARD$/,
    );
    expect(stage.cloud.requests.all({ operation: 'PutImage' })).toEqual([]);
    expect(stage.cloud.requests.all({ service: 'ecr-registry' })).toEqual([]);
  });
});

test('templates that may not be read are said where the repository is missing', async () => {
  const { Statement, ...policy } = await wholePolicy();
  stage.permit([{ ...policy, Statement: [Statement].flat().filter(({ Sid }) => Sid !== 'ReadCreationTemplates') }]);
  await expect(stage.run(inputs)).rejects.toThrow(
    /The creation templates, by which a push could create it, could not be read/,
  );
  expect((await stage.run(create)).failure).toBeUndefined();
});
