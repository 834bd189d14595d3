import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { failureOf } from '../../support/action.ts';
import { type EnvironmentStage, name, startEnvironment } from './environment-stage.ts';

let stage: EnvironmentStage;

beforeEach(async () => {
  stage = await startEnvironment();
  await stage.create();
});
afterEach(() => stage.close());

const updates = () => stage.calls().filter((call) => call === 'elasticbeanstalk:UpdateEnvironment');
const labels = () => new Set(stage.environment().instances.map(({ versionLabel }) => versionLabel));
const script = (outcome: Parameters<EnvironmentStage['cloud']['elasticBeanstalk']['script']>[0]['outcome']) =>
  stage.cloud.elasticBeanstalk.script({ kind: 'deploy', outcome });

describe('a deployment that fails on the instances', () => {
  test('is red though the environment is Ready, with the reason, events and log tail, and the version before is put back', async () => {
    const before = stage.environment().versionLabel;
    script({ kind: 'fail', reason: 'exec /app/server: exec format error' });
    const { failure, outputs, report } = await stage.deploy();
    expect(failure).toBeInstanceOf(UserError);
    expect(failure?.message).toContain(
      `The update of the Elastic Beanstalk environment ${name} ended as Failed. The previous release was restored.`,
    );
    expect(failure?.message).toContain('exec format error');
    expect(failure?.message).toContain('check the platforms of the build');
    expect(outputs).toMatchObject({
      ...{ status: 'Failed', 'rolled-back': true, image: stage.images.v1, 'previous-image': stage.images.v1 },
      ...{ 'version-label': before, changed: true, health: 'Green' },
    });
    const sections = JSON.stringify(report.sections);
    expect(sections).toContain('ERROR Failed to deploy application.');
    expect(sections).toContain('An error occurred during execution of command [app-deploy]');
    expect(updates()).toHaveLength(2);
  });

  test('in the middle of a rolling one, leaves no mixture of versions', async () => {
    await stage.run({
      'environment-name': name,
      'option-settings': [
        'aws:elasticbeanstalk:command:DeploymentPolicy=Rolling',
        'aws:elasticbeanstalk:command:BatchSizeType=Fixed',
        'aws:elasticbeanstalk:command:BatchSize=1',
      ].join('\n'),
    });
    script({ kind: 'fail', afterBatches: 1 });
    const { outputs } = await stage.deploy({ 'rollback-on-failure': 'false' });
    expect(outputs['rolled-back']).toBe(false);
    expect(labels().size).toBe(2);
    script({ kind: 'fail', afterBatches: 1 });
    expect((await stage.deploy()).outputs['rolled-back']).toBe(true);
    expect(labels()).toEqual(new Set([stage.environment().versionLabel]));
  });

  test('on new instances only needs no rollback', async () => {
    await stage.run({
      'environment-name': name,
      'option-settings': 'aws:elasticbeanstalk:command:DeploymentPolicy=Immutable',
    });
    stage.calls();
    script({ kind: 'fail' });
    const { outputs, failure } = await stage.deploy();
    expect(failure?.message).toContain('The previous release was restored.');
    expect(outputs['rolled-back']).toBe(true);
    expect(updates()).toHaveLength(1);
  });

  test('after an update of options restores both', async () => {
    await stage.run({ 'environment-name': name, env: 'A=1' });
    stage.calls();
    stage.cloud.elasticBeanstalk.script({ kind: 'configure', outcome: { kind: 'fail' } });
    const { outputs } = await stage.deploy({ env: 'A=2\nB=3' });
    expect(outputs).toMatchObject({ 'rolled-back': true, image: stage.images.v1 });
    const variables = 'aws:elasticbeanstalk:application:environment';
    expect([stage.option(variables, 'A'), stage.option(variables, 'B')]).toEqual(['1', undefined]);
    expect(updates()).toHaveLength(2);
  });
});

test('an update of options that fails is a failure, and the version is not deployed', async () => {
  const before = stage.environment().settings;
  stage.cloud.elasticBeanstalk.script({
    kind: 'configure',
    outcome: { kind: 'fail', reason: 'No such instance type.' },
  });
  const { failure, outputs } = await stage.deploy({ env: 'A=2' });
  expect(failure?.message).toContain('No such instance type.');
  expect(outputs).toMatchObject({ image: stage.images.v1, 'rolled-back': true });
  expect(stage.environment().settings).toEqual(before);
});

describe('health after the update', () => {
  const yellow = { color: 'Yellow', status: 'Warning', causes: ['12 % of the requests fail with HTTP 5xx.'] } as const;

  test('that is not accepted is a failure in the end, with its causes', async () => {
    script({ kind: 'health', health: yellow });
    const { failure, outputs, report, log } = await stage.deploy({ 'health-timeout-seconds': '30' });
    expect(failure?.message).toMatch(/its health Yellow, Warning is none of those accepted \(Green\)/);
    expect(log).toContainEqual(expect.stringMatching(/Ready \(health Green, Ok\) after/));
    expect(outputs).toMatchObject({ 'rolled-back': true, image: stage.images.v1 });
    expect(report.status).toBe('failed');
  });

  test('that is accepted is a success', async () => {
    script({ kind: 'health', health: yellow });
    const { failure, outputs } = await stage.deploy({ 'accepted-health': 'Green\nYellow' });
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ image: stage.images.v2, health: 'Yellow' });
  });
});

test('an environment that is terminated meanwhile is a failure at once', async () => {
  script({ kind: 'terminate' });
  const { failure } = await stage.deploy({ 'rollback-on-failure': 'false' });
  expect(failure?.message).toContain(`The environment ${name} was terminated.`);
});

test('an environment that cannot be launched is a failure without a rollback', async () => {
  stage.cloud.elasticBeanstalk.script({ kind: 'create', outcome: { kind: 'fail', reason: 'No subnet.' } });
  const { failure, outputs } = await stage.deploy({ 'environment-name': 'clinic-new', create: 'true' });
  expect(failure?.message).toContain('ended as Failed. The service is not running. ');
  expect(failure?.message).toContain('No subnet.');
  expect(outputs).toMatchObject({ 'rolled-back': false, 'service-arn': expect.stringContaining('clinic-new') });
});

describe('a job that is cancelled while the update goes on', () => {
  const cancelled = async (inputs: Readonly<Record<string, string>>) => {
    const job = new AbortController();
    script({ kind: 'hang' });
    const cancel = (line: string) => {
      if (/Updating after/.test(line)) job.abort(new UserError({ what: 'The job was cancelled.' }));
    };
    return stage.deploy(inputs, { signal: job.signal, onLine: cancel });
  };

  test('leaves it, and says how to look at it', async () => {
    const { failure, outputs } = await cancelled({});
    expect(failure?.message).toContain('goes on without this job');
    expect(failure?.message).toContain(`aws elasticbeanstalk describe-events --environment-name ${name}`);
    expect(outputs).toMatchObject({ status: 'unknown', 'previous-image': stage.images.v1 });
    expect(stage.environment().status).toBe('Updating');
  });

  test('aborts it where on-cancel says so', async () => {
    const before = stage.environment().versionLabel;
    const { failure } = await cancelled({ 'on-cancel': 'rollback' });
    expect(failure?.message).toContain('was told to stop and to roll back');
    await stage.settle();
    expect(stage.environment()).toMatchObject({ status: 'Ready', versionLabel: before });
  });
});

test('permission to look that goes away halfway is told, and that the update goes on', async () => {
  script({ kind: 'hang' });
  stage.cloud.faults.add({
    ...{ service: 'elasticbeanstalk', operation: 'DescribeEnvironments', skip: 3, fault: { kind: 'deny' } },
  });
  const { failure, outputs } = await stage.deploy();
  expect(failure?.message).toMatch(/Reading the Elastic Beanstalk environment .* failed: AccessDenied/);
  expect(failure?.message).toContain('goes on without this job');
  expect(outputs).toMatchObject({ status: 'unknown', 'previous-image': stage.images.v1 });
});

test('permission to write that goes away halfway is told', async () => {
  stage.cloud.faults.add({ service: 'elasticbeanstalk', operation: 'UpdateEnvironment', fault: { kind: 'deny' } });
  expect(await failureOf(stage.deploy())).toMatch(/Updating the Elastic Beanstalk environment .* failed: AccessDenied/);
});
