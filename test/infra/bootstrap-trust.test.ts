import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import type { Job } from '../cloud/github/claims.ts';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { isLetIn } from './assume.ts';
import { claimants, suite } from './claims.ts';
import { accountId, bootstrapStack } from './environment-stacks.ts';

let cloud: Cloud;
let provider: string;

beforeAll(async () => {
  cloud = await startCloud();
  provider = cloud.iam.openIdProvider({ accountId, issuer: cloud.github.oidc.issuer }).arn;
});
afterAll(() => cloud.close());

type Parameters = Readonly<Record<string, string>>;

async function letsIn(role: string, job: Job, parameters: Parameters = {}): Promise<boolean> {
  const { resources } = bootstrapStack(parameters);
  const given = JSON.stringify(resources[role]?.Properties['AssumeRolePolicyDocument']);
  const trust = JSON.parse(given.replaceAll(/arn:aws:iam::\d+:oidc-provider\/[^"]+/g, provider)) as PolicyDocument;
  const { arn } = cloud.iam.role({ accountId, name: role, trust, policies: [] });
  return isLetIn(cloud, arn, job);
}

const workflow = (file: string, at = 'refs/tags/v1') => `${suite}/${file}@${at}`;
const provisioning: Job = {
  ...{ repository: 'acme/clinic', repositoryId: '42', ownerId: '7', sha: 'c0ffee', environment: 'prod' },
  ...{ ref: 'refs/heads/main', jobWorkflowRef: workflow('provision.yml') },
};
const { environment: _, ...withoutEnvironment } = provisioning;
const pull: Job = { ...withoutEnvironment, event: 'pull_request', ref: 'refs/pull/9/merge' };
const fork = { repository: 'mallory/clinic', repositoryId: '66', ownerId: '6' };

test('no job of any other workflow gets either role', async () => {
  for (const [name, { job }] of Object.entries(claimants))
    for (const role of ['ProvisionRole', 'PlanRole'])
      expect([name, role, await letsIn(role, job)]).toEqual([name, role, false]);
}, 60_000);

test.each<readonly [string, Job]>([
  ['ProvisionRole', provisioning],
  ['ProvisionRole', { ...provisioning, immutableSubject: true }],
  ['PlanRole', pull],
  ['PlanRole', { ...pull, immutableSubject: true }],
])('%s lets in what it is for: %#', async (role, job) => {
  expect(await letsIn(role, job)).toBe(true);
});

test.each<readonly [string, string, Job]>([
  ['ProvisionRole', 'another workflow', { ...provisioning, jobWorkflowRef: workflow('deploy.yml') }],
  ['ProvisionRole', 'another version', { ...provisioning, jobWorkflowRef: workflow('provision.yml', 'refs/heads/x') }],
  [
    'ProvisionRole',
    'a workflow of that name of the repository itself',
    { ...provisioning, jobWorkflowRef: 'acme/clinic/.github/workflows/provision.yml@refs/heads/main' },
  ],
  ['ProvisionRole', 'another branch', { ...provisioning, ref: 'refs/heads/feature' }],
  ['ProvisionRole', 'another environment', { ...provisioning, environment: 'dev' }],
  ['ProvisionRole', 'no environment', withoutEnvironment],
  ['ProvisionRole', 'a repository that got the name', { ...provisioning, repositoryId: '43' }],
  ['ProvisionRole', 'an owner who got the name', { ...provisioning, ownerId: '8', immutableSubject: true }],
  ['ProvisionRole', 'a fork', { ...provisioning, ...fork }],
  ['ProvisionRole', 'a pull request', pull],
  ['ProvisionRole', 'a pull request that names the environment', { ...pull, environment: 'prod' }],
  ['PlanRole', 'the job that provisions', provisioning],
  ['PlanRole', 'a push', withoutEnvironment],
  ['PlanRole', 'a fork', { ...pull, ...fork }],
  ['PlanRole', 'another workflow', { ...pull, jobWorkflowRef: workflow('preview.yml') }],
])('%s refuses %s', async (role, _name, job) => {
  expect(await letsIn(role, job)).toBe(false);
});

test('without GitHub environments the branch alone is trusted', async () => {
  const free = { GitHubEnvironment: 'false' };
  expect(await letsIn('ProvisionRole', withoutEnvironment, free)).toBe(true);
  expect(await letsIn('ProvisionRole', { ...withoutEnvironment, immutableSubject: true }, free)).toBe(true);
  expect(await letsIn('ProvisionRole', { ...withoutEnvironment, ref: 'refs/heads/feature' }, free)).toBe(false);
  expect(await letsIn('ProvisionRole', pull, free)).toBe(false);
});

test('while workflows go from one commit to another, both are let in, and nothing else', async () => {
  const both = { WorkflowRef: 'c0ffee', NextWorkflowRef: 'decade' };
  for (const [commit, expected] of [
    ['c0ffee', true],
    ['decade', true],
    ['facade', false],
    ['', false],
  ] as const)
    for (const [role, job] of [
      ['ProvisionRole', provisioning],
      ['PlanRole', pull],
    ] as const) {
      const at = { ...job, jobWorkflowRef: workflow('provision.yml', commit) };
      expect([commit, role, await letsIn(role, at, both)]).toEqual([commit, role, expected]);
    }
});
