import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import type { Job } from '../cloud/github/claims.ts';
import { type PolicyDocument, statementsOf } from '../cloud/iam/policy.ts';
import { accountId, accountStack, whole } from './account-stack.ts';
import { isLetIn as isLetInAtSts } from './assume.ts';
import { claimants, type Role, suite } from './claims.ts';

let cloud: Cloud;
let providerArn: string;

beforeAll(async () => {
  cloud = await startCloud();
  providerArn = cloud.iam.openIdProvider({ accountId, issuer: cloud.github.oidc.issuer }).arn;
});
afterAll(() => cloud.close());

const stack = (parameters: Readonly<Record<string, string>>) => accountStack(parameters, providerArn);
const roles: readonly Role[] = ['DeployRole', 'BuildRole', 'PromotionPlanRole', 'PlanRole', 'PreviewRole'];

describe('each job that GitHub can start gets the roles of its duty, and no other', () => {
  test.each(Object.entries(claimants))('%s', async (_, { job, roles: expected }) => {
    const letIn = await Promise.all(roles.map(async (role) => ((await isLetIn(role, job)) ? [role] : [])));
    expect(letIn.flat()).toEqual(expected);
  });

  test('each role has somebody who gets it, and the table names where the claims are described', () => {
    const table = Object.values(claimants);
    for (const role of roles) expect(table.some((claimant) => claimant.roles.includes(role))).toBe(true);
    for (const { sources } of table) {
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect(source).toMatch(/^https:\/\/(docs\.github\.com|github\.blog)\//);
    }
  });

  test('where pull requests get nothing, no job of one is let in anywhere', async () => {
    const without = { PullRequests: 'nothing' };
    expect(Object.keys(stack({ ...whole, ...without }).resources)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(Plan|Preview)Role$/)]),
    );
    for (const [name, { job }] of Object.entries(claimants)) {
      if (job.event !== 'pull_request' || job.environment !== undefined) continue;
      for (const role of ['DeployRole', 'BuildRole', 'PromotionPlanRole'])
        expect([name, role, await isLetIn(role, job, without)]).toEqual([name, role, false]);
    }
  });
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

  test.each<readonly [string, string, Job]>([
    ['DeployRole', 'a deployment', deployment],
    ['DeployRole', 'a deployment of a new repository', { ...deployment, immutableSubject: true }],
    [
      'PromotionPlanRole',
      'the plan of a promotion',
      { ...deployment, jobWorkflowRef: `${suite}/promote.yml@refs/tags/v1` },
    ],
    ['DeployRole', 'a promotion', { ...deployment, jobWorkflowRef: `${suite}/apply-release.yml@refs/tags/v1` }],
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
    ['BuildRole', deployment, 'build-image.yml'],
    ['PromotionPlanRole', deployment, 'promote.yml'],
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
    for (const role of roles)
      expect(JSON.stringify(resources[role]?.Properties['AssumeRolePolicyDocument']).length).toBeLessThanOrEqual(2_048);
  });

  test('every reusable workflow that takes on a role is trusted by it', () => {
    const variable = (name: string) => `vars[format('${name}{0}', inputs.variable-suffix)]`;
    const takers = {
      [variable('AWS_ROLE_ARN')]: 'DeployRole',
      [`${variable('AWS_BUILD_ROLE_ARN')} || ${variable('AWS_ROLE_ARN')}`]: 'BuildRole',
      [`${variable('AWS_PROMOTION_PLAN_ROLE_ARN')} || ${variable('AWS_ROLE_ARN')}`]: 'PromotionPlanRole',
      'inputs.plan-role-arn': 'PlanRole',
      'inputs.preview-role-arn': 'PreviewRole',
    };
    const { resources } = stack(whole);
    const trusted: string[] = [];
    for (const file of readdirSync('.github/workflows')) {
      const text = readFileSync(`.github/workflows/${file}`, 'utf8');
      const taken = [...text.matchAll(/(?:JOB_ROLE_ARN|role-to-assume): \$\{\{ (.+?) \}\}/g)].map(
        ([, from = '']) => from,
      );
      for (const from of new Set(taken)) {
        if (from === 'env.JOB_ROLE_ARN') continue;
        const role = takers[from] ?? `nobody knows: ${from}`;
        expect(JSON.stringify(resources[role])).toContain(`"${suite}/${file}@refs/tags/v1"`);
        trusted.push(role);
      }
    }
    expect(new Set(trusted)).toEqual(new Set(Object.values(takers)));
  });
});

/** Whether STS gives a job credentials of the role. */
async function isLetIn(role: string, job: Job, parameters: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const properties = stack({ ...whole, ...parameters }).resources[role]?.Properties ?? {};
  const trust = properties['AssumeRolePolicyDocument'] as PolicyDocument;
  const { arn } = cloud.iam.role({ accountId, name: role, trust, policies: [] });
  return isLetInAtSts(cloud, arn, job);
}
