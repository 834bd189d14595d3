import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stageActionNames } from '../../../src/actions/deploy/stages.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { policyFor } from '../../cloud/iam/policy-template.ts';
import { accountId, failureOf, region } from '../../support/action.ts';
import { bucket, type ChainStage, commits, startChain } from './chain-stage.ts';

let stage: ChainStage;
beforeAll(async () => {
  stage = await startChain({ database: 'postgres' });
}, 120_000);
afterAll(() => stage.close());

const users = { '001_users.sql': 'CREATE TABLE users (id int);' };

/** One of the chain's policies, filled for this stage; what is filled in for other targets names nothing that is there. */
function policy(file: string): PolicyDocument {
  const nothing = `arn:aws:iam::${accountId}:role/none`;
  return policyFor(readFileSync(`actions/deploy/${file}`, 'utf8'), {
    ...{ 'AWS::Region': region, 'AWS::AccountId': accountId },
    ...{ RepositoryName: 'clinic', CacheRepositoryName: 'none', SourceRepositoryName: 'none' },
    ...{ SourceAccountId: '222222222222', SourceRegion: 'none', KmsKeyArn: 'arn:aws:kms:none', StackName: 'none' },
    ...{ ServiceName: 'clinic-dev', ClusterName: 'default', ApplicationName: 'none', EnvironmentName: 'none' },
    ...{ AccessRoleArn: `arn:aws:iam::${accountId}:role/ecr-access`, InstanceRoleArn: nothing },
    ...{ ExecutionRoleArn: nothing, TaskRoleArn: nothing, InfrastructureRoleArn: nothing },
    ...{ SiteBucket: bucket, DistributionId: stage.distribution.id },
    ...{ ServiceRoleName: 'none', InstanceProfileName: 'none' },
    ...{ SecretName: 'clinic/database', SmokeSecretName: 'none', DbInstance: 'none' },
  });
}

test('iam-policy-dry-run.json is enough to plan, also before there is anything, and for nothing more', async () => {
  const reader = stage.caller(policy('iam-policy-dry-run.json'));
  const { failure } = await stage.deploy(
    { commit: commits.one, migrations: users },
    { 'dry-run': 'true' },
    { as: reader },
  );
  expect(failure).toBeUndefined();
  expect(await failureOf(stage.again(commits.one, {}, { as: reader }))).toContain('is not authorized to perform: ecr:');
}, 120_000);

test('iam-policy.json is enough for all that the chain does, rollback included', async () => {
  const caller = stage.caller(policy('iam-policy.json'));
  const first = await stage.deploy({ commit: commits.one, migrations: users }, {}, { as: caller });
  expect(first.failure).toBeUndefined();
  const reader = stage.caller(policy('iam-policy-dry-run.json'));
  expect((await stage.again(commits.one, { 'dry-run': 'true' }, { as: reader })).failure).toBeUndefined();
  const broken = { commit: commits.two, variables: { FAIL_READS: 'yes' }, migrations: users };
  const second = await stage.deploy(broken, {}, { as: caller });
  expect(second.outputs).toMatchObject({ 'failed-stage': 'smoke', 'rolled-back': true });
}, 120_000);

test.each(['iam-policy.json', 'iam-policy-dry-run.json'])('%s is the union of those of the stages', (file) => {
  const statements = (name: string) => {
    const { Statement } = JSON.parse(readFileSync(`actions/${name}/${file}`, 'utf8')) as PolicyDocument;
    return [Statement].flat().map(({ Sid: _, ...rest }) => JSON.stringify(rest));
  };
  const united = statements('deploy');
  const stages = stageActionNames.flatMap(statements);
  expect(united.slice(1).toSorted()).toEqual([...new Set(stages)].toSorted());
  expect(united[0]).toContain('cloudformation:DescribeStacks');
});
