import type { Cloud } from '../cloud/cloud.ts';
import { siteConfig } from '../cloud/cloudfront/site-config.ts';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { environmentStack } from '../infra/environment-stacks.ts';
import type { DatabaseServer } from '../support/database.ts';
import { makeWorkflowRoles, type WorkflowRoles } from './roles.ts';

/** What stands in an AWS account before the first deployment: what a CloudFormation stack makes once. */
export interface EnvironmentSettings {
  /** "clinic": what the names of all resources begin with. */
  readonly app: string;
  readonly accountId: string;
  /** The account whose images are promoted to this one; `*` for any. */
  readonly sourceAccountId: string;
  readonly region: string;
  /** "dev": also the name of the GitHub environment. */
  readonly name: string;
  /** "owner/name" of the repository whose workflow may deploy here. */
  readonly repository: string;
  readonly root: string;
  /** Port on which the service shall answer; known before, like a domain. */
  readonly apiPort: number;
}

export interface Environment extends WorkflowRoles {
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly bucket: string;
  readonly service: string;
}

/** Makes an account ready for an app: repository, bucket and distribution, database secret, roles, and the stack that names them. */
export async function makeEnvironment(
  settings: EnvironmentSettings,
  cloud: Cloud,
  database: DatabaseServer,
): Promise<Environment> {
  const { app, accountId, sourceAccountId, region, name, apiPort } = settings;
  const service = `${app}-${name}`;
  const names = {
    bucket: `${service}-site-${accountId}`,
    uploads: `${service}-uploads-${accountId}`,
    repository: `${app}-backend`,
  };
  const images = await cloud.ecr.createRepository(accountId, region, {
    repositoryName: names.repository,
    imageTagMutability: 'IMMUTABLE',
  });
  images.policy = JSON.stringify(readByOthers);
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
    SourceAccountId: sourceAccountId,
    SourceRegion: region,
    KmsKeyArn: `arn:aws:kms:${region}:${accountId}:key/none`,
    ServiceName: service,
    AccessRoleArn: roles.access,
    InstanceRoleArn: roles.instance,
    SiteBucket: names.bucket,
    PreviewPrefix: 'previews/',
    DistributionId: distribution.id,
    SecretName: `${service}/database`,
    DbInstance: `${service}-db`,
    SmokeSecretName: `${service}/smoke`,
    stackId,
  };
  return { ...makeWorkflowRoles(settings, placeholders, cloud), siteUrl, apiUrl, bucket: names.bucket, service };
}

/** Lets the accounts behind this one copy what it tested. */
const readByOthers: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: ['222222222222', '333333333333'] },
      Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    },
  ],
};

/** The function with which infra/edge.yml maps the addresses of an app to its files. */
function routesOf(app: string, environment: string): string {
  const { resources } = environmentStack('edge', { App: app, Environment: environment });
  return String(resources['Routes']?.Properties['FunctionCode']);
}

async function makeSite({ app, accountId, region, name }: EnvironmentSettings, bucket: string, cloud: Cloud) {
  cloud.s3.createBucket({ name: bucket, accountId, region });
  const viewerRequestFunction = cloud.cloudFront.addFunction(accountId, `${app}-${name}-routes`, routesOf(app, name));
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
  { app, accountId, region, name }: EnvironmentSettings,
  service: string,
  cloud: Cloud,
  database: DatabaseServer,
): Promise<string> {
  const databaseName = `${app}_${name}`;
  const endpoint = { address: database.host, port: database.port };
  cloud.rds.addInstance({
    accountId,
    region,
    identifier: `${service}-db`,
    engine: database.engine,
    endpoint,
    databaseName,
  });
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
