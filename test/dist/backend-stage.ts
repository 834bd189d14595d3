import { type Cloud, type CloudOptions, startCloud } from '../cloud/cloud.ts';
import type { PolicyDocument } from '../cloud/iam/policy.ts';

export const accountId = '111111111111';
export const region = 'eu-central-1';

export const targets = ['deploy-apprunner', 'deploy-ecs-express', 'deploy-beanstalk'] as const;
export type Target = (typeof targets)[number];

/** What every target has a name of its own for, as `defaults` of the config file says it once for all environments. */
export const defaults = `
  deploy-apprunner: { access-role: "\${stack:AccessRole}", instance-role: "\${stack:InstanceRole}" }
  deploy-ecs-express: { execution-role: "\${stack:TaskRole}", infrastructure-role: "\${stack:InfrastructureRole}" }
  deploy-beanstalk: { health-timeout-seconds: 4 }`;

/** The three targets in real time, with the roles that they take, a secret, and the stack that names them. */
export async function startBackends(runtime: 'container' | 'none'): Promise<Cloud> {
  const times = { canaryBakeMilliseconds: 500, bakeMilliseconds: 500 };
  const options: CloudOptions = { appRunner: { runtime }, ecs: { runtime, times }, elasticBeanstalk: { runtime } };
  const cloud = await startCloud(options);
  const role = (name: string, service: string) => {
    const trust: PolicyDocument = {
      Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
    };
    const policies = [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] as const;
    return cloud.iam.role({ accountId, name, trust, policies }).arn;
  };
  role('aws-elasticbeanstalk-ec2-role', 'ec2.amazonaws.com');
  role('aws-elasticbeanstalk-service-role', 'elasticbeanstalk.amazonaws.com');
  const outputs = {
    AccessRole: role('access', 'build.apprunner.amazonaws.com'),
    InstanceRole: role('instance', 'tasks.apprunner.amazonaws.com'),
    TaskRole: role('task', 'ecs-tasks.amazonaws.com'),
    InfrastructureRole: role('infrastructure', 'ecs.amazonaws.com'),
    DatabaseSecret: cloud.secrets.create({ accountId, region, name: 'db', value: 'mysql://db' }).arn,
  };
  cloud.cloudFormation.stack({ accountId, region, name: 'clinic-dev', outputs });
  return cloud;
}
