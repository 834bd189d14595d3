import { ElasticBeanstalkClient, UpdateEnvironmentCommand } from '@aws-sdk/client-elastic-beanstalk';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { accountId, failureOf, policyOf, region, statementsOf, withoutStatement } from '../../support/action.ts';
import { type EnvironmentStage, name, startEnvironment } from './environment-stage.ts';

let stage: EnvironmentStage;

beforeEach(async () => {
  stage = await startEnvironment();
});
afterEach(() => stage.close());

const writes = () => stage.calls().filter((call) => !/:(List|Describe|Get|Batch|Retrieve|Download)/.test(call));

/** Somebody else sets a variable, and that takes its time. */
async function othersUpdate(milliseconds: number): Promise<void> {
  stage.cloud.elasticBeanstalk.script({ outcome: { kind: 'succeed' }, milliseconds });
  const credentials = stage.cloud.iam.administrator(accountId);
  const client = new ElasticBeanstalkClient({ endpoint: stage.cloud.endpoint, region, credentials });
  const setting = { Namespace: 'aws:elasticbeanstalk:application:environment', OptionName: 'OTHERS', Value: '1' };
  await client.send(new UpdateEnvironmentCommand({ EnvironmentName: name, OptionSettings: [setting] }));
  stage.calls();
}

describe('a busy environment', () => {
  test('is waited for, and then deployed to; what the others did stays', async () => {
    await stage.create();
    await othersUpdate(60_000);
    const { outputs, log } = await stage.deploy();
    expect(log[0]).toBe(
      `The Elastic Beanstalk environment ${name} is busy (Updating: Environment update is starting.); waiting for it to end.`,
    );
    expect(outputs['status']).toBe('Ready');
    expect(stage.option('aws:elasticbeanstalk:application:environment', 'OTHERS')).toBe('1');
  });

  test('is a failure where on-busy says so, before anything is written', async () => {
    await stage.create();
    await othersUpdate(60_000);
    await expect(stage.deploy({ 'on-busy': 'fail' })).rejects.toThrow(/is busy: Updating: .* Nothing was changed\./);
    expect(writes()).toEqual([]);
  });

  test('that becomes busy between looking and writing is tried again', async () => {
    await stage.create();
    stage.cloud.faults.add({
      ...{ service: 'elasticbeanstalk', operation: 'UpdateEnvironment', times: 2 },
      fault: {
        ...{ kind: 'error', code: 'InvalidParameterValue' },
        message: `Environment named ${name} is in an invalid state for this operation. Must be Ready.`,
      },
    });
    const { outputs, log } = await stage.deploy();
    expect(log).toContain(`The Elastic Beanstalk environment ${name} became busy; trying again until it is free.`);
    expect(outputs['image']).toBe(stage.images.v2);
  });

  test('that stays so past the deadline says so', async () => {
    await stage.create();
    await othersUpdate(3_600_000);
    const deadline = new AbortController();
    const late = (line: string) => {
      if (line.includes('waiting for it')) deadline.abort(new UserError({ what: 'The deadline passed.' }));
    };
    await expect(stage.deploy({}, { signal: deadline.signal, onLine: late })).rejects.toThrow(
      /The deadline passed\. The Elastic Beanstalk environment clinic-dev was busy all the time/,
    );
  });
});

test('throttling is no failure, and calls come no faster than one a second', async () => {
  await stage.create();
  stage.cloud.elasticBeanstalk.script({ kind: 'deploy', outcome: { kind: 'succeed' }, milliseconds: 120_000 });
  stage.cloud.faults.add({
    ...{ service: 'elasticbeanstalk', operation: 'DescribeEnvironments', skip: 3, times: 6 },
    fault: { kind: 'throttle' },
  });
  const { outputs, log } = await stage.deploy();
  expect(outputs['image']).toBe(stage.images.v2);
  expect(log).toContainEqual(expect.stringContaining('throttled, asking more slowly'));
  const asked = stage.calls().filter((call) => call === 'elasticbeanstalk:DescribeEnvironments').length - 6;
  expect(asked).toBeLessThan(Number(outputs['duration-seconds']));
}, 60_000);

describe('bad inputs end before anything is written', () => {
  test.each([
    [{ 'environment-name': 'abc' }, 'environment-name (with): got "abc", but a name has 4 to 40 letters'],
    [{ service: 'another' }, '`environment-name` and `service` name two environments.'],
    [
      { 'environment-name': 'nowhere' },
      'There is no Elastic Beanstalk environment nowhere in this account and region.',
    ],
    [{ application: 'shop' }, 'belongs to the application clinic-dev, not to shop.'],
    [{ image: 'clinic:v1' }, 'image (with): got "clinic:v1", but it does not begin with the host of a registry'],
    [{ bundle: '.' }, '`image` and `bundle` are given: give one of them.'],
    [{ port: '0' }, 'port (with): got "0", but it is out of range'],
    [{ cpu: '16 vCPU' }, 'cpu (with): got "16 vCPU"'],
    [{ env: 'A=1', secrets: 'A=arn' }, 'The variable A is given under `env` and under `secrets`'],
    [{ 'option-settings': 'MinSize=2' }, 'but line 1: it is not like aws:autoscaling:asg:MinSize=2'],
    [
      { 'option-settings': 'aws:elasticbeanstalk:application:environment:A=1' },
      'variables are given under `env` and `secrets`',
    ],
    [{ 'accepted-health': 'Blue' }, 'it is none of Green, Yellow, Red, Grey'],
    [{ 'on-cancel': 'panic' }, 'on-cancel (with): got "panic"'],
  ])('%j: %s', async (inputs, message) => {
    await stage.create();
    expect(await failureOf(stage.deploy(inputs as Readonly<Record<string, string>>))).toContain(message);
    expect(writes()).toEqual([]);
  });

  test('an image that is not there, and one on another platform, in one message', async () => {
    await stage.create({ platform: '64bit Amazon Linux 2 v4.2.4 running Docker' });
    const gone = stage.images.v1.replace(/sha256:.{8}/, 'sha256:00000000');
    const message = await failureOf(stage.deploy({ image: gone, env: 'A=1', secrets: 'A=arn' }));
    expect(message).toContain('cannot be deployed like this; nothing was changed:');
    expect(message).toContain('is given under `env` and under `secrets`');
    expect(message).toContain('is not in its repository');
    expect(writes()).toEqual([]);
  });

  test('an image for an environment of another platform', async () => {
    stage.write({ 'app/application.py': 'print()' });
    const python = '64bit Amazon Linux 2023 v4.7.2 running Python 3.13';
    await stage.run({ 'environment-name': name, bundle: 'app', create: 'true', platform: python });
    expect(await failureOf(stage.deploy())).toContain(`An image cannot run on the platform ${python}`);
  });
});

describe('least privilege', () => {
  const values = {
    ...{ EnvironmentName: name, ApplicationName: name, RepositoryName: 'clinic' },
    ServiceRoleName: 'aws-elasticbeanstalk-service-role',
    InstanceProfileName: 'aws-elasticbeanstalk-ec2-role',
  };
  const policy = () => policyOf('deploy-beanstalk', values);
  const everything = async (as: ReturnType<typeof stage.caller>) => {
    const create = { create: 'true', image: stage.images.v1, tags: 'app=clinic', port: '3000' };
    const ends = [
      await stage.deploy(create, { as }),
      await stage.deploy({ tags: 'app=hospital', env: 'A=1' }, { as }),
      await failing(as),
    ];
    return ends;
  };
  const failing = (as: ReturnType<typeof stage.caller>) => {
    stage.cloud.elasticBeanstalk.script({ kind: 'deploy', outcome: { kind: 'fail' } });
    return stage.deploy({ image: stage.images.v1 }, { as });
  };
  const soft = [
    'CheckImage',
    'CheckServiceRole',
    'CheckInstanceProfile',
    'ReadHealthOfFailedDeployment',
    'ReadLogsOfFailedDeployment',
    'LogTailsInBucket',
  ];

  beforeEach(() => {
    stage.cloud.s3.createBucket({ accountId, region, name: `elasticbeanstalk-${region}-${accountId}` });
  });

  test('iam-policy.json is enough for all that the action does', async () => {
    const ends = await everything(stage.caller(policy()));
    expect(ends.map(({ failure }) => failure?.message.slice(0, 20))).toEqual([
      undefined,
      undefined,
      'The update of the El',
    ]);
    expect(JSON.stringify(ends[2]?.report.sections)).toContain('/var/log/eb-engine.log');
    expect(stage.cloud.requests.all().filter(({ errorCode }) => /Denied|Privileges/.test(errorCode ?? ''))).toEqual([]);
  }, 30_000);

  test.each(
    statementsOf('deploy-beanstalk').filter((sid) => ![...soft, 'CheckSecrets'].includes(sid)),
  )('without %s it is refused, clearly', async (sid) => {
    const as = stage.caller(withoutStatement(policy(), sid));
    const refused = await failureOf(
      everything(as).then((ends) => ends.find(({ failure }) => failure) ?? (ends[0] as never)),
    );
    expect(refused).toMatch(/failed: (AccessDenied|InsufficientPrivileges\w*)\.|Reason: Access Denied/);
  });

  test.each(soft)('without %s it goes on, and says what it could not see', async (sid) => {
    const ends = await everything(stage.caller(withoutStatement(policy(), sid)));
    const log = ends.flatMap((end) => end.log).join('\n');
    expect(log).toMatch(/(could not be (read|checked before the deployment)|was not checked): .*AccessDenied/);
  }, 30_000);
});
