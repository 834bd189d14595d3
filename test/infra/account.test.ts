import { readdirSync, readFileSync, statSync } from 'node:fs';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import type { Job } from '../cloud/github/claims.ts';
import { listOf, type PolicyDocument, statementsOf } from '../cloud/iam/policy.ts';
import { policyFor } from '../cloud/iam/policy-template.ts';
import { type ResolvedStack, resolveStack } from '../support/cloudformation-template.ts';

const accountId = '222222222222';
const region = 'us-east-1';
const suite = 'aws-webapp-actions/aws-webapp-actions/.github/workflows';
let cloud: Cloud;
let providerArn: string;

beforeAll(async () => {
  cloud = await startCloud();
  providerArn = cloud.iam.openIdProvider({ accountId, issuer: cloud.github.oidc.issuer }).arn;
});
afterAll(() => cloud.close());

const github = {
  ...{ GitHubOwner: 'acme', GitHubOwnerId: '7', GitHubRepository: 'clinic', GitHubRepositoryId: '42' },
  ...{ GitHubEnvironment: 'prod', StackName: 'clinic-prod' },
};
/** What the placeholders of the actions' policies stand for: the template's parameters of the same names. */
const placeholders = {
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
const whole = { ...github, ...placeholders, PullRequests: 'preview', PlanReadsSecrets: 'true' };

function stack(parameters: Readonly<Record<string, string>>): ResolvedStack {
  return resolveStack('infra/account.yml', {
    parameters,
    accountId,
    region,
    attributes: { OidcProvider: providerArn },
  });
}

/** All that a role may do, statement by statement. */
function permissions({ resources }: ResolvedStack, role: string): readonly unknown[] {
  const own = (resources[role]?.Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: PolicyDocument }[];
  const attached = Object.values(resources)
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::RolePolicy' && Properties['RoleName'] === role)
    .map(({ Properties }) => Properties['PolicyDocument'] as PolicyDocument);
  return [...own.map(({ PolicyDocument }) => PolicyDocument), ...attached].flatMap(statementsOf).map(canonical);
}

function canonical(statement: object): unknown {
  const lists = ['Action', 'Resource'];
  return Object.fromEntries(
    Object.entries(statement).map(([name, value]) => [name, lists.includes(name) ? listOf(value) : value]),
  );
}

function documented(file: string, actions: readonly string[]): readonly unknown[] {
  const values = { 'AWS::Region': region, 'AWS::AccountId': accountId, ...placeholders };
  const read = (action: string) => policyFor(readFileSync(`actions/${action}/${file}`, 'utf8'), values);
  return actions.flatMap((action) => statementsOf(read(action))).map(canonical);
}

const readStack = {
  ...{ Sid: 'ReadStack', Effect: 'Allow', Action: ['cloudformation:DescribeStacks'] },
  Resource: [`arn:aws:cloudformation:${region}:${accountId}:stack/clinic-prod/*`],
};
const backends = ['deploy-apprunner', 'deploy-ecs-express', 'deploy-beanstalk'];
const others = ['build-push-ecr', 'seed-rds', 'sync-spa-s3', 'invalidate-cloudfront', 'smoke-test'];

describe('permissions', () => {
  test.each(
    backends,
  )('with %s, the deploy role may do exactly what the actions document, and read its stack', (Backend) => {
    const granted = permissions(stack({ ...whole, Backend }), 'DeployRole');
    expect(new Set(granted)).toEqual(new Set([readStack, ...documented('iam-policy.json', [...others, Backend])]));
  });

  test.each(backends)('with %s, the plan role may do exactly what dry runs need', (Backend) => {
    const granted = permissions(stack({ ...whole, Backend }), 'PlanRole');
    const needed = documented('iam-policy-dry-run.json', [...others, Backend]);
    expect(new Set(granted)).toEqual(new Set([readStack, ...needed]));
  });

  test('plans of pull requests read no secrets unless that is asked for', () => {
    const text = JSON.stringify(permissions(stack({ ...whole, PlanReadsSecrets: 'false' }), 'PlanRole'));
    expect(text).not.toContain('secretsmanager');
    expect(text).toContain('ecr:DescribeImages');
  });

  test('the preview role invalidates, and keeps to previews/ of the bucket', () => {
    const granted = permissions(stack(whole), 'PreviewRole') as readonly { readonly Sid: string }[];
    const bucket = 'arn:aws:s3:::clinic-prod-site';
    expect(new Set(granted)).toEqual(
      new Set([
        readStack,
        ...documented('iam-policy.json', ['invalidate-cloudfront']),
        { Sid: 'ListPreviews', Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [bucket] },
        {
          ...{ Sid: 'KeepPreviews', Effect: 'Allow', Resource: [`${bucket}/previews/pr-*`] },
          Action: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'],
        },
      ]),
    );
  });

  test('what an environment does not have is permitted nobody', () => {
    const { resources } = stack({ ...github, Backend: 'none', OidcProviderArn: providerArn });
    expect(Object.keys(resources)).toEqual(['DeployRole']);
    const some = {
      ...placeholders,
      KmsKeyArn: '',
      CacheRepositoryName: '',
      SourceRepositoryName: '',
      InstanceRoleArn: '',
    };
    const text = JSON.stringify(permissions(stack({ ...github, ...some }), 'DeployRole'));
    expect(text).not.toMatch(/kms:|clinic-cache|111111111111|role\/instance|""/);
    expect(text).toContain('role/access');
  });

  test('the policies of a role are within the quota of IAM, and the template within that of CloudFormation', () => {
    const long = Object.fromEntries(
      Object.entries(placeholders).map(([name, value]) => [name, name.endsWith('Arn') ? value : value.padEnd(40, 'x')]),
    );
    const characters = (Backend: string) =>
      JSON.stringify(permissions(stack({ ...whole, ...long, Backend }), 'DeployRole')).length;
    expect(Math.max(...backends.map(characters))).toBeLessThanOrEqual(10_240);
    expect(statSync('infra/account.yml').size).toBeLessThanOrEqual(51_200);
  });
});

test('the identity provider, which other stacks use too, outlives the stack that made it; the roles do not', () => {
  const { resources } = stack(whole);
  expect(resources['OidcProvider']?.DeletionPolicy).toBe('RetainExceptOnCreate');
  expect(resources['DeployRole']?.DeletionPolicy).toBe('Delete');
});

describe('trust', () => {
  const deployment: Job = {
    ...{ repository: 'acme/clinic', repositoryId: '42', ownerId: '7', sha: 'c0ffee', environment: 'prod' },
    ...{ ref: 'refs/heads/main', jobWorkflowRef: `${suite}/deploy.yml@refs/tags/v1` },
  };
  const { environment: _, ...withoutEnvironment } = deployment;
  const pullRequest: Job = {
    ...withoutEnvironment,
    ...{ event: 'pull_request', ref: 'refs/pull/9/merge', jobWorkflowRef: `${suite}/preview.yml@refs/tags/v1` },
  };
  const sweep: Job = {
    ...withoutEnvironment,
    ...{ event: 'schedule', jobWorkflowRef: 'acme/clinic/.github/workflows/sweep.yml@refs/heads/main' },
  };

  /** Whether STS gives a job credentials of the role. */
  async function isLetIn(role: string, job: Job, parameters: Readonly<Record<string, string>> = {}): Promise<boolean> {
    const properties = stack({ ...whole, ...parameters }).resources[role]?.Properties ?? {};
    const trust = properties['AssumeRolePolicyDocument'] as PolicyDocument;
    const { arn } = cloud.iam.role({ accountId, name: role, trust, policies: [] });
    const { requestUrl, requestToken } = cloud.github.oidc.jobToken(job);
    const answer = await fetch(`${requestUrl}&audience=sts.amazonaws.com`, {
      headers: { authorization: `bearer ${requestToken}` },
    });
    const { value } = (await answer.json()) as { readonly value: string };
    const client = new STSClient({
      ...{ endpoint: cloud.endpoint, region, maxAttempts: 1 },
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    });
    const command = { RoleArn: arn, RoleSessionName: 'GitHubActions', WebIdentityToken: value };
    try {
      await client.send(new AssumeRoleWithWebIdentityCommand(command));
      return true;
    } catch (error) {
      expect(error).toMatchObject({ name: 'AccessDenied' });
      return false;
    } finally {
      client.destroy();
    }
  }

  test.each<readonly [string, string, Job]>([
    ['DeployRole', 'a deployment', deployment],
    ['DeployRole', 'a deployment of a new repository', { ...deployment, immutableSubject: true }],
    ['DeployRole', 'a promotion', { ...deployment, jobWorkflowRef: `${suite}/promote.yml@refs/tags/v1` }],
    ['DeployRole', 'a rollback', { ...deployment, jobWorkflowRef: `${suite}/rollback.yml@refs/tags/v1` }],
    ['PlanRole', 'a pull request', pullRequest],
    ['PlanRole', 'a pull request of a new repository', { ...pullRequest, immutableSubject: true }],
    ['PreviewRole', 'a pull request', pullRequest],
    ['PreviewRole', 'a sweep', sweep],
    ['PreviewRole', 'a sweep of a new repository', { ...sweep, immutableSubject: true }],
  ])('%s: %s is let in', async (role, _name, job) => {
    expect(await isLetIn(role, job)).toBe(true);
  });

  const otherRepository = { repository: 'acme/other', repositoryId: '43' };
  const fork = { repository: 'mallory/clinic', repositoryId: '66', ownerId: '6' };
  test.each<readonly [string, string, Job]>([
    ['DeployRole', 'another repository', { ...deployment, ...otherRepository }],
    ['DeployRole', 'a repository that got the name of ours', { ...deployment, repositoryId: '43' }],
    [
      'DeployRole',
      'a new one that got the name of ours',
      { ...deployment, repositoryId: '43', immutableSubject: true },
    ],
    ['DeployRole', 'an owner who got the name of ours', { ...deployment, ownerId: '8', immutableSubject: true }],
    ['DeployRole', 'another environment', { ...deployment, environment: 'dev' }],
    ['DeployRole', 'no environment', withoutEnvironment],
    ['DeployRole', 'another branch', { ...deployment, ref: 'refs/heads/feature' }],
    ['DeployRole', 'a tag named as the branch', { ...deployment, ref: 'refs/tags/main' }],
    [
      'DeployRole',
      'another workflow',
      { ...deployment, jobWorkflowRef: 'acme/clinic/.github/workflows/own.yml@refs/heads/main' },
    ],
    [
      'DeployRole',
      'another version of the workflow',
      { ...deployment, jobWorkflowRef: `${suite}/deploy.yml@refs/heads/hack` },
    ],
    [
      'DeployRole',
      'a workflow of that name elsewhere',
      { ...deployment, jobWorkflowRef: 'mallory/suite/.github/workflows/deploy.yml@refs/tags/v1' },
    ],
    ['DeployRole', 'a fork', { ...deployment, ...fork }],
    ['DeployRole', 'a pull request', pullRequest],
    [
      'DeployRole',
      'a pull request that names the environment',
      { ...pullRequest, environment: 'prod', jobWorkflowRef: `${suite}/deploy.yml@refs/tags/v1` },
    ],
    ['PlanRole', 'a deployment', deployment],
    ['PlanRole', 'a push', withoutEnvironment],
    ['PlanRole', 'a pull request of another repository', { ...pullRequest, ...otherRepository }],
    ['PlanRole', 'a pull request in a fork', { ...pullRequest, ...fork }],
    [
      'PlanRole',
      'a workflow of the pull request itself',
      { ...pullRequest, jobWorkflowRef: 'acme/clinic/.github/workflows/own.yml@refs/pull/9/merge' },
    ],
    [
      'PreviewRole',
      'a push to another branch',
      {
        ...sweep,
        ref: 'refs/heads/feature',
        jobWorkflowRef: 'acme/clinic/.github/workflows/sweep.yml@refs/heads/feature',
      },
    ],
    [
      'PreviewRole',
      'another workflow of the branch',
      { ...sweep, jobWorkflowRef: 'acme/clinic/.github/workflows/own.yml@refs/heads/main' },
    ],
    ['PreviewRole', 'a sweep in a fork', { ...sweep, ...fork }],
  ])('%s: %s is refused', async (role, _name, job) => {
    expect(await isLetIn(role, job)).toBe(false);
  });

  test('the environment is pinned by the subject and by itself', () => {
    const { Properties } = stack(whole).resources['DeployRole'] ?? {};
    const [statement] = statementsOf(Properties?.['AssumeRolePolicyDocument'] as PolicyDocument);
    expect(statement?.Condition?.['StringEquals']).toMatchObject({
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:environment': 'prod',
    });
  });

  test('branches by pattern, and a workflow that is pinned by its commit', async () => {
    const parameters = { GitHubRef: 'refs/tags/v*', WorkflowRef: 'c0ffee' };
    const jobWorkflowRef = `${suite}/deploy.yml@c0ffee`;
    expect(await isLetIn('DeployRole', { ...deployment, ref: 'refs/tags/v1.2', jobWorkflowRef }, parameters)).toBe(
      true,
    );
    expect(await isLetIn('DeployRole', { ...deployment, jobWorkflowRef }, parameters)).toBe(false);
  });

  test.each<readonly [string, Job, string]>([
    ['DeployRole', deployment, 'deploy.yml'],
    ['DeployRole', deployment, 'promote.yml'],
    ['DeployRole', deployment, 'rollback.yml'],
    ['DeployRole', deployment, 'apply-release.yml'],
    ['PlanRole', pullRequest, 'preview.yml'],
    ['PreviewRole', pullRequest, 'preview.yml'],
  ])('%s: while workflows go from one commit to another, both are let in: %#', async (role, job, file) => {
    const at = (ref: string) => ({ ...job, jobWorkflowRef: `${suite}/${file}@${ref}` });
    const both = { WorkflowRef: 'c0ffee', NextWorkflowRef: 'decade' };
    expect(await isLetIn(role, at('c0ffee'), both)).toBe(true);
    expect(await isLetIn(role, at('decade'), both)).toBe(true);
    expect(await isLetIn(role, at('facade'), both)).toBe(false);
    expect(await isLetIn(role, at('decade'), { WorkflowRef: 'c0ffee' })).toBe(false);
    expect(await isLetIn(role, at(''), { WorkflowRef: 'c0ffee' })).toBe(false);
  });

  test('with long names and two commits, the trust policies are within the quota of IAM', () => {
    const long = Object.fromEntries(['GitHubOwner', 'GitHubRepository'].map((name) => [name, 'x'.repeat(30)]));
    const commits = { WorkflowRef: 'c'.repeat(40), NextWorkflowRef: 'd'.repeat(40) };
    const { resources } = stack({ ...whole, ...long, ...commits });
    for (const role of ['DeployRole', 'PlanRole', 'PreviewRole'])
      expect(JSON.stringify(resources[role]?.Properties['AssumeRolePolicyDocument']).length).toBeLessThanOrEqual(2_048);
  });

  test('every reusable workflow that takes on a role is trusted by it', () => {
    const roles = {
      'vars.AWS_ROLE_ARN': 'DeployRole',
      'inputs.plan-role-arn': 'PlanRole',
      'inputs.preview-role-arn': 'PreviewRole',
    };
    const { resources } = stack(whole);
    for (const file of readdirSync('.github/workflows')) {
      const text = readFileSync(`.github/workflows/${file}`, 'utf8');
      for (const [variable, role] of Object.entries(roles))
        if (text.includes(`role-to-assume: \${{ ${variable} }}`))
          expect(JSON.stringify(resources[role])).toContain(`"${suite}/${file}@refs/tags/v1"`);
    }
  });
});
