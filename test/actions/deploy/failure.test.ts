import { afterEach, describe, expect, test } from '@jest/globals';
import type { OutputValue } from '../../../src/github/outputs.ts';
import type { FaultRule } from '../../cloud/core/faults.ts';
import { accountId, type Ran, region } from '../../support/action.ts';
import {
  bucket,
  type ChainOptions,
  type ChainStage,
  commits,
  patient,
  type Release,
  startChain,
  type Target,
  usualSuite,
} from './chain-stage.ts';

const users = { '001_users.sql': 'CREATE TABLE users (id int);' };
const works = { commit: commits.one, variables: { COLOUR: 'blue' } };
/** It starts and is healthy, so that only the smoke test sees that it does not work. */
const broken = { commit: commits.two, variables: { COLOUR: 'red', FAIL_READS: 'yes' } };
const before = { page: '<p>release 1</p>', api: { commit: commits.one, colour: 'blue', kind: 'built for 1' } };

let stage: ChainStage;
afterEach(() => stage.close());

/** A chain whose first release serves; the answer is what its outputs were. */
async function started(options: ChainOptions = {}): Promise<Readonly<Record<string, OutputValue>>> {
  stage = await startChain(options);
  const { failure, outputs } = await stage.deploy(options.database ? { ...works, migrations: users } : works);
  if (failure) throw failure;
  expect(await stage.served()).toEqual(before);
  return outputs;
}

function rollbackRows({ report }: Ran): unknown {
  return report.sections.find((section) => section.kind === 'table' && section.title === 'Rollback');
}

describe.each<Target>(['deploy-apprunner', 'deploy-ecs-express'])('%s', (target) => {
  test('after a failed smoke test, image, variables and site are rolled back and verified', async () => {
    const first = await started({ target });
    const ran = await stage.deploy(broken);
    const { failure, outputs } = ran;
    expect(failure?.message).toMatch(
      /^Smoke test failed: The smoke test failed: values can be read\. The previous release was restored/,
    );
    expect(failure?.message).toContain('Stages: image done, backend done, site done, edge done, smoke failed.');
    expect(await stage.served()).toEqual(before);
    expect(JSON.stringify(ran.report)).toContain('status: expected 200, got 500 with 24 bytes of application/json.');
    expect(JSON.stringify({ ...ran, failure: failure?.message })).not.toContain(patient);
    expect(outputs).toMatchObject({ 'failed-stage': 'smoke', 'rolled-back': true, changed: true });
    expect(outputs).toMatchObject({ image: first['image'], 'site-release': commits.one });
    // The release that is recorded as failed is the one that was tried.
    expect(JSON.parse(String(outputs['release']))).toMatchObject({ commit: commits.two, siteRelease: commits.two });
    expect(rollbackRows(ran)).toMatchObject({
      rows: [
        ['Backend', 'done', expect.stringContaining(String(first['image']))],
        ['Site', 'done', `The release ${commits.one} was restored.`],
        ['Edge', 'done', expect.stringMatching(/paths were invalidated/)],
        ['Check', 'done', 'All 2 checks passed.'],
      ],
    });
  }, 120_000);
});

describe.each<Target>(['deploy-apprunner', 'deploy-ecs-express'])('%s', (target) => {
  const configuration = (): unknown =>
    target === 'deploy-apprunner'
      ? stage.cloud.appRunner.services()[0]?.configuration
      : stage.cloud.ecs.services()[0]?.active.at(-1)?.configuration;

  test('the rollback restores all of the configuration: variables that were added, changed and removed, and sizes', async () => {
    stage = await startChain({ target });
    const first = await stage.deploy({
      ...{ commit: commits.one, variables: { COLOUR: 'blue', LEVEL: '1', FAIL: 'no' } },
      backend: 'memory: 3072',
    });
    if (first.failure) throw first.failure;
    const served = configuration();
    expect(JSON.stringify(served)).toContain('LEVEL');

    const during: unknown[] = [];
    const { failure, outputs } = await stage.deploy(
      { ...broken, backend: 'memory: 4096' },
      { 'managed-variables': 'APP_COMMIT\nCOLOUR\nLEVEL\nFAIL' },
      { onLine: (line) => void (line.startsWith('entry:') && during.push(configuration())) },
    );
    expect(failure?.message).toContain('The previous release was restored and verified.');
    const tried = JSON.stringify(during[0]);
    for (const part of ['FAIL_READS', 'red', '4096']) expect(tried).toContain(part);
    for (const part of ['LEVEL', '"FAIL"', 'blue']) expect(tried).not.toContain(part);
    expect(configuration()).toEqual(served);
    expect(JSON.parse(String(outputs['release']))).toMatchObject({ variables: 'APP_COMMIT COLOUR FAIL_READS' });
  }, 120_000);
});

describe.each<Target>(['deploy-apprunner', 'deploy-ecs-express'])('%s', (target) => {
  const configuration = (): unknown =>
    target === 'deploy-apprunner'
      ? stage.cloud.appRunner.services()[0]?.configuration
      : stage.cloud.ecs.services()[0]?.active.at(-1)?.configuration;

  test('the rollback restores secrets that were added, changed, removed, and turned into a variable or out of one', async () => {
    stage = await startChain({ target });
    const trust = {
      Statement: { Effect: 'Allow', Principal: { Service: 'tasks.apprunner.amazonaws.com' }, Action: 'sts:AssumeRole' },
    } as const;
    const policies = [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] as const;
    const role = stage.cloud.iam.role({ accountId, name: 'instance', trust, policies }).arn;
    const reader = target === 'deploy-apprunner' ? [`      instance-role: ${role}`] : [];
    const secrets = Object.fromEntries(
      ['one', 'two'].map((name) => [
        name,
        stage.cloud.secrets.create({ accountId, region, name: `clinic/${name}`, value: '{}' }).arn,
      ]),
    );
    const given = (lines: Readonly<Record<string, string | undefined>>) =>
      [
        'memory: 3072',
        ...reader,
        '      secrets:',
        ...Object.entries(lines).map(([name, arn]) => `        ${name}: ${arn}`),
      ].join('\n');
    const first = await stage.deploy({
      ...{ commit: commits.one, variables: { COLOUR: 'blue', PLAIN: 'x' } },
      backend: given({ CHANGED: secrets['one'], REMOVED: secrets['one'], MOVED: secrets['one'] }),
    });
    if (first.failure) throw first.failure;
    const served = configuration();

    const during: unknown[] = [];
    const { failure } = await stage.deploy(
      {
        ...{ commit: commits.two, variables: { COLOUR: 'red', FAIL_READS: 'yes', MOVED: 'y' } },
        backend: given({ CHANGED: secrets['two'], ADDED: secrets['two'], PLAIN: secrets['two'] }),
      },
      { 'managed-variables': 'APP_COMMIT\nCOLOUR\nPLAIN\nCHANGED\nREMOVED\nMOVED' },
      { onLine: (line) => void (line.startsWith('entry:') && during.push(configuration())) },
    );
    expect(JSON.stringify(during[0])).toContain('ADDED');
    expect(JSON.stringify(during[0])).not.toContain('REMOVED');
    expect(failure?.message).toContain('The previous release was restored and verified.');
    expect(configuration()).toEqual(served);
  }, 120_000);
});

test('an invalidation that a failed release owes stays noted until a release that succeeds has made it', async () => {
  await started();
  const noted = () => stage.cloud.s3.keys(bucket, '.deploy/pending-invalidations').length;
  expect(noted()).toBe(0);
  stage.cloud.faults.add({
    service: 'cloudfront',
    operation: 'CreateInvalidation',
    times: Number.POSITIVE_INFINITY,
    fault: { kind: 'deny' },
  });
  const lost = await stage.deploy({ commit: commits.two, variables: { COLOUR: 'red' } });
  expect(lost.failure?.message).toContain('The rollback failed: Edge:');
  expect(noted()).toBe(1);

  stage.cloud.faults.clear();
  const failed = await stage.deploy({ ...broken, commit: commits.three, page: 'release 1' });
  expect(failed.failure?.message).toContain('The previous release was restored and verified.');
  expect(noted()).toBe(1);

  stage.cloud.requests.clear();
  const green = await stage.deploy({ ...works, commit: commits.two }, {}, { attempt: '9-1' });
  expect(green.failure).toBeUndefined();
  expect(stage.cloud.requests.names()).toContain('cloudfront:CreateInvalidation');
  expect((await stage.served()).page).toBe('<p>release 2</p>');
  expect(noted()).toBe(0);
}, 120_000);

test('checks of the suite with the tag rollback verify the restored release, with its version', async () => {
  await started({ suite: usualSuite.replaceAll(/- name: the/g, '- tags: [rollback]\n    name: the') });
  expect(rollbackRows(await stage.deploy(broken))).toMatchObject({
    rows: expect.arrayContaining([['Check', 'done', 'All 2 checks passed.']]),
  });
}, 120_000);

interface Failing {
  readonly failed: string;
  readonly release?: Partial<Release>;
  readonly denied?: Omit<FaultRule, 'fault'>;
  readonly message: RegExp;
}

const early: readonly Failing[] = [
  {
    failed: 'image',
    denied: { service: 'ecr', operation: 'PutImage' },
    message: /^Image failed: .*Stages: image failed, database not started/s,
  },
  {
    failed: 'database',
    release: { migrations: { '002_bad.sql': 'CREATE TABEL more (id int);' } },
    message:
      /^Database failed: migrations\/002_bad\.sql:1 failed.*Stages: image done, database failed, backend not started/s,
  },
  {
    failed: 'backend',
    release: { variables: { PORT_TAKEN: 'yes' }, migrations: { '002_more.sql': 'CREATE TABLE more (id int);' } },
    message:
      /^Backend failed: The update of .* ended as ROLLBACK_SUCCEEDED\. The previous release was restored\. .*The database keeps the files that this run applied: migrations\/002_more\.sql\./s,
  },
];

test.each(early)('the stage $failed fails: the release stays the previous one', async ({
  failed,
  release,
  denied,
  message,
}) => {
  await started({ database: 'postgres' });
  if (denied) stage.cloud.faults.add({ ...denied, times: Number.POSITIVE_INFINITY, fault: { kind: 'deny' } });
  const { failure, outputs } = await stage.deploy({ ...works, commit: commits.two, ...release });
  expect(failure?.message).toMatch(message);
  expect(outputs).toMatchObject({ 'failed-stage': failed, 'rolled-back': failed === 'backend' });
  expect(await stage.served()).toEqual(before);
}, 120_000);

const late: readonly Failing[] = [
  {
    failed: 'site',
    denied: {
      service: 's3',
      operation: 'PutObject',
      when: (input) => (input as { Key?: string }).Key === 'index.html',
    },
    message: /^Site failed: .*The previous release was restored and verified\. Backend: .* Site: .* edge not started/s,
  },
  {
    failed: 'edge',
    denied: { service: 'cloudfront', operation: 'CreateInvalidation' },
    message: /^Edge failed: .*The previous release was restored and verified\. Backend: .* Site: .* Edge: /s,
  },
];

test.each(late)('the stage $failed fails: backend and site are rolled back', async ({ failed, denied, message }) => {
  await started();
  if (denied) stage.cloud.faults.add({ ...denied, fault: { kind: 'deny' } });
  const { failure, outputs } = await stage.deploy({ commit: commits.two, variables: { COLOUR: 'red' } });
  expect(failure?.message).toMatch(message);
  expect(outputs).toMatchObject({ 'failed-stage': failed, 'rolled-back': true, 'site-release': commits.one });
  expect(await stage.served()).toEqual(before);
}, 120_000);

describe('no rollback, and the reason is reported', () => {
  const newer = { page: '<p>release 2</p>', api: { commit: commits.two, colour: 'red', kind: 'built for 2' } };

  test.each([
    ['where it is switched off', {}, { 'rollback-on-failure': 'false' }, 'rollback-on-failure is false'],
    [
      'where a check says that it is not safe',
      { suite: usualSuite.replace('- name: values', '- safe-to-rollback: false\n    name: values') },
      {},
      'no check saw the new release misbehave, or one says that a rollback is not safe',
    ],
  ])(
    '%s',
    async (_, options, inputs, why) => {
      await started(options);
      const { failure, outputs, report } = await stage.deploy(broken, inputs);
      expect(failure?.message).toContain(`No rollback: ${why}`);
      expect(report.sections).toContainEqual({ kind: 'note', text: expect.stringContaining(why) });
      expect(outputs).toMatchObject({ 'failed-stage': 'smoke', 'rolled-back': false, 'site-release': commits.two });
      expect(await stage.served()).toEqual(newer);
    },
    60_000,
  );

  test('where the backend is new', async () => {
    stage = await startChain();
    const { failure, outputs } = await stage.deploy(broken);
    expect(failure?.message).toContain('No rollback: the backend was created by this run.');
    expect(outputs).toMatchObject({ 'failed-stage': 'smoke', 'rolled-back': false });
  }, 120_000);
});

test('a rollback that fails stops there, and says what is deployed', async () => {
  await started();
  stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'succeed' } });
  stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'rollback', reason: 'no capacity' } });
  const ran = await stage.deploy(broken);
  expect(ran.failure?.message).toContain(
    'The rollback failed: Backend: The rollback of the App Runner service clinic-dev ended as ROLLBACK_SUCCEEDED. The previous release may not be running: check the service now.',
  );
  expect(ran.outputs).toMatchObject({ 'failed-stage': 'smoke', 'rolled-back': false, 'site-release': commits.two });
  expect(rollbackRows(ran)).toMatchObject({ rows: [['Backend', 'failed', expect.anything()]] });
  expect(await stage.served()).toMatchObject({ page: '<p>release 2</p>', api: { kind: 'built for 2' } });
}, 120_000);

test('what somebody else has deployed in between is left alone', async () => {
  await started();
  const onLine = (line: string) => {
    if (line.includes('✗ values can be read')) recolour('green');
  };
  const { failure, outputs } = await stage.deploy(broken, {}, { onLine });
  expect(failure?.message).toContain('Backend: clinic-dev was changed by somebody else after this deployment');
  expect(outputs).toMatchObject({ 'rolled-back': false, 'site-release': commits.two });
}, 120_000);

/** Sets a variable of the service, as somebody else's deployment does. */
function recolour(colour: string): void {
  const [service] = stage.cloud.appRunner.services();
  const { ImageRepository } = service?.configuration.source ?? {};
  const settings = ImageRepository?.ImageConfiguration;
  if (!service || !settings) throw new Error('There is no service with an image.');
  const variables = { ...settings.RuntimeEnvironmentVariables, COLOUR: colour };
  const image = { ...ImageRepository, ImageConfiguration: { ...settings, RuntimeEnvironmentVariables: variables } };
  service.configuration = {
    ...service.configuration,
    source: { ...service.configuration.source, ImageRepository: image },
  };
}
