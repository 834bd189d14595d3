import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/deploy/index.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { accountId, region, type Stage, startStage } from '../../support/action.ts';
import { describeWith } from '../../support/requires.ts';

describeWith('docker', 'an image that is still to be built', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage(action, { appRunner: { runtime: 'none' } });
    const { cloud } = stage;
    const trust: PolicyDocument = {
      Statement: { Effect: 'Allow', Principal: { Service: 'build.apprunner.amazonaws.com' }, Action: 'sts:AssumeRole' },
    };
    const policies = [{ Statement: { Effect: 'Allow', Action: 'ecr:*', Resource: '*' } }] as const;
    const { arn } = cloud.iam.role({ accountId, name: 'ecr-access', trust, policies });
    cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic' });
    stage.write({
      'backend/Dockerfile': 'FROM scratch\nCOPY app.txt /\n',
      'backend/app.txt': 'one',
      'webapp.yml': `environments:
  dev:
    build-push-ecr: { repository: clinic, context: backend, builder: docker, push: false }
    deploy-apprunner: { service: clinic-dev, create: true, access-role: "${arn}" }
`,
    });
  });
  afterAll(() => stage.close());

  const inputs = { environment: 'dev', 'aws-region': region, 'expected-account-id': accountId };

  test('stands in the plan by a tag; the plan that was approved is the one that is applied', async () => {
    const shown = await stage.run({ ...inputs, 'dry-run': 'true' });
    expect(shown.failure).toBeUndefined();
    const plan = String(shown.outputs['plan']);
    expect(plan).toMatch(/"after":"[^"]*\/clinic:sha-0123456789ab \(to be pushed\)"/);
    const applied = await stage.run({ ...inputs, 'expected-plan': String(shown.outputs['fingerprint']) });
    expect(applied.failure).toBeUndefined();
    expect(applied.outputs['image']).toMatch(/\/clinic@sha256:[0-9a-f]{64}$/);
    expect(applied.outputs['plan']).toBe(plan);
  }, 120_000);

  test('is known, and the plan empty, when it has been built', async () => {
    const { outputs } = await stage.run({ ...inputs, 'dry-run': 'true' });
    expect(outputs).toMatchObject({ changed: false, image: expect.stringMatching(/@sha256:/) });
  }, 120_000);
});
