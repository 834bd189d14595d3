import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { RunProcess } from '../../../src/machine/process.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { accountId, kmsKey, region, type Stage, startStage, wholePolicy } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  await composeImage({
    folder: join(stage.workspace, 'image'),
    entries: [{ kind: 'text', path: '/app/server.js', text: 'serve()' }],
    architecture: 'amd64',
  });
});
afterEach(() => stage.close());

/** What each statement is there for: a run that needs it, after what must stand already. */
const needs: Readonly<Record<string, () => Promise<Readonly<Record<string, string>>>>> = {
  SignInToRegistry: pushArchive,
  ReadRepository: pushArchive,
  PushImage: pushArchive,
  CreateRepository: async () => ({ ...archive, 'create-repository': 'true' }),
  EncryptRepository: async () => ({ ...archive, 'create-repository': 'true', 'kms-key': kmsKey }),
  ReadCreationTemplates: pushByTemplate,
  ScanImage: async () => ({ ...(await pushArchive()), scan: 'wait' }),
  KeepBuildCache: buildWithCache,
  CopyFromSourceRepository: promote,
};

const archive = { repository: 'clinic/backend', 'image-archive': 'image' };

async function pushArchive() {
  await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
  return archive;
}

async function pushByTemplate() {
  const { templates } = await stage.cloud.ecr.registry(accountId, region);
  templates.set('clinic', { prefix: 'clinic', appliedFor: ['CREATE_ON_PUSH'] });
  return archive;
}

/** Only planned: what the statement allows for pushing is needed by the builders' tests, under exactly this policy. */
async function buildWithCache() {
  await pushArchive();
  await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend-cache' });
  await stage.write({ 'backend/Dockerfile': 'FROM scratch\n' });
  return { repository: 'clinic/backend', context: 'backend', cache: 'registry', 'dry-run': 'true' };
}

/** A machine on which buildx knows a remote BuildKit. */
const processes: RunProcess = async () => ({
  exitCode: 0,
  stdout: 'Name: far\nDriver: remote\nStatus: running\n',
  stderr: '',
});

async function promote() {
  await pushArchive();
  const source = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/built' });
  stage.permit([await wholePolicy({ RepositoryName: 'clinic/built' })]);
  const { outputs } = await stage.run({ ...archive, repository: 'clinic/built' });
  return { repository: 'clinic/backend', 'source-image': `${source.uri}@${outputs['digest']}` };
}

test('each statement of iam-policy.json is tested', async () => {
  expect(Object.keys(needs)).toEqual((await statements()).map(({ Sid }) => Sid));
});

test.each(Object.entries(needs))('%s is needed, and with it the whole is enough', async (sid, prepare) => {
  const inputs = await prepare();
  const policy = await wholePolicy();
  stage.permit([{ ...policy, Statement: (await statements()).filter((statement) => statement.Sid !== sid) }]);
  expect(await messageOfRun(inputs)).toMatch(/AccessDenied|answered 403|could not be read \(ecr:/);
  stage.permit([policy]);
  expect(await messageOfRun(inputs)).toBeUndefined();
});

async function statements() {
  const { Statement } = await wholePolicy();
  return [Statement].flat();
}

async function messageOfRun(inputs: Readonly<Record<string, string>>): Promise<string | undefined> {
  try {
    return (await stage.run(inputs, { processes })).failure?.message;
  } catch (error) {
    return String(error);
  }
}
