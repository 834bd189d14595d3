import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../cloud/cloud.ts';
import { siteConfig } from '../cloud/cloudfront/site-config.ts';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { policyFor } from '../cloud/iam/policy-template.ts';
import type { DatabaseServer } from '../support/database.ts';

/** What stands in an AWS account before the first deployment: what a CloudFormation stack makes once. */
export interface EnvironmentSettings {
  readonly accountId: string;
  readonly region: string;
  /** "dev": also the name of the GitHub environment. */
  readonly name: string;
  /** "owner/name" of the repository whose workflow may deploy here. */
  readonly repository: string;
  readonly root: string;
  /** Port on which the service shall answer; known before, like a domain. */
  readonly apiPort: number;
}

export interface Environment {
  readonly deployRoleArn: string;
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly bucket: string;
  readonly service: string;
}

const actions = [
  'build-push-ecr',
  'deploy-apprunner',
  'sync-spa-s3',
  'invalidate-cloudfront',
  'seed-rds',
  'smoke-test',
];

/** Makes an account ready for the clinic: repository, bucket and distribution, database secret, roles, and the stack that names them. */
export async function makeEnvironment(
  settings: EnvironmentSettings,
  cloud: Cloud,
  database: DatabaseServer,
): Promise<Environment> {
  const { accountId, region, name, apiPort } = settings;
  const service = `clinic-${name}`;
  const names = {
    bucket: `clinic-${name}-site-${accountId}`,
    uploads: `clinic-${name}-uploads-${accountId}`,
    repository: 'clinic-backend',
  };
  await cloud.ecr.createRepository(accountId, region, {
    repositoryName: names.repository,
    imageTagMutability: 'IMMUTABLE',
  });
  const distribution = await makeSite(settings, names.bucket, cloud);
  cloud.s3.createBucket({ name: names.uploads, accountId, region });
  const secret = await makeDatabase(settings, service, cloud, database);
  const roles = makeServiceRoles(settings, service, names.uploads, secret, cloud);
  const [siteUrl, apiUrl] = [distribution.edge.url, `http://127.0.0.1:${apiPort}`];
  const outputs = {
    BackendRepository: names.repository,
    ServiceName: service,
    AccessRole: roles.access,
    InstanceRole: roles.instance,
    SiteBucket: names.bucket,
    UploadsBucket: names.uploads,
    DistributionId: distribution.id,
    DatabaseSecret: secret,
    SiteUrl: siteUrl,
    ApiUrl: apiUrl,
  };
  const { stackId } = cloud.cloudFormation.stack({ accountId, region, name: service, outputs });
  const placeholders = {
    RepositoryName: names.repository,
    CacheRepositoryName: `${names.repository}-cache`,
    SourceRepositoryName: names.repository,
    SourceAccountId: accountId,
    SourceRegion: region,
    KmsKeyArn: `arn:aws:kms:${region}:${accountId}:key/none`,
    ServiceName: service,
    AccessRoleArn: roles.access,
    InstanceRoleArn: roles.instance,
    SiteBucket: names.bucket,
    DistributionId: distribution.id,
    SecretName: `${service}/database`,
    DbInstance: `${service}-db`,
    SmokeSecretName: `${service}/smoke`,
    stackId,
  };
  const deployRoleArn = makeDeployRole(settings, placeholders, cloud);
  return { deployRoleArn, siteUrl, apiUrl, bucket: names.bucket, service };
}

/** The SPA's routes are all the entry page; its files are themselves. */
const rewriteRoutes = `function handler(event) {
  var request = event.request;
  if (!request.uri.split('/').pop().includes('.')) request.uri = '/index.html';
  return request;
}`;

async function makeSite({ accountId, region, name }: EnvironmentSettings, bucket: string, cloud: Cloud) {
  cloud.s3.createBucket({ name: bucket, accountId, region });
  const viewerRequestFunction = cloud.cloudFront.addFunction(accountId, `clinic-${name}-routes`, rewriteRoutes);
  const config = siteConfig({ bucket, region, viewerRequestFunction });
  const distribution = await cloud.cloudFront.addDistribution({ accountId, config });
  const statement = (Action: string, Resource: string) => ({
    Effect: 'Allow' as const,
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action,
    Resource,
    Condition: { StringEquals: { 'aws:SourceArn': distribution.arn } },
  });
  const reading = [
    statement('s3:GetObject', `arn:aws:s3:::${bucket}/*`),
    statement('s3:ListBucket', `arn:aws:s3:::${bucket}`),
  ];
  cloud.s3.setPolicy(bucket, { Version: '2012-10-17', Statement: reading });
  return distribution;
}

async function makeDatabase(
  { accountId, region, name }: EnvironmentSettings,
  service: string,
  cloud: Cloud,
  database: DatabaseServer,
): Promise<string> {
  const databaseName = `clinic_${name}`;
  await database.createDatabase(databaseName);
  const secret = { name: `${service}/database`, accountId, region, value: { url: database.url(databaseName) } };
  return cloud.secrets.create(secret).arn;
}

function makeServiceRoles(
  { accountId, name }: EnvironmentSettings,
  service: string,
  uploads: string,
  secret: string,
  cloud: Cloud,
) {
  const trusting = (Service: string): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });
  const allowing = (Action: readonly string[], Resource: string): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: [...Action], Resource }],
  });
  const pulling = [
    'ecr:GetAuthorizationToken',
    'ecr:BatchCheckLayerAvailability',
    'ecr:GetDownloadUrlForLayer',
    'ecr:BatchGetImage',
    'ecr:DescribeImages',
  ];
  const access = cloud.iam.role({
    accountId,
    name: `${service}-access`,
    trust: trusting('build.apprunner.amazonaws.com'),
    policies: [allowing(pulling, '*')],
  });
  const instance = cloud.iam.role({
    accountId,
    name: `${service}-instance`,
    trust: trusting('tasks.apprunner.amazonaws.com'),
    policies: [
      allowing(['secretsmanager:GetSecretValue'], secret),
      allowing(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], `arn:aws:s3:::${uploads}/*`),
    ],
  });
  return { access: access.arn, instance: instance.arn, name };
}

/** The role of the workflow: what the actions' own policies allow, for jobs of this repository in this environment. */
function makeDeployRole(
  { accountId, region, name, repository, root }: EnvironmentSettings,
  values: Readonly<Record<string, string>>,
  cloud: Cloud,
): string {
  const provider = cloud.iam.openIdProvider({ accountId, issuer: cloud.github.oidc.issuer });
  const trust: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider.arn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': `repo:${repository}:environment:${name}`,
          },
        },
      },
    ],
  };
  const placeholders = { 'AWS::Partition': 'aws', 'AWS::Region': region, 'AWS::AccountId': accountId, ...values };
  const policies = actions.map((action) =>
    policyFor(readFileSync(join(root, 'actions', action, 'iam-policy.json'), 'utf8'), placeholders),
  );
  const stack: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: values['stackId'] ?? '' }],
  };
  return cloud.iam.role({ accountId, name: `clinic-${name}-deploy`, trust, policies: [...policies, stack] }).arn;
}
