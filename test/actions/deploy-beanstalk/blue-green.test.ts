import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Environment } from '../../cloud/elasticbeanstalk/state.ts';
import { policyFor } from '../../cloud/iam/policy-template.ts';
import { accountId, failureOf, region, withoutStatement } from '../../support/action.ts';
import { type EnvironmentStage, name, startEnvironment } from './environment-stage.ts';

let stage: EnvironmentStage;
const green = `${name}-green`;

beforeEach(async () => {
  stage = await startEnvironment();
  await stage.create({ 'cname-prefix': name, env: 'A=1', tags: 'app=clinic' });
});
afterEach(() => stage.close());

function environment(wanted: string): Environment | undefined {
  return stage.cloud.elasticBeanstalk
    .environments()
    .findLast((each) => each.name === wanted && each.status !== 'Terminated');
}

const serving = () => [name, green].filter((each) => environment(each)?.cname?.startsWith(`${name}.`));
const runs = (wanted: string) => environment(wanted)?.versionLabel;
const writes = () => stage.calls().filter((call) => /:(Create|Update|Put|Swap|Terminate|Delete)/.test(call));
const deploy = (inputs: Readonly<Record<string, string>> = {}, how = {}) =>
  stage.deploy({ strategy: 'blue-green', create: 'true', ...inputs }, how);
const variable = (wanted: string, variableName: string) =>
  environment(wanted)?.settings.get(`aws:elasticbeanstalk:application:environment\n${variableName}`)?.value;
const script = (rule: Parameters<EnvironmentStage['cloud']['elasticBeanstalk']['script']>[0]) =>
  stage.cloud.elasticBeanstalk.script(rule);

describe('a version', () => {
  test('goes to a second environment that is made like the first, which gets the address', async () => {
    const [before, updated] = [runs(name), environment(name)?.updatedAt];
    const { failure, outputs } = await deploy({ env: 'A=2' });
    expect(failure).toBeUndefined();
    expect(serving()).toEqual([green]);
    expect(runs(name)).toBe(before);
    expect(environment(name)?.settings.get('aws:autoscaling:asg\nMinSize')).toEqual(
      environment(green)?.settings.get('aws:autoscaling:asg\nMinSize'),
    );
    expect([variable(name, 'A'), variable(green, 'A')]).toEqual(['1', '2']);
    expect(Object.fromEntries(environment(green)?.tags ?? [])).toEqual({ app: 'clinic' });
    expect(updated).toBeDefined();
    expect(outputs).toMatchObject({
      ...{ image: stage.images.v2, 'previous-image': stage.images.v1, changed: true, health: 'Green' },
      ...{ 'serving-environment': green, 'idle-environment': name, 'version-label': runs(green) },
      'service-url': `http://${environment(green)?.cname}`,
    });
    expect(environment(name)?.application.templates.size).toBe(0);
  });

  test('is shown by the plan with the environment that will serve, and a dry run writes nothing', async () => {
    stage.calls();
    const { outputs } = await deploy({ 'dry-run': 'true' });
    const [change, ...others] = JSON.parse(String(outputs['plan'])).changes;
    expect(others).toEqual([]);
    expect(change.fields).toContainEqual({ field: 'serving environment', before: name, after: green });
    expect(writes()).toEqual([]);
  });

  test('goes back and forth: the next one goes to the first environment', async () => {
    await deploy();
    stage.clock.advance(60_000);
    stage.calls();
    const back = await deploy({ image: stage.images.v1 });
    expect(back.failure).toBeUndefined();
    expect(serving()).toEqual([name]);
    // It runs that version already.
    expect(writes()).toEqual(['elasticbeanstalk:SwapEnvironmentCNAMEs']);
    expect(back.outputs).toMatchObject({ image: stage.images.v1, 'serving-environment': name });
    expect(back.report.result).toContain('It is a rollback');
  });

  test('that serves already changes nothing, whatever the other environment runs', async () => {
    await deploy();
    stage.calls();
    expect((await deploy()).outputs).toMatchObject({ changed: false, 'serving-environment': green });
    expect(writes()).toEqual([]);
  });

  test('is not deployed to a second environment that nobody lets it make', async () => {
    await expect(deploy({ create: 'false' })).rejects.toThrow(`There is no environment ${green} to deploy to`);
  });

  test('is asked for by its own URL before users meet it', async () => {
    await deploy();
    await deploy({ image: stage.images.v1 });
    const { failure, log } = await deploy({ 'probe-path': '/health' });
    expect(failure).toBeUndefined();
    expect(log).toContainEqual(expect.stringMatching(/127\.0\.0\.1:\d+\/health: HTTP 200/));
  });

  test('that does not answer at its own URL gets no users', async () => {
    await deploy();
    await deploy({ image: stage.images.v1 });
    await stage.cloud.elasticBeanstalk.stopAnswering(green);
    const { failure, outputs } = await deploy({ 'probe-path': '/health', 'health-timeout-seconds': '30' });
    expect(failure?.message).toMatch(/\/health answered .* after \d+ s/);
    expect(serving()).toEqual([name]);
    expect(outputs).toMatchObject({ 'serving-environment': name, 'rolled-back': true });
  });
});

describe('a version that fails', () => {
  test('on the second environment leaves the first one untouched, and the second one for a look', async () => {
    await deploy();
    await deploy({ image: stage.images.v1 });
    script({ environment: green, kind: 'deploy', outcome: { kind: 'fail', reason: 'exec format error' } });
    // The second one runs v2 already, so another option makes it deploy.
    const settings = environment(name)?.settings;
    script({ environment: green, kind: 'configure', outcome: { kind: 'fail', reason: 'exec format error' } });
    stage.calls();
    const { failure, outputs } = await deploy({ env: 'A=3' });
    expect(failure?.message).toContain('exec format error');
    expect(failure?.message).toContain(`${name} serves as before; ${green} was left for a look.`);
    expect(outputs).toMatchObject({
      'rolled-back': true,
      image: stage.images.v1,
      'serving-environment': name,
      'idle-environment': green,
    });
    expect(serving()).toEqual([name]);
    expect(environment(name)?.settings).toEqual(settings);
    expect(writes()).not.toContain('elasticbeanstalk:SwapEnvironmentCNAMEs');
  });

  test('to become healthy gets no users', async () => {
    const yellow = { color: 'Yellow', status: 'Warning', causes: ['5xx'] } as const;
    script({ environment: green, kind: 'create', outcome: { kind: 'health', health: yellow } });
    const { failure } = await deploy({ 'health-timeout-seconds': '30' });
    expect(failure?.message).toContain('Yellow');
    expect(serving()).toEqual([name]);
  });

  test('once users meet it gives them back', async () => {
    const red = { color: 'Red', status: 'Severe', causes: ['5xx'] } as const;
    script({ kind: 'swap', outcome: { kind: 'unwell', health: red } });
    const { failure, outputs } = await deploy({ 'health-timeout-seconds': '30' });
    expect(failure?.message).toContain('The previous release was restored');
    expect(serving()).toEqual([name]);
    expect(outputs).toMatchObject({ image: stage.images.v1, 'rolled-back': true, 'serving-environment': name });
  });
});

describe('the same version once more', () => {
  test('goes to the other environment, which gets the address', async () => {
    const { failure, outputs } = await deploy({ image: stage.images.v1, force: 'true' });
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ image: stage.images.v1, 'serving-environment': green });
    const again = await deploy({ image: stage.images.v1, force: 'true' });
    expect(again.outputs['serving-environment']).toBe(name);
  });

  test('gives the address back when users meet it and it is not well', async () => {
    script({ kind: 'swap', outcome: { kind: 'unwell', health: { color: 'Red', status: 'Severe', causes: [] } } });
    const health = { 'health-timeout-seconds': '30' };
    const { failure, outputs } = await deploy({ image: stage.images.v1, force: 'true', ...health });
    expect(failure?.message).toContain('The previous release was restored');
    expect(outputs).toMatchObject({ 'rolled-back': true, 'serving-environment': name });
  });
});

describe('the exchange', () => {
  const swaps = () => writes().filter((call) => call.includes('Swap')).length;

  test.each([true, undefined] as const)('whose answer is lost is found out (carried out: %s)', async (afterwards) => {
    stage.cloud.faults.add({
      ...{ service: 'elasticbeanstalk', operation: 'SwapEnvironmentCNAMEs' },
      fault: { kind: 'reset', ...(afterwards && { afterwards }) },
    });
    stage.calls();
    const { failure } = await deploy();
    expect(failure).toBeUndefined();
    expect(serving()).toEqual([green]);
    expect(swaps()).toBe(afterwards ? 1 : 2);
  });

  test('that is refused leaves everything as it was', async () => {
    stage.cloud.faults.add({
      ...{ service: 'elasticbeanstalk', operation: 'SwapEnvironmentCNAMEs', fault: { kind: 'deny' } },
    });
    const { failure, outputs } = await deploy();
    expect(failure?.message).toContain('AccessDenied');
    expect(outputs).toMatchObject({ 'rolled-back': true, 'serving-environment': name });
    expect(serving()).toEqual([name]);
  });

  test('that AWS takes and does not do ends', async () => {
    for (let time = 0; time < 3; time++) script({ kind: 'swap', outcome: { kind: 'fail' } });
    const { failure } = await deploy();
    expect(failure?.message).toContain('was asked for 3 times, and did not happen');
    expect(serving()).toEqual([name]);
  });

  test('does not happen over what somebody else did to the environment that serves', async () => {
    script({ environment: green, kind: 'create', outcome: { kind: 'succeed' }, milliseconds: 20_000 });
    let done = false;
    const onLine = (line: string) => {
      const live = environment(name);
      if (done || !live || !/Launching/.test(line)) return;
      done = true;
      live.versionLabel = 'theirs';
      live.updatedAt = stage.clock.now();
    };
    stage.calls();
    const { failure } = await deploy({}, { onLine });
    expect(done).toBe(true);
    expect(failure?.message).toContain(`Somebody else has changed ${name}`);
    expect(swaps()).toBe(0);
    expect(serving()).toEqual([name]);
  });

  test('does not give users what somebody else has deployed to the second environment', async () => {
    let done = false;
    const onLine = (line: string) => {
      const other = environment(green);
      if (done || !other || !/: done/.test(line) || other.status !== 'Ready') return;
      done = true;
      other.versionLabel = 'theirs';
    };
    const { failure } = await deploy({}, { onLine });
    expect(done).toBe(true);
    expect(failure?.message).toMatch(/theirs/);
    expect(serving()).toEqual([name]);
  });
});

describe('what served before', () => {
  test('is terminated where that is asked for, once resolvers have forgotten it', async () => {
    const { failure, outputs } = await deploy({ 'old-environment': 'terminate' });
    expect(failure).toBeUndefined();
    await stage.settle();
    expect(environment(name)).toBeUndefined();
    expect(serving()).toEqual([green]);
    expect(outputs['serving-environment']).toBe(green);
    const again = await deploy({ image: stage.images.v1 });
    expect(again.failure).toBeUndefined();
    expect(serving()).toEqual([name]);
  });
});

test('tags are put on both environments, whichever serves', async () => {
  await deploy();
  const { failure } = await deploy({ tags: 'team=care' });
  expect(failure).toBeUndefined();
  for (const each of [name, green]) expect(environment(each)?.tags.get('team')).toBe('care');
});

describe('least privilege', () => {
  const values = {
    ...{ EnvironmentName: name, ApplicationName: name, RepositoryName: 'clinic' },
    ServiceRoleName: 'aws-elasticbeanstalk-service-role',
    InstanceProfileName: 'aws-elasticbeanstalk-ec2-role',
  };
  const filled = (path: string) =>
    policyFor(readFileSync(`actions/deploy-beanstalk/${path}`, 'utf8'), {
      ...{ 'AWS::AccountId': accountId, 'AWS::Region': region, ...values },
    });
  const everything = async (as: ReturnType<typeof stage.caller>) => [
    await deploy({}, { as }),
    await deploy({ image: stage.images.v1, tags: 'team=care', 'old-environment': 'terminate' }, { as }),
  ];

  test('both policies are enough for two environments that take turns', async () => {
    const as = stage.caller(filled('iam-policy.json'), filled('iam-policy-blue-green.json'));
    const ends = await everything(as);
    expect(ends.map(({ failure }) => failure?.message)).toEqual([undefined, undefined]);
    expect(stage.cloud.requests.all().filter(({ errorCode }) => /Denied/.test(errorCode ?? ''))).toEqual([]);
  });

  test.each(['ReadGreen', 'DeployGreen', 'Exchange', 'SaveConfiguration'])('without %s it is refused', async (sid) => {
    const pair = withoutStatement(filled('iam-policy-blue-green.json'), sid);
    const ends = everything(stage.caller(filled('iam-policy.json'), pair)).then(
      (all) => all.find(({ failure }) => failure) ?? (all[0] as never),
    );
    expect(await failureOf(ends)).toMatch(/failed: AccessDenied/);
  });
});

describe('nothing is deployed', () => {
  test('where it is not known which environment serves', async () => {
    await expect(deploy({ 'cname-prefix': 'other' })).rejects.toThrow(
      `no CNAME begins with other (${name} has ${name}.localhost`,
    );
  });

  test('while something happens to the second environment', async () => {
    await deploy();
    const idle = environment(name);
    if (idle) idle.status = 'Updating';
    await expect(deploy({ image: stage.images.v1, 'on-busy': 'fail' })).rejects.toThrow('is busy');
  });

  test('where the database would be another one', async () => {
    const options = 'aws:rds:dbinstance:HasCoupledDatabase=true';
    await expect(deploy({ 'option-settings': options })).rejects.toThrow('decouple it first');
  });
});

test('another branch of the platform comes with the second environment', async () => {
  const wanted = '64bit Amazon Linux 2 v4.2.4 running Docker';
  const { failure } = await deploy({ platform: wanted });
  expect(failure).toBeUndefined();
  expect(environment(green)?.solutionStack).toBe(wanted);
  expect(serving()).toEqual([green]);
});
