import { accountId, region } from './environment-stacks.ts';

const arn = (service: string, resource: string, place = `${region}:${accountId}`) =>
  `arn:aws:${service}:${place}:${resource}`;
const global = `:${accountId}`;

const duties = ['backend', 'bastion', 'beanstalk', 'build', 'cleanup', 'infrastructure', 'instances'];
const jobs = ['plan', 'preview', 'promotion', 'release', 'schedule', 'start'];

/** One resource of each kind that the templates of clinic prod make, by the names that they give, or as AWS would name it. */
export const ownResources: readonly string[] = [
  ...['vpc/vpc-1', 'subnet/subnet-1', 'route-table/rtb-1', 'internet-gateway/igw-1', 'vpc-endpoint/vpce-1'].map(
    (name) => arn('ec2', name),
  ),
  ...['security-group/sg-1', 'instance/i-1', 'launch-template/lt-1'].map((name) => arn('ec2', name)),
  ...['db:clinic-prod-db', 'pg:clinic-prod-data-databaseparameters-1', 'subgrp:clinic-prod-data-databasesubnets-1'].map(
    (name) => arn('rds', name),
  ),
  arn('secretsmanager', 'secret:clinic-prod/database-AbCdEf'),
  ...['clinic-prod-files', 'clinic-prod-site'].map((name) => `arn:aws:s3:::${name}-${accountId}`),
  `arn:aws:s3:::clinic-prod-files-${accountId}/code/cleanup.zip`,
  ...[...duties, ...jobs].map((duty) => arn('iam', `role/webapp/clinic-prod-${duty}`, global)),
  arn('iam', 'role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS', global),
  ...['bastion', 'instances'].map((name) => arn('iam', `instance-profile/webapp/clinic-prod-${name}`, global)),
  arn('ecr', 'repository/clinic-prod-backend'),
  arn('apprunner', 'vpcconnector/clinic-prod/1/0123456789abcdef0123456789abcdef'),
  arn('elasticbeanstalk', 'application/clinic-prod'),
  arn('elasticbeanstalk', 'environment/clinic-prod/clinic-prod'),
  ...['/aws/rds/instance/clinic-prod-db/postgresql', '/aws/lambda/clinic-prod-cleanup'].map((name) =>
    arn('logs', `log-group:${name}`),
  ),
  arn('acm', 'certificate/0c5f5b5e-0000-4000-8000-000000000000', `us-east-1:${accountId}`),
  ...['distribution/E1', 'origin-access-control/E2', 'response-headers-policy/1', 'cache-policy/2'].map((name) =>
    arn('cloudfront', name, global),
  ),
  ...['function/clinic-prod-routes', 'key-value-store/3'].map((name) => arn('cloudfront', name, global)),
  'arn:aws:route53:::hostedzone/Z1',
  arn('cloudwatch', 'alarm:clinic-prod-backend-5xx'),
  arn('cloudwatch', 'dashboard/clinic-prod-eu-central-1', global),
  arn('sns', 'clinic-prod-monitoring-Alerts-1'),
  arn('lambda', 'function:clinic-prod-cleanup'),
  arn('scheduler', 'schedule/default/clinic-prod-cleanup'),
];
