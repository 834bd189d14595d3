import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../cloud/cloud.ts';
import type { Conditions, PolicyDocument } from '../cloud/iam/policy.ts';
import { policyFor } from '../cloud/iam/policy-template.ts';
import type { EnvironmentSettings } from './environment.ts';

/** The roles of a repository's workflows in an account. */
export interface WorkflowRoles {
  /** For the jobs of the environment: what the actions' own policies allow. */
  readonly deployRoleArn: string;
  /** For pull requests: what the actions' dry runs need. */
  readonly planRoleArn: string;
  /** For pull requests: to put previews of the site into the bucket, and to take them away. */
  readonly previewRoleArn: string;
}

const stages = ['build-push-ecr', 'deploy-apprunner', 'sync-spa-s3', 'invalidate-cloudfront', 'seed-rds', 'smoke-test'];
const previews = ['sync-spa-s3', 'invalidate-cloudfront', 'sweep-previews'];

export function makeWorkflowRoles(
  settings: EnvironmentSettings,
  placeholders: Readonly<Record<string, string>>,
  cloud: Cloud,
): WorkflowRoles {
  const { app, accountId, name, repository } = settings;
  const provider = cloud.iam.openIdProvider({ accountId, issuer: cloud.github.oidc.issuer });
  const role = (kind: string, subject: string, policies: readonly PolicyDocument[]) => {
    const trust = trusting(provider.arn, `repo:${repository}:${subject}`);
    return cloud.iam.role({ accountId, name: `${app}-${name}-${kind}`, trust, policies: [...policies] }).arn;
  };
  const policiesOf = (actions: readonly string[], file = 'iam-policy.json') => [
    ...actions.map((action) => policyOf(`${action}/${file}`, settings, placeholders)),
    describing(placeholders['stackId'] ?? ''),
  ];
  return {
    deployRoleArn: role('deploy', `environment:${name}`, policiesOf(stages)),
    planRoleArn: role('plan', 'pull_request', policiesOf(stages, 'iam-policy-dry-run.json')),
    previewRoleArn: role('preview', 'pull_request', policiesOf(previews)),
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

function trusting(provider: string, subject: string): PolicyDocument {
  const issuer = 'token.actions.githubusercontent.com';
  const Condition: Conditions = {
    StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: subject },
  };
  const statement = { Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity', Condition };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
}

function describing(stackId: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: stackId }],
  };
}
