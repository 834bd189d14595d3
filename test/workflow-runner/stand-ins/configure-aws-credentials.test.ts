import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../cloud/cloud.ts';
import { jobNamed, outputOf, runFixture, stepNamed } from '../run-fixture.ts';
import type { RunResult } from '../run-result.ts';

const accountId = '111111111111';
let cloud: Cloud;
let result: RunResult;
beforeAll(async () => {
  cloud = await startCloud();
  const provider = cloud.iam.openIdProvider({ accountId, issuer: cloud.github.oidc.issuer });
  const host = 'token.actions.githubusercontent.com';
  const role = cloud.iam.role({
    accountId,
    name: 'deploy',
    trust: {
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: provider.arn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${host}:sub`]: 'repo:acme/shop:environment:dev' } },
      },
    },
    policies: [],
  });
  result = await runFixture('aws.yml', {
    vars: { ROLE: role.arn },
    github: { identity: cloud.github.oidc.jobToken },
    env: { AWS_ENDPOINT_URL: cloud.endpoint },
  });
});
afterAll(async () => {
  await cloud.close();
});

test('a job of the trusted environment gets credentials, and its log hides them', () => {
  const job = jobNamed(result, 'deploy');
  expect(job.conclusion).toBe('success');
  expect(outputOf(stepNamed(job, 'credentials'))[0]).toMatch(/^eu-central-1 20 \d+ \*\*\*$/);
  expect(cloud.requests.names({})).toContain('sts:AssumeRoleWithWebIdentity');
});

test('a job outside of the environment is refused with the words of STS', () => {
  const [annotation] = stepNamed(jobNamed(result, 'elsewhere'), 'assume').annotations;
  expect(annotation?.message).toMatch(/^Could not assume role with OIDC: AccessDenied: .*AssumeRoleWithWebIdentity/);
});

test('a job without id-token: write learns what it lacks', () => {
  const [annotation] = stepNamed(jobNamed(result, 'without'), 'assume').annotations;
  expect(annotation?.message).toContain("give it the permission 'id-token: write'");
});
