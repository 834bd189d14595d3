import { type ResolvedStack, resolveStack } from '../support/cloudformation-template.ts';

export const accountId = '222222222222';
export const region = 'us-east-1';

export const github = {
  ...{ GitHubOwner: 'acme', GitHubOwnerId: '7', GitHubRepository: 'clinic', GitHubRepositoryId: '42' },
  ...{ GitHubEnvironment: 'prod', StackName: 'clinic-prod' },
};
/** What the placeholders of the actions' policies stand for: the template's parameters of the same names. */
export const placeholders = {
  ...{ RepositoryName: 'clinic-backend', CacheRepositoryName: 'clinic-cache', ServiceName: 'clinic-prod' },
  KmsKeyArn: `arn:aws:kms:${region}:${accountId}:key/1`,
  ...{ SourceRepositoryName: 'clinic-backend', SourceAccountId: '111111111111', SourceRegion: 'eu-central-1' },
  AccessRoleArn: `arn:aws:iam::${accountId}:role/access`,
  InstanceRoleArn: `arn:aws:iam::${accountId}:role/instance`,
  ClusterName: 'default',
  ExecutionRoleArn: `arn:aws:iam::${accountId}:role/execution`,
  TaskRoleArn: `arn:aws:iam::${accountId}:role/task`,
  InfrastructureRoleArn: `arn:aws:iam::${accountId}:role/infrastructure`,
  ...{ ApplicationName: 'clinic', EnvironmentName: 'clinic-prod' },
  ...{ ServiceRoleName: 'clinic-beanstalk', InstanceProfileName: 'clinic-instances' },
  ...{ SiteBucket: 'clinic-prod-site', DistributionId: 'E1', SecretName: 'clinic-prod/database' },
  ...{ DbInstance: 'clinic-prod-db', SmokeSecretName: 'clinic-prod/smoke' },
};
export const whole = { ...github, ...placeholders, PullRequests: 'preview', PlanReadsSecrets: 'true' };

/** infra/account.yml as a stack, with an identity provider. */
export function accountStack(parameters: Readonly<Record<string, string>>, providerArn: string): ResolvedStack {
  return resolveStack('infra/account.yml', {
    parameters,
    accountId,
    region,
    attributes: { OidcProvider: providerArn },
  });
}
