import { action } from '../../../src/actions/deploy-beanstalk/index.ts';
import type { Environment } from '../../cloud/elasticbeanstalk/state.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { accountId, type How, type Ran, region, type Stage, startStage } from '../../support/action.ts';

export const name = 'clinic-dev';
export const bucket = `elasticbeanstalk-${region}-${accountId}`;

/** Elastic Beanstalk on scripted time, with two images and the role of its instances. */
export interface EnvironmentStage extends Stage {
  readonly images: { readonly v1: string; readonly v2: string };
  deploy(inputs?: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
  /** Creates the environment with image v1 on port 3000 and two instances. */
  create(inputs?: Readonly<Record<string, string>>): Promise<Environment>;
  environment(): Environment;
  /** Lets the time pass that what is under way needs. */
  settle(): Promise<void>;
  /** The value of an option of the environment. */
  option(namespace: string, option: string): string | undefined;
}

export async function startEnvironment(): Promise<EnvironmentStage> {
  const stage = await startStage(action, { elasticBeanstalk: { runtime: 'none', pageSize: 3 } });
  const { cloud } = stage;
  const image = (tag: string) =>
    cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag }, { labels: { version: tag } });
  const trusting = (Service: string): PolicyDocument => ({
    Statement: { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' },
  });
  const policies = [
    { Statement: { Effect: 'Allow', Action: ['ecr:*', 'secretsmanager:GetSecretValue'], Resource: '*' } },
  ] as const;
  const role = (roleName: string, service: string) =>
    cloud.iam.role({ accountId, name: roleName, trust: trusting(service), policies });
  role('aws-elasticbeanstalk-ec2-role', 'ec2.amazonaws.com');
  role('aws-elasticbeanstalk-service-role', 'elasticbeanstalk.amazonaws.com');
  const images = { v1: await image('v1'), v2: await image('v2') };
  const deploy = (inputs: Readonly<Record<string, string>> = {}, how: How = {}) =>
    stage.run({ 'environment-name': name, image: images.v2, ...inputs }, how);
  const environment = () => {
    const found = cloud.elasticBeanstalk.environments().findLast((each) => each.name === name);
    if (!found) throw new Error('There is no environment yet.');
    return found;
  };
  return {
    ...stage,
    ...{ images, deploy, environment },
    async create(inputs = {}) {
      const { failure } = await deploy({
        ...{ image: images.v1, create: 'true', port: '3000', 'option-settings': 'aws:autoscaling:asg:MinSize=2' },
        ...inputs,
      });
      if (failure) throw failure;
      stage.calls();
      return environment();
    },
    async settle() {
      while (!['Ready', 'Terminated'].includes(environment().status)) {
        stage.clock.advance(1_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    option: (namespace, option) => environment().settings.get(`${namespace}\n${option}`)?.value,
  };
}
