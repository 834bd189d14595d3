import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { restorable } from '../../../src/actions/deploy-ecs-express/index.ts';
import { accountId, failureOf, policyOf, region } from '../../support/action.ts';
import { type ExpressStage, name, startService } from './service-stage.ts';

let stage: ExpressStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

const writes = () => stage.calls().filter((call) => /:(Create|Update|Tag|Untag)/.test(call));
const roles = () => ({ 'infrastructure-role': stage.infrastructureRole });

const main = (image: string) => ({
  ...{ name: 'Main', image, environment: [{ name: 'A', value: '1' }] },
  portMappings: [{ name: 'web', containerPort: 3000 }],
  logConfiguration: { logDriver: 'awslogs' as const, options: { 'awslogs-group': '/clinic/api' } },
});

function register(input: Partial<RegisterTaskDefinitionRequest> = {}, image = stage.images.v1): string {
  return stage.cloud.ecs.registerTaskDefinition(accountId, region, {
    ...{ family: 'clinic', requiresCompatibilities: ['FARGATE'], cpu: '512', memory: '1024' },
    ...{ executionRoleArn: stage.executionRole, taskRoleArn: stage.taskRole },
    containerDefinitions: [main(image), { name: 'proxy', image }],
    ...input,
  });
}

/** Without an image, which the task definition has. */
const deploy = (inputs: Readonly<Record<string, string>>, how = {}) => stage.run({ service: name, ...inputs }, how);

async function created(arn = register()): Promise<string> {
  const { failure } = await deploy({ create: 'true', ...roles(), 'task-definition': arn });
  if (failure) throw failure;
  stage.calls();
  return arn;
}

describe('a task definition', () => {
  test('makes a new service, whose outputs name the image of its container Main', async () => {
    const arn = register();
    const { outputs, failure } = await deploy({ create: 'true', ...roles(), 'task-definition': arn });
    expect(failure).toBeUndefined();
    expect(stage.configuration()).toMatchObject({ ownTaskDefinition: arn, image: stage.images.v1, port: 3000 });
    expect(outputs).toMatchObject({ changed: true, status: 'SUCCESSFUL', image: stage.images.v1 });
    expect(outputs['logs-url']).toContain('clinic$252Fapi');
    expect((await deploy({ 'task-definition': arn })).outputs).toMatchObject({ changed: false, status: 'unchanged' });
  });

  test('takes the place of another, and the plan shows both', async () => {
    const before = await created();
    const after = register({}, stage.images.v2);
    const { report, outputs } = await deploy({ 'task-definition': after });
    const rows = JSON.stringify(report.sections);
    expect(rows).toContain(JSON.stringify(['taskDefinition', before, after]));
    expect(rows).toContain(JSON.stringify(['image', stage.images.v1, stage.images.v2]));
    expect(outputs).toMatchObject({ image: stage.images.v2, 'previous-image': stage.images.v1 });
  });

  test('stays where the inputs change only what surrounds the task', async () => {
    const arn = await created();
    const { outputs } = await deploy({ 'min-tasks': '2' });
    expect(outputs).toMatchObject({ changed: true, image: stage.images.v1 });
    expect(stage.configuration()).toMatchObject({ ownTaskDefinition: arn, scalingTarget: { minTaskCount: 2 } });
  });

  test('takes the place of what the inputs said, and `off` lets them decide again', async () => {
    await stage.create({ env: 'OLD=1' });
    const arn = register({}, stage.images.v2);
    const { report } = await deploy({ 'task-definition': arn });
    expect(JSON.stringify(report.sections)).toContain('["env OLD","(set)",""]');
    expect(JSON.stringify(report)).not.toContain('Variables that stay');
    expect(stage.configuration().ownTaskDefinition).toBe(arn);
    await stage.deploy({ 'task-definition': 'off', 'execution-role': stage.executionRole, port: '3000' });
    expect(stage.configuration()).toMatchObject({ image: stage.images.v2, environment: [], cpu: '1024' });
    expect(stage.configuration().ownTaskDefinition).toBeUndefined();
  });

  test('that fails is followed by the one before', async () => {
    const arn = await created();
    const bad = register({}, `${stage.images.v1.split('@')[0]}:missing`);
    const { outputs, failure } = await deploy({ 'task-definition': bad });
    expect(failure?.message).toContain('The previous release was restored.');
    expect(outputs).toMatchObject({ 'rolled-back': true, image: stage.images.v1 });
    expect(stage.configuration().ownTaskDefinition).toBe(arn);
  });

  test('that broke off is followed by the container before, when ECS does not go back', async () => {
    await stage.create({ env: 'A=1' });
    const before = stage.configuration();
    stage.cloud.ecs.script({ outcome: { kind: 'tasks-stop', reason: 'No.' }, rollbackFails: true });
    // ECS keeps a task role, since no call takes it off.
    const arn = register({ taskRoleArn: undefined }, stage.images.v2);
    const { outputs } = await deploy({ 'task-definition': arn });
    expect(outputs).toMatchObject({ 'rolled-back': true });
    expect(stage.configuration()).toEqual(before);
  });
});

describe('before anything is written', () => {
  const given = {
    ...{ port: '3000', env: 'A=1', secrets: 'B=arn:aws:ssm:eu-central-1:111111111111:parameter/b', cpu: '1024' },
    ...{
      memory: '2048',
      architecture: 'ARM64',
      'start-command': 'node x',
      'log-group': '/a',
      'log-stream-prefix': 'a',
    },
    'task-role': 'arn:aws:iam::111111111111:role/task',
    'execution-role': 'arn:aws:iam::111111111111:role/execution',
    'repository-credentials': 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:r-a1b2c3',
  };

  test.each(Object.entries(given))('%s is refused beside a task definition', async (input, value) => {
    const arn = await created();
    expect(await failureOf(deploy({ 'task-definition': arn, [input]: value }))).toContain(
      `\`task-definition\` decides the whole task, so \`${input}\` cannot be given beside it: leave them out.`,
    );
    expect(await failureOf(deploy({ [input]: value }))).toContain(
      `The service runs the task definition ${arn} of its owner, which decides \`${input}\``,
    );
    expect(writes()).toEqual([]);
  });

  test('an image is refused beside it, and needed once it is off', async () => {
    const arn = await created();
    expect(await failureOf(stage.deploy({ 'task-definition': arn }))).toContain('so `image` cannot be given');
    expect(await failureOf(deploy({ 'task-definition': 'off' }))).toContain('give `image` beside');
    expect(writes()).toEqual([]);
  });

  const bad: readonly (readonly [string, Partial<RegisterTaskDefinitionRequest>])[] = [
    ['has no container named Main', { containerDefinitions: [{ name: 'web', image: 'a' }] }],
    ['needs exactly one TCP port mapping, with a name', { containerDefinitions: [{ name: 'Main', image: 'a' }] }],
    [
      'needs exactly one TCP port mapping, with a name',
      { containerDefinitions: [{ name: 'Main', image: 'a', portMappings: [{ containerPort: 80 }] }] },
    ],
    [
      'needs exactly one TCP port mapping, with a name',
      {
        containerDefinitions: [
          { name: 'Main', image: 'a', portMappings: [{ name: 'web', containerPort: 80, protocol: 'udp' }] },
        ],
      },
    ],
    ['is not for FARGATE', { requiresCompatibilities: ['EC2'] }],
  ];

  test.each(bad)('one that %s is refused', async (why, input) => {
    await created();
    expect(await failureOf(deploy({ 'task-definition': register(input) }))).toContain(why);
    expect(writes()).toEqual([]);
  });

  test('one that is gone, was deregistered or is elsewhere is refused', async () => {
    const arn = await created();
    expect(await failureOf(deploy({ 'task-definition': `${arn}9` }))).toContain(`There is no task definition ${arn}9`);
    const old = register();
    stage.cloud.ecs.deregisterTaskDefinition(old);
    expect(await failureOf(deploy({ 'task-definition': old }))).toContain('is INACTIVE: register a new revision');
    const elsewhere = arn.replace(region, 'us-east-1');
    expect(await failureOf(deploy({ 'task-definition': elsewhere }))).toContain('in another account or region');
    expect(writes()).toEqual([]);
  });

  test.each(['clinic:1', 'arn:aws:ecs:eu-central-1:111111111111:task-definition/clinic'])('%s is none', async (arn) => {
    await expect(deploy({ 'task-definition': arn })).rejects.toThrow('task-definition (with)');
  });
});

test('reading it is a permission of its own, which the message names', async () => {
  const arn = await created();
  const values = {
    ...{ ClusterName: 'default', ServiceName: name, RepositoryName: 'clinic' },
    ...{ ExecutionRoleArn: stage.executionRole, TaskRoleArn: stage.taskRole },
    InfrastructureRoleArn: stage.infrastructureRole,
  };
  const policies = [
    policyOf('deploy-ecs-express', values),
    policyOf('deploy-ecs-express', values, 'optional'),
  ] as const;
  const [needed] = policies;
  const inputs = { 'task-definition': register({}, stage.images.v2) };
  expect(await failureOf(deploy(inputs, { as: stage.caller(needed) }))).toContain(
    'Allow ecs:DescribeTaskDefinition, as in iam-policy-optional.json',
  );
  expect((await deploy(inputs, { as: stage.caller(...policies) })).outputs).toMatchObject({ status: 'SUCCESSFUL' });
  expect(stage.configuration().ownTaskDefinition).not.toBe(arn);
});

test('what stood before is saved and restored with its task definition', () => {
  const configuration = { taskDefinition: 'arn:1', image: 'a@sha256:1', environment: {}, secrets: {} };
  const revision = { arn: 'r', configuration, described: {} };
  const observation = { service: { arn: 's' }, revision, taskDefinitions: {}, tags: {}, roles: [] } as never;
  const inputs = { subnets: [], securityGroups: [], env: [], secrets: [] } as never;
  const saved = restorable.save({ inputs, observation, plan: { action: '', target: '', changes: [] } });
  const restored = restorable.restore(observation, saved?.text ?? '');
  expect(restored).toMatchObject({ kind: 'restorable', observation: { revision: { configuration } } });
});
