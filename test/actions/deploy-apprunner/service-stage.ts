import { AppRunnerClient, UpdateServiceCommand, type UpdateServiceCommandInput } from '@aws-sdk/client-apprunner';
import { action } from '../../../src/actions/deploy-apprunner/index.ts';
import type { AppRunnerService } from '../../cloud/apprunner/state.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { accountId, type How, type Ran, region, type Stage, startStage } from '../../support/action.ts';

export const name = 'clinic-dev';

/** App Runner on scripted time, with two images and the roles that a service needs. */
export interface ServiceStage extends Stage {
  readonly images: { readonly v1: string; readonly v2: string };
  /** The tag that automatic deployments follow. */
  readonly tagged: string;
  /** Pushes an image under that tag; the answer is its reference by digest. */
  push(labels?: Readonly<Record<string, string>>): Promise<string>;
  readonly accessRole: string;
  readonly instanceRole: string;
  deploy(inputs?: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
  /** Creates the service with image v1 on port 3000. */
  create(inputs?: Readonly<Record<string, string>>): Promise<AppRunnerService>;
  service(): AppRunnerService;
  /** Changes the service past the action, as somebody else does; the answer is its new configuration, in force. */
  change(input: Omit<UpdateServiceCommandInput, 'ServiceArn'>): Promise<AppRunnerService['configuration']>;
  /** Lets the time pass that what is under way needs. */
  settle(): Promise<void>;
  /** Writes a line of the application's log. */
  applicationLog(line: string): void;
}

export async function startService(): Promise<ServiceStage> {
  const stage = await startStage(action, { appRunner: { runtime: 'none' } });
  const { cloud, clock } = stage;
  const image = (tag: string, labels: Readonly<Record<string, string>>) =>
    cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag }, { labels });
  const role = (roleName: string, service: string, Action: string) => {
    const trust: PolicyDocument = {
      Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
    };
    const policies = [{ Statement: { Effect: 'Allow', Action, Resource: '*' } }] as const;
    return cloud.iam.role({ accountId, name: roleName, trust, policies }).arn;
  };
  const images = { v1: await image('v1', { version: '1' }), v2: await image('v2', { version: '2' }) };
  const tagged = `${images.v1.split('@')[0]}:latest`;
  let pushed = 0;
  const push = (labels: Readonly<Record<string, string>> = { push: String(++pushed) }) => image('latest', labels);
  await push();
  const accessRole = role('ecr-access', 'build.apprunner.amazonaws.com', 'ecr:*');
  const instanceRole = role('instance', 'tasks.apprunner.amazonaws.com', 'secretsmanager:GetSecretValue');
  const deploy = (inputs: Readonly<Record<string, string>> = {}, how: How = {}) =>
    stage.run({ service: name, image: images.v2, ...inputs }, how);
  const service = () => {
    const found = cloud.appRunner.services().findLast((each) => each.name === name);
    if (!found) throw new Error('There is no service yet.');
    return found;
  };
  const settle = async () => {
    while (service().status === 'OPERATION_IN_PROGRESS') {
      clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    ...stage,
    ...{ images, tagged, push, accessRole, instanceRole, deploy, service, settle },
    async create(inputs = {}) {
      const { failure } = await deploy({
        ...{ image: images.v1, create: 'true', port: '3000', 'access-role': accessRole },
        ...inputs,
      });
      if (failure) throw failure;
      stage.calls();
      return service();
    },
    async change(input) {
      const credentials = cloud.iam.administrator(accountId);
      const client = new AppRunnerClient({ endpoint: cloud.endpoint, region, credentials });
      await client.send(new UpdateServiceCommand({ ServiceArn: service().arn, ...input }));
      await settle();
      stage.calls();
      return service().configuration;
    },
    applicationLog: (line) =>
      cloud.logs.write(
        { accountId, region, group: `/aws/apprunner/${name}/${service().id}/application`, stream: 'instance/1' },
        line,
      ),
  };
}
