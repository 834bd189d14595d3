import type { ResolvedStack } from '../support/cloudformation-template.ts';
import { accountId, environmentStack, region } from './environment-stacks.ts';

export type AppParameters = Readonly<Record<string, string>>;

const secret = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;

/** What data.yml puts out of a network, and of a database in it. */
export const network = { Vpc: 'vpc-1', PublicSubnets: 'subnet-1,subnet-2', ServiceSecurityGroup: 'sg-1' };
export const database = {
  ...{ ...network, PrivateSubnets: 'subnet-3,subnet-4', DatabaseInstance: 'clinic-prod-db' },
  DatabaseSecret: secret('clinic-prod/database-AbCdEf'),
};

/** The least that each target is made with. */
export const runner = { Backend: 'apprunner' };
export const express = { Backend: 'ecs-express', ...network };
export const beanstalk = {
  ...{ Backend: 'beanstalk', ...network },
  Platform: '64bit Amazon Linux 2023 v4.7.4 running Docker',
};
export const balanced = { ...beanstalk, EnvironmentType: 'LoadBalanced' };

/** All targets, with a database and without. */
export const everywhere: readonly AppParameters[] = [runner, express, beanstalk, balanced].flatMap((target) => [
  target,
  { ...target, ...database },
]);

/** infra/app.yml as a stack. */
export function appStack(parameters: AppParameters, attributes: AppParameters = {}): ResolvedStack {
  return environmentStack('app', parameters, attributes);
}
