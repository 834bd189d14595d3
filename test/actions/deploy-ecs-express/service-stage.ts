import {
  DeleteExpressGatewayServiceCommand,
  ECSClient,
  UpdateExpressGatewayServiceCommand,
  type UpdateExpressGatewayServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { action } from '../../../src/actions/deploy-ecs-express/index.ts';
import { type EcsService, type ExpressConfiguration, isOver } from '../../cloud/ecs/state.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { accountId, type How, type Ran, region, type Stage, startStage } from '../../support/action.ts';

export const name = 'clinic-dev';

/** ECS Express Mode on scripted time, with two images and the roles that a service needs. */
export interface ExpressStage extends Stage {
  readonly images: { readonly v1: string; readonly v2: string };
  readonly executionRole: string;
  readonly infrastructureRole: string;
  readonly taskRole: string;
  /** What a test calls ECS with, past the action. */
  readonly client: ECSClient;
  deploy(inputs?: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
  /** Creates the service with image v1 on port 3000. */
  create(inputs?: Readonly<Record<string, string>>): Promise<EcsService>;
  service(): EcsService;
  /** What the newest revision is configured with. */
  configuration(): ExpressConfiguration;
  /** Begins to change the service past the action, as somebody else does. */
  change(input: Omit<UpdateExpressGatewayServiceCommandInput, 'serviceArn'>): Promise<void>;
  remove(): Promise<void>;
  /** Lets the time pass that what is under way needs. */
  settle(): Promise<void>;
  /** Writes a line of the application's log. */
  applicationLog(line: string): void;
}

export async function startService(bakeMilliseconds = 5_000): Promise<ExpressStage> {
  const times = { canaryBakeMilliseconds: bakeMilliseconds, bakeMilliseconds, rollbackMilliseconds: 3_000 };
  const stage = await startStage(action, { ecs: { runtime: 'none', times } });
  const { cloud, clock } = stage;
  const image = (tag: string, labels: Readonly<Record<string, string>>) =>
    cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag }, { labels, architecture: 'amd64' });
  const role = (roleName: string, service: string, Action: string | readonly string[]) => {
    const trust: PolicyDocument = {
      Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
    };
    const policies = [{ Statement: { Effect: 'Allow', Action, Resource: '*' } }] as const;
    return cloud.iam.role({ accountId, name: roleName, trust, policies }).arn;
  };
  const v1 = await image('v1', { version: '1' });
  clock.advance(60_000);
  const images = { v1, v2: await image('v2', { version: '2' }) };
  const roles = {
    executionRole: role('execution', 'ecs-tasks.amazonaws.com', ['ecr:*', 'secretsmanager:GetSecretValue']),
    infrastructureRole: role('infrastructure', 'ecs.amazonaws.com', '*'),
    taskRole: role('task', 'ecs-tasks.amazonaws.com', 's3:*'),
  };
  const credentials = cloud.iam.administrator(accountId);
  const client = new ECSClient({ endpoint: cloud.endpoint, region, credentials });
  const deploy = (inputs: Readonly<Record<string, string>> = {}, how: How = {}) =>
    stage.run({ service: name, image: images.v2, ...inputs }, how);
  const service = () => {
    const found = cloud.ecs.services().findLast((each) => each.name === name);
    if (!found) throw new Error('There is no service yet.');
    return found;
  };
  const settle = async () => {
    for (let turn = 0; turn < 20 || service().deployments.some((one) => !isOver(one)); turn++) {
      clock.advance(5_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    ...stage,
    ...{ images, ...roles, client, deploy, service, settle },
    configuration() {
      const revision = service().active.at(-1);
      if (!revision) throw new Error('The service has no revision.');
      return revision.configuration;
    },
    async create(inputs = {}) {
      const { failure } = await deploy({
        ...{ image: images.v1, create: 'true', port: '3000' },
        ...{ 'execution-role': roles.executionRole, 'infrastructure-role': roles.infrastructureRole },
        ...inputs,
      });
      if (failure) throw failure;
      stage.calls();
      return service();
    },
    async change(input) {
      await client.send(new UpdateExpressGatewayServiceCommand({ serviceArn: service().arn, ...input }));
      stage.calls();
    },
    async remove() {
      await client.send(new DeleteExpressGatewayServiceCommand({ serviceArn: service().arn }));
      stage.calls();
    },
    applicationLog(line) {
      const group = service().active.at(-1)?.configuration.logGroup ?? '';
      cloud.logs.write({ accountId, region, group, stream: 'ecs/Main/1' }, line);
    },
    async close() {
      client.destroy();
      await stage.close();
    },
  };
}
