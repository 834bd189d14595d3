import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../cloud/cloud.ts';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { policyFor } from '../cloud/iam/policy-template.ts';
import { resolveStack } from '../support/cloudformation-template.ts';
import type { EnvironmentSettings } from './environment.ts';

/** The roles of a repository's workflows in an account. */
export interface WorkflowRoles {
  /** For the jobs of the environment that release: what the actions' own policies allow. */
  readonly deployRoleArn: string;
  /** For the job that builds the image: what pushing it needs. */
  readonly buildRoleArn: string;
  /** For the plan of a promotion: what the actions' dry runs need. */
  readonly promotionPlanRoleArn: string;
  /** For pull requests: what the actions' dry runs need. */
  readonly planRoleArn: string;
  /** For pull requests: to put previews of the site into the bucket, and to take them away. */
  readonly previewRoleArn: string;
}

/** The variables of a GitHub environment that name the roles of its jobs. */
export function roleVariables(roles: Pick<WorkflowRoles, 'deployRoleArn' | 'buildRoleArn' | 'promotionPlanRoleArn'>) {
  return {
    AWS_ROLE_ARN: roles.deployRoleArn,
    AWS_BUILD_ROLE_ARN: roles.buildRoleArn,
    AWS_PROMOTION_PLAN_ROLE_ARN: roles.promotionPlanRoleArn,
  };
}

const stages = ['build-push-ecr', 'deploy-apprunner', 'sync-spa-s3', 'invalidate-cloudfront', 'seed-rds', 'smoke-test'];
const previews = ['sync-spa-s3', 'invalidate-cloudfront', 'sweep-previews'];

export function makeWorkflowRoles(
  settings: EnvironmentSettings,
  placeholders: Readonly<Record<string, string>>,
  cloud: Cloud,
): WorkflowRoles {
  const { app, accountId, name } = settings;
  const provider = cloud.iam.openIdProvider({ accountId, issuer: cloud.github.oidc.issuer });
  const trustOf = shippedTrust(settings, provider.arn);
  const role = (kind: string, logicalId: string, policies: readonly PolicyDocument[]) => {
    const trust = trustOf(logicalId);
    return cloud.iam.role({ accountId, name: `${app}-${name}-${kind}`, trust, policies: [...policies] }).arn;
  };
  const policiesOf = (actions: readonly string[], file = 'iam-policy.json') => [
    ...actions.map((action) => policyOf(`${action}/${file}`, settings, placeholders)),
    describing(placeholders['stackId'] ?? ''),
  ];
  const dryRun = 'iam-policy-dry-run.json';
  return {
    deployRoleArn: role('deploy', 'DeployRole', policiesOf(stages)),
    buildRoleArn: role('build', 'BuildRole', policiesOf(['build-push-ecr'])),
    promotionPlanRoleArn: role('promotion', 'PromotionPlanRole', policiesOf(stages, dryRun)),
    planRoleArn: role('plan', 'PlanRole', policiesOf(stages, dryRun)),
    previewRoleArn: role('preview', 'PreviewRole', policiesOf(previews)),
  };
}

function policyOf(
  path: string,
  { accountId, region, root }: EnvironmentSettings,
  placeholders: Readonly<Record<string, string>>,
): PolicyDocument {
  const values = { 'AWS::Partition': 'aws', 'AWS::Region': region, 'AWS::AccountId': accountId, ...placeholders };
  return policyFor(readFileSync(join(root, 'actions', path), 'utf8'), values);
}

/** The trust policies of infra/account.yml. The runner of the workflows gives repository and owner the id 1. */
function shippedTrust({ root, repository, name, accountId, region }: EnvironmentSettings, provider: string) {
  const [owner = '', repositoryName = ''] = repository.split('/');
  const { resources } = resolveStack(join(root, 'infra/account.yml'), {
    parameters: {
      ...{ GitHubOwner: owner, GitHubOwnerId: '1', GitHubRepository: repositoryName, GitHubRepositoryId: '1' },
      ...{ GitHubEnvironment: name, OidcProviderArn: provider, Backend: 'none', PullRequests: 'preview' },
      ...{ RepositoryName: 'backend', SiteBucket: 'site', DistributionId: 'E1' },
    },
    accountId,
    region,
  });
  return (role: string) => resources[role]?.Properties['AssumeRolePolicyDocument'] as PolicyDocument;
}

function describing(stackId: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: stackId }],
  };
}
