import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/explain-identity/index.ts';
import { markdownReport } from '../../../src/report/markdown.ts';
import type { Job } from '../../cloud/github/claims.ts';
import { accountId, failureOf, type Stage, startStage } from '../../support/action.ts';
import { withVariables } from '../../support/variables.ts';

const job: Job = {
  ...{ repository: 'acme/clinic', repositoryId: '77', ownerId: '5' },
  ...{ ref: 'refs/heads/main', sha: 'a'.repeat(40), environment: 'prod' },
};

let stage: Stage;

beforeEach(async () => {
  stage = await startStage(action);
});
afterEach(() => stage.close());

function explain(as: Job, inputs: Readonly<Record<string, string>> = {}) {
  const { requestUrl, requestToken } = stage.cloud.github.oidc.jobToken(as);
  const variables = { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
  return withVariables(variables, () => stage.run(inputs));
}

const conditionOf = async (as: Job) =>
  (JSON.parse(String((await explain(as)).outputs['condition'])) as { readonly StringEquals: object }).StringEquals;
const github = 'token.actions.githubusercontent.com';

test('tells the claims that decide, and all others', async () => {
  const { outputs, report } = await explain({ ...job, jobWorkflowRef: 'aws/actions/.github/workflows/deploy.yml@v1' });
  expect(outputs).toMatchObject({ subject: 'repo:acme/clinic:environment:prod', changed: false });
  expect(JSON.parse(String(outputs['claims']))).toMatchObject({ repository_id: '77', aud: 'sts.amazonaws.com' });
  const summary = markdownReport(report).replaceAll('<wbr>', '');
  expect(summary).toContain('Its subject is <code>repo:acme/clinic:environment:prod</code>.');
  expect(summary).toContain(
    '| <code>job&#95;workflow&#95;ref</code> | <code>aws/actions/.github/workflows/deploy.yml&#64;v1</code> |',
  );
  expect(summary).toContain('| <code>actor</code> | <code>octocat</code> |');
});

test('another audience', async () => {
  const { outputs } = await explain(job, { audience: 'vault' });
  expect(JSON.parse(String(outputs['claims']))).toMatchObject({ aud: 'vault' });
});

describe('the condition', () => {
  test('of an environment pins branch and workflow', async () => {
    expect(await conditionOf(job)).toEqual({
      [`${github}:aud`]: 'sts.amazonaws.com',
      [`${github}:sub`]: 'repo:acme/clinic:environment:prod',
      [`${github}:repository_id`]: '77',
      [`${github}:environment`]: 'prod',
      [`${github}:ref`]: 'refs/heads/main',
      [`${github}:job_workflow_ref`]: 'acme/clinic/.github/workflows/deploy.yml@refs/heads/main',
    });
  });

  test('of a pull request pins nothing that is of this one alone', async () => {
    const { environment: _, ...pull } = { ...job, event: 'pull_request', ref: 'refs/pull/7/merge' };
    expect(await conditionOf(pull)).toEqual({
      [`${github}:aud`]: 'sts.amazonaws.com',
      [`${github}:sub`]: 'repo:acme/clinic:pull_request',
      [`${github}:repository_id`]: '77',
    });
    const { report } = await explain(pull);
    expect(markdownReport(report)).toContain('All pull requests of this repository have the same subject');
  });

  test.each([false, true])('lets STS accept the job (subject with ids: %s), and no other', async (immutableSubject) => {
    const as = { ...job, immutableSubject };
    const { outputs, report } = await explain(as);
    expect(markdownReport(report).includes('has the ids of owner and repository in it')).toBe(immutableSubject);
    const arn = trusting(JSON.parse(String(outputs['condition'])) as never);
    await expect(assume(arn, as)).resolves.toBeDefined();
    await expect(assume(arn, { ...as, environment: 'dev' })).rejects.toThrow('Not authorized');
    await expect(assume(arn, { ...as, ref: 'refs/heads/try' })).rejects.toThrow('Not authorized');
    await expect(assume(arn, { ...as, repositoryId: '78' })).rejects.toThrow('Not authorized');
  });

  function trusting(Condition: never): string {
    stage.cloud.iam.openIdProvider({ accountId, issuer: stage.cloud.github.oidc.issuer });
    const Principal = { Federated: `arn:aws:iam::${accountId}:oidc-provider/${github}` };
    const statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithWebIdentity', Condition } as const;
    const trust = { Version: '2012-10-17', Statement: [statement] } as const;
    return stage.cloud.iam.role({ accountId, name: 'deploy', policies: [], trust }).arn;
  }

  async function assume(RoleArn: string, as: Job) {
    const { requestUrl, requestToken } = stage.cloud.github.oidc.jobToken(as);
    const answer = await fetch(`${requestUrl}&audience=sts.amazonaws.com`, {
      headers: { authorization: `Bearer ${requestToken}` },
    });
    const { value } = (await answer.json()) as { readonly value: string };
    const client = new STSClient({
      ...{ endpoint: stage.cloud.endpoint, region: 'us-east-1' },
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    });
    return client.send(
      new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'run-1', WebIdentityToken: value }),
    );
  }
});

test('without id-token: write, that is said', async () => {
  expect(await failureOf(stage.run({}))).toMatch(/^This job may not ask for an OIDC token.*Add `id-token: write`/);
});

test('the token stands in nothing that is told', async () => {
  const ran = await explain(job);
  expect(JSON.stringify(ran)).not.toMatch(/eyJ[\w-]+\.[\w-]+/);
});
