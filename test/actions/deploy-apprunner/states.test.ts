import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf, policyOf, statementsOf, withoutStatement } from '../../support/action.ts';
import { name, type ServiceStage, startService } from './service-stage.ts';

let stage: ServiceStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

const writes = () =>
  stage.calls().filter((call) => !/:(List|Describe|Filter|BatchGet|GetDownloadUrl|DownloadBlob)/.test(call));

describe('a busy service', () => {
  test('is waited for, and then deployed to', async () => {
    await stage.create();
    stage.cloud.appRunner.script({ outcome: { kind: 'succeed' }, milliseconds: 60_000 });
    const others = stage.change({ InstanceConfiguration: { Cpu: '2048', Memory: '4096' } });
    while (stage.service().status === 'RUNNING') await new Promise((resolve) => setImmediate(resolve));
    const { outputs, log } = await stage.deploy();
    await others;
    expect(log[0]).toMatch(
      new RegExp(
        `^The App Runner service ${name} is busy \\(UPDATE_SERVICE since 2026-.*\\); waiting for it to end\\.$`,
      ),
    );
    expect(outputs['status']).toBe('SUCCEEDED');
    // What the other one changed is not undone.
    expect(stage.service().configuration.instance).toMatchObject({ Cpu: '2048', Memory: '4096' });
  });

  test('is a failure where on-busy says so, before anything is written', async () => {
    await stage.create();
    stage.service().status = 'OPERATION_IN_PROGRESS';
    await expect(stage.deploy({ 'on-busy': 'fail' })).rejects.toThrow(
      new RegExp(`^The App Runner service ${name} is busy: CREATE_SERVICE since .*\\. Nothing was changed\\.`),
    );
    expect(writes()).toEqual([]);
  });

  test('that becomes busy between looking and writing is tried again, or is a failure', async () => {
    await stage.create();
    const busy = { service: 'apprunner', operation: 'UpdateService', times: 2 } as const;
    stage.cloud.faults.add({ ...busy, fault: { kind: 'error', code: 'InvalidStateException' } });
    await expect(stage.deploy({ 'on-busy': 'fail' })).rejects.toThrow('became busy before it could be changed');
    const { outputs, log } = await stage.deploy();
    expect(log).toContain(`The App Runner service ${name} became busy; trying again until it is free.`);
    expect(outputs['status']).toBe('SUCCEEDED');
  });
});

describe('a paused service', () => {
  test('is a failure by default, before anything is written', async () => {
    await stage.create();
    stage.service().status = 'PAUSED';
    await expect(stage.deploy()).rejects.toThrow(
      `The App Runner service ${name} is paused, and no new version can be deployed`,
    );
    expect(writes()).toEqual([]);
  });

  test('is resumed and then deployed to where on-paused says so', async () => {
    await stage.create();
    stage.service().status = 'PAUSED';
    const { outputs, report } = await stage.deploy({ 'on-paused': 'resume' });
    expect(writes()).toEqual(['apprunner:ResumeService', 'apprunner:UpdateService']);
    expect(stage.service().status).toBe('RUNNING');
    expect(outputs).toMatchObject({ status: 'SUCCEEDED', image: stage.images.v2 });
    expect(report.result).toBe('Done (resume and update): the new configuration runs. Changed: image.');
  });

  test('that cannot be resumed is not deployed to', async () => {
    await stage.create();
    stage.service().status = 'PAUSED';
    stage.cloud.appRunner.script({ type: 'RESUME_SERVICE', outcome: { kind: 'fail', reason: 'No.' } });
    expect(await failureOf(stage.deploy({ 'on-paused': 'resume' }))).toContain('The resume of the App Runner service');
    expect(writes()).toEqual(['apprunner:ResumeService']);
  });
});

test('a service that could not be deleted cannot be deployed to', async () => {
  await stage.create();
  stage.service().status = 'DELETE_FAILED';
  await expect(stage.deploy()).rejects.toThrow(
    'could not be deleted, and cannot be deployed to: delete it in the console',
  );
  expect(writes()).toEqual([]);
});

describe('bad inputs end before anything is written', () => {
  test.each([
    [{ service: 'abc' }, 'service (with): got "abc", but a name has 4 to 40 letters'],
    [{ image: 'clinic:v1' }, 'image (with): got "clinic:v1", but it does not begin with the host of a registry'],
    [{ image: '1.dkr.ecr.us-east-1.amazonaws.com/clinic' }, 'but it has neither a digest nor a tag'],
    [{ port: '0' }, 'port (with): got "0", but it is out of range'],
    [{ cpu: '3 vCPU' }, 'cpu (with): got "3 vCPU", but App Runner has no such size'],
    [{ memory: '5 GB' }, 'memory (with): got "5 GB", but App Runner has no such size'],
    [
      { cpu: '256', memory: '4096' },
      'App Runner has no instance with 256 CPU units and 4096 MB: with cpu 256, memory may be 512, 1024 (MB).',
    ],
    [{ env: 'A=1', secrets: 'A=arn' }, 'The variable A is given under `env` and under `secrets`'],
    [{ env: 'AWSAPPRUNNER_X=1' }, 'names that begin with AWSAPPRUNNER are reserved.'],
    [{ 'health-check-path': 'health' }, 'health-check-path (with): got "health", but it does not begin with /'],
    [{ 'access-role': 'role' }, 'access-role (with): got "role", but it is no ARN'],
    [{ 'on-busy': 'later' }, 'on-busy (with): got "later", but it is none of them'],
    [{ create: '1' }, 'create (with): got "1", but it is neither'],
  ])('%j: %s', async (inputs, message) => {
    await stage.create();
    expect(await failureOf(stage.deploy(inputs as Readonly<Record<string, string>>))).toContain(message);
    expect(writes()).toEqual([]);
  });
});

describe('least privilege', () => {
  const policy = () =>
    policyOf('deploy-apprunner', {
      ...{
        ServiceName: name,
        RepositoryName: 'clinic',
        AccessRoleArn: stage.accessRole,
        InstanceRoleArn: stage.instanceRole,
      },
    });
  const create = () => ({
    ...{ create: 'true', image: stage.images.v1, tags: 'app=clinic', port: '3000' },
    ...{ 'access-role': stage.accessRole, 'instance-role': stage.instanceRole },
  });

  test('iam-policy.json is enough for all that the action does', async () => {
    const as = stage.caller(policy());
    await stage.deploy(create(), { as });
    stage.service().tags.set('gone', 'soon');
    await stage.deploy({}, { as });
    stage.service().status = 'PAUSED';
    await stage.deploy({ image: stage.images.v1, 'on-paused': 'resume' }, { as });
    stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'rollback', reason: 'No.' } });
    await stage.deploy({ tags: 'app=clinic\nteam=a', 'remove-tags': 'gone' }, { as });
    expect(stage.service().tags).toEqual(new Map(Object.entries({ app: 'clinic', team: 'a' })));
    expect(stage.service().configuration.source.ImageRepository?.ImageIdentifier).toBe(stage.images.v1);
    await stage.deploy({ image: stage.tagged }, { as });
    stage.clock.advance(60_000);
    await stage.push();
    expect((await stage.deploy({ image: stage.tagged }, { as })).outputs['status']).toBe('SUCCEEDED');
    expect(stage.service().operations[0]?.type).toBe('START_DEPLOYMENT');
    expect(stage.cloud.requests.all().filter(({ errorCode }) => errorCode === 'AccessDeniedException')).toEqual([]);
  });

  test.each(
    statementsOf('deploy-apprunner').filter(
      (sid) => !['ReadLogsOfFailedDeployment', 'CheckImage', 'CheckRoles', 'CheckSecrets'].includes(sid),
    ),
  )('without %s it is refused, clearly', async (sid) => {
    const as = stage.caller(withoutStatement(policy(), sid));
    const creating = stage.deploy(create(), { as });
    if (['FindService', 'CreateService', 'PassRolesToAppRunner', 'TagService'].includes(sid))
      expect(await failureOf(creating)).toMatch(/failed: AccessDeniedException\..*iam-policy\.json/);
    else {
      const deploying = creating.catch(() => {}).then(() => stage.deploy({}, { as }));
      expect(await failureOf(deploying)).toMatch(/failed: AccessDeniedException\..*iam-policy\.json/);
    }
  });

  test('without CheckImage the image is deployed unchecked, and it says so', async () => {
    await stage.create();
    const as = stage.caller(withoutStatement(policy(), 'CheckImage'));
    const { outputs, log } = await stage.deploy({}, { as });
    expect(outputs['status']).toBe('SUCCEEDED');
    expect(log).toContainEqual(expect.stringMatching(/^The image could not be checked .*AccessDeniedException/));
  });

  test('without CheckRoles they are handed over unchecked, and it says so', async () => {
    const as = stage.caller(withoutStatement(policy(), 'CheckRoles'));
    const { outputs, log } = await stage.deploy(create(), { as });
    expect(outputs['status']).toBe('SUCCEEDED');
    expect(log.filter((line) => /^Whether the role under .* was not checked: .*AccessDenied/.test(line))).toHaveLength(
      2,
    );
  });

  test('without ReadLogsOfFailedDeployment a failure is told without its log, and it says why', async () => {
    await stage.create();
    const as = stage.caller(withoutStatement(policy(), 'ReadLogsOfFailedDeployment'));
    stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'rollback', reason: 'No.' } });
    const { failure, log } = await stage.deploy({}, { as });
    expect(failure?.message).toContain('ended as ROLLBACK_SUCCEEDED');
    expect(log).toContainEqual(expect.stringMatching(/^The service log could not be read: .*AccessDeniedException/));
  });
});
