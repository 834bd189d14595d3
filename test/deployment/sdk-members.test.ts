import * as appRunnerSdk from '@aws-sdk/client-apprunner';
import * as ecsSdk from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';
import { contract as appRunner } from '../../src/actions/deploy-apprunner/contract.ts';
import { contract as express } from '../../src/actions/deploy-ecs-express/contract.ts';
import { commonInputs } from '../../src/contract/common.ts';
import { startService as startAppRunner } from '../actions/deploy-apprunner/service-stage.ts';
import { startService as startExpress } from '../actions/deploy-ecs-express/service-stage.ts';
import { accountId, region } from '../support/action.ts';
import {
  appRunnerMembers,
  commonOtherInputs,
  type Decision,
  expressMembers,
  membersOf,
  otherInputs,
  pathsOf,
} from './sdk-members.ts';

/** The schemas are exported beside the types, which do not know them. */
type Schemas = Readonly<Record<string, Parameters<typeof membersOf>[0]>>;
const appRunnerShapes = appRunnerSdk as unknown as Schemas;
const ecsShapes = ecsSdk as unknown as Schemas;

interface Target {
  readonly contract: { readonly name: string; readonly inputs: object };
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly create: readonly string[];
  readonly update: readonly string[];
}

const members = (shapes: Schemas, name: string) => membersOf(shapes[`${name}$`] ?? 0);

const targets: readonly Target[] = [
  {
    ...{ contract: appRunner, decisions: appRunnerMembers },
    create: members(appRunnerShapes, 'CreateServiceRequest'),
    update: members(appRunnerShapes, 'UpdateServiceRequest'),
  },
  {
    ...{ contract: express, decisions: expressMembers },
    create: members(ecsShapes, 'CreateExpressGatewayServiceRequest'),
    update: members(ecsShapes, 'UpdateExpressGatewayServiceRequest'),
  },
];

describe.each(targets)('$contract.name', ({ contract, decisions, create, update }) => {
  test('decides about every member of what it sends: a new one in the model needs an input, or a reason for none', () => {
    expect(create.length).toBeGreaterThan(20);
    const undecided = [...new Set([...create, ...update])].filter((path) => !(path in decisions));
    expect(undecided.map((path) => `${path}: decide about it in test/deployment/sdk-members.ts`)).toEqual([]);
    const gone = Object.keys(decisions).filter((path) => !create.includes(path) && !update.includes(path));
    expect(gone).toEqual([]);
  });

  test('has no input that reaches nothing', () => {
    const named = new Set(
      Object.values(decisions).flatMap((decision) => ('inputs' in decision ? decision.inputs : [])),
    );
    const own = Object.keys(contract.inputs).filter((name) => !(name in commonInputs));
    expect([...named].filter((name) => !own.includes(name))).toEqual([]);
    const others: readonly string[] = [...commonOtherInputs, ...(otherInputs[contract.name] ?? [])];
    const idle = own.filter((name) => !named.has(name) && !others.includes(name));
    expect(idle.map((name) => `${name}: which member does it decide?`)).toEqual([]);
  });
});

/** The members that a call of the last run carried, of those that an input decides. */
function sent(requests: readonly { readonly operation: string; readonly input: unknown }[], operation: string) {
  const found = requests.filter((request) => request.operation === operation);
  return [...new Set(found.flatMap(({ input }) => pathsOf(input)))].toSorted();
}

const decided = (decisions: Readonly<Record<string, Decision>>, paths: readonly string[]) =>
  paths.filter((path) => 'inputs' in (decisions[path] ?? {})).toSorted();

describe('with every input, each member that one decides is sent', () => {
  const secret = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-a1b2c3`;

  test('by deploy-apprunner', async () => {
    const stage = await startAppRunner();
    try {
      const connector = stage.cloud.appRunner.vpcConnector(accountId, region, 'private').VpcConnectorArn ?? '';
      const configuration = (kind: string) => `arn:aws:apprunner:${region}:${accountId}:${kind}/x/1/a1b2c3`;
      const inputs = {
        ...{ port: '3000', env: 'A=1', secrets: `B=${secret('b')}`, cpu: '1024', memory: '2048', tags: 'app=clinic' },
        ...{ 'start-command': 'node x', 'access-role': stage.accessRole, 'instance-role': stage.instanceRole },
        ...{ 'vpc-connector': connector, 'auto-scaling-configuration': configuration('autoscalingconfiguration') },
        ...{ 'observability-configuration': configuration('observabilityconfiguration'), 'auto-deployments': 'false' },
        ...{ 'health-check-path': '/', 'health-check-interval-seconds': '9', 'health-check-timeout-seconds': '3' },
        ...{ 'healthy-threshold': '2', 'unhealthy-threshold': '4', ingress: 'private', 'ip-address-type': 'IPV4' },
        'kms-key': `arn:aws:kms:${region}:${accountId}:key/0a1b2c3d`,
      };
      stage.cloud.secrets.create({ accountId, region, name: 'b', value: 'x' });
      await stage.deploy({ ...inputs, image: stage.images.v1, create: 'true' });
      await stage.deploy({ ...inputs });
      const requests = stage.cloud.requests.all();
      const [{ decisions, create, update }] = targets as readonly [Target];
      expect(sent(requests, 'CreateService')).toEqual(decided(decisions, create));
      expect(sent(requests, 'UpdateService')).toEqual(decided(decisions, update));
    } finally {
      await stage.close();
    }
  });

  test('by deploy-ecs-express, with a task definition in a run of its own', async () => {
    const stage = await startExpress();
    try {
      const container = {
        ...{ port: '3000', env: 'A=1', secrets: `B=${secret('b')}`, cpu: '1024', memory: '2048' },
        ...{ 'start-command': 'node x', 'execution-role': stage.executionRole, 'task-role': stage.taskRole },
        ...{ 'log-group': '/clinic', 'log-stream-prefix': 'api', 'repository-credentials': secret('r') },
        architecture: 'X86_64',
      };
      const around = (least: string) => ({
        ...{ cluster: 'default', 'infrastructure-role': stage.infrastructureRole, tags: 'app=clinic' },
        ...{ 'health-check-path': '/up', subnets: `subnet-0a1b2c3${least}`, 'security-groups': 'sg-0a1b2c3d' },
        ...{ 'min-tasks': least, 'max-tasks': '9', 'scaling-metric': 'AVERAGE_CPU', 'scaling-target': '50' },
      });
      const taskDefinition = (create: 'true' | 'false', service: string) =>
        stage.run({ ...around('3'), service, create, 'task-definition': arn });
      const arn = stage.cloud.ecs.registerTaskDefinition(accountId, region, {
        ...{ family: 'clinic', requiresCompatibilities: ['FARGATE'], executionRoleArn: stage.executionRole },
        containerDefinitions: [
          { name: 'Main', image: stage.images.v1, portMappings: [{ name: 'web', containerPort: 80 }] },
        ],
      });
      for (const least of ['1', '2']) await stage.deploy({ ...container, ...around(least), create: 'true' });
      await taskDefinition('true', 'clinic-new');
      await taskDefinition('false', 'clinic-dev');
      const requests = stage.cloud.requests.all();
      const [, { decisions, create, update }] = targets as readonly [Target, Target];
      expect(sent(requests, 'CreateExpressGatewayService')).toEqual(decided(decisions, create));
      expect(sent(requests, 'UpdateExpressGatewayService')).toEqual(decided(decisions, update));
    } finally {
      await stage.close();
    }
  });
});
