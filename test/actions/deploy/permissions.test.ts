import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stageActions } from '../../../src/actions/deploy/stages.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { failureOf, policyOf, statementsOf } from '../../support/action.ts';
import { bucket, type ChainStage, commits, startChain } from './chain-stage.ts';

let stage: ChainStage;
beforeAll(async () => {
  stage = await startChain({ database: 'postgres' });
}, 60_000);
afterAll(() => stage.close());

const users = { '001_users.sql': 'CREATE TABLE users (id int);' };

/** The chain's policy, filled for this stage; what is filled in for other targets names nothing that is there. */
function policy(): PolicyDocument {
  const nothing = 'arn:aws:iam::111111111111:role/none';
  return policyOf('deploy', {
    ...{ RepositoryName: 'clinic', CacheRepositoryName: 'none', SourceRepositoryName: 'none' },
    ...{ SourceAccountId: '222222222222', SourceRegion: 'none', KmsKeyArn: 'arn:aws:kms:none', StackName: 'none' },
    ...{ ServiceName: 'clinic-dev', ClusterName: 'default', ApplicationName: 'none', EnvironmentName: 'none' },
    ...{ AccessRoleArn: 'arn:aws:iam::111111111111:role/ecr-access', InstanceRoleArn: nothing },
    ...{ ExecutionRoleArn: nothing, TaskRoleArn: nothing, InfrastructureRoleArn: nothing },
    ...{ SiteBucket: bucket, DistributionId: stage.distribution.id },
    ...{ ServiceRoleName: 'none', InstanceProfileName: 'none' },
    ...{ SecretName: 'clinic/database', SmokeSecretName: 'none', DbInstance: 'none' },
  });
}

/** The part of a policy that only looks: what a role for plans has. */
function readingPart({ Statement, ...rest }: PolicyDocument): PolicyDocument {
  const reads = (action: string) => /:(Describe|List|Get|BatchGet|BatchCheck|Filter)/.test(action);
  const statements = [Statement].flat().flatMap((statement) => {
    const actions = [statement.Action ?? []].flat().filter(reads);
    return actions.length > 0 ? [{ ...statement, Action: actions }] : [];
  });
  return { ...rest, Statement: statements };
}

test('a plan needs permissions to read only, also before there is anything', async () => {
  const reader = stage.caller(readingPart(policy()));
  const { failure } = await stage.deploy(
    { commit: commits.one, migrations: users },
    { 'dry-run': 'true' },
    { as: reader },
  );
  expect(failure).toBeUndefined();
  expect(await failureOf(stage.again(commits.one, {}, { as: reader }))).toContain('is not authorized to perform: ecr:');
}, 60_000);

test('iam-policy.json is enough for all that the chain does, going back included', async () => {
  const caller = stage.caller(policy());
  const first = await stage.deploy({ commit: commits.one, migrations: users }, {}, { as: caller });
  expect(first.failure).toBeUndefined();
  const broken = { commit: commits.two, variables: { FAIL_READS: 'yes' }, migrations: users };
  const second = await stage.deploy(broken, {}, { as: caller });
  expect(second.outputs).toMatchObject({ 'failed-stage': 'smoke', 'rolled-back': true });
}, 60_000);

test('it is the union of what the stages need, each statement once', () => {
  const statements = (name: string) => {
    const { Statement } = JSON.parse(readFileSync(`actions/${name}/iam-policy.json`, 'utf8')) as PolicyDocument;
    return [Statement].flat().map(({ Sid: _, ...rest }) => JSON.stringify(rest));
  };
  const united = statements('deploy');
  const stages = Object.values(stageActions).flatMap((loaders) => Object.keys(loaders).flatMap(statements));
  expect(united.slice(1).toSorted()).toEqual([...new Set(stages)].toSorted());
  expect(united[0]).toContain('cloudformation:DescribeStacks');
  expect(statementsOf('deploy')).toEqual([...new Set(statementsOf('deploy'))]);
});
