import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { action as invalidate } from '../../src/actions/invalidate-cloudfront/index.ts';
import { action as seed } from '../../src/actions/seed-rds/index.ts';
import { action as smoke } from '../../src/actions/smoke-test/index.ts';
import { action as sweep } from '../../src/actions/sweep-previews/index.ts';
import { kmsKey, startStage as startBuild } from '../actions/build-push-ecr/stage.ts';
import { startService as startAppRunner } from '../actions/deploy-apprunner/service-stage.ts';
import { bucket as bundles, startEnvironment } from '../actions/deploy-beanstalk/environment-stage.ts';
import { startService as startExpress } from '../actions/deploy-ecs-express/service-stage.ts';
import { bucket, site, startSite } from '../actions/sync-spa-s3/site-stage.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { cachePolicy } from '../cloud/cloudfront/policies.ts';
import { siteConfig } from '../cloud/cloudfront/site-config.ts';
import { listOf, type PolicyDocument, statementsOf } from '../cloud/iam/policy.ts';
import { policyFor } from '../cloud/iam/policy-template.ts';
import { accountId, region, startStage } from '../support/action.ts';
import { startGitHubStage } from '../support/github-stage.ts';
import { composeImage } from '../support/images/compose-image.ts';

/** A world in which a dry run of an action reads all that it ever reads. */
interface World {
  readonly cloud: Cloud;
  /** What the placeholders of its policies stand for. */
  readonly values: Readonly<Record<string, string>>;
  /** Runs it dry in every way that reads something else; what it says does not matter here. */
  plan(policy: PolicyDocument): Promise<unknown>;
  close(): Promise<void>;
}

const worlds: Readonly<Record<string, () => Promise<World>>> = {
  'build-push-ecr': buildWorld,
  'deploy-apprunner': appRunnerWorld,
  'deploy-beanstalk': beanstalkWorld,
  'deploy-ecs-express': expressWorld,
  'invalidate-cloudfront': edgeWorld,
  'seed-rds': databaseWorld,
  'smoke-test': smokeWorld,
  'sweep-previews': previewWorld,
  'sync-spa-s3': siteWorld,
};

const dry = { 'dry-run': 'true' };

async function buildWorld(): Promise<World> {
  const stage = await startBuild();
  const { cloud } = stage;
  await composeImage({
    folder: join(stage.workspace, 'image'),
    entries: [{ kind: 'text', path: '/app/server.js', text: 'serve()' }],
    architecture: 'amd64',
  });
  await stage.write({ 'backend/Dockerfile': 'FROM scratch\n' });
  await cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend-cache' });
  for (const name of ['clinic/backend', 'clinic/built'])
    await cloud.ecr.createRepository(accountId, region, { repositoryName: name, imageTagMutability: 'IMMUTABLE' });
  const { templates } = await cloud.ecr.registry(accountId, region);
  templates.set('fresh', { prefix: 'fresh', appliedFor: ['CREATE_ON_PUSH'] });
  const built = await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic/built', tag: 'v1' });
  await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic/backend', tag: 'held' });
  const archive = { repository: 'clinic/backend', 'image-archive': 'image', ...dry };
  stage.permit([{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }]);
  await stage.run({ ...archive, 'dry-run': 'false' });
  const processes = async () => ({ exitCode: 0, stdout: 'Name: far\nDriver: remote\nStatus: running\n', stderr: '' });
  const runs = [
    { ...archive, 'create-repository': 'true' },
    { ...archive, repository: 'fresh/backend' },
    { ...archive, scan: 'wait' },
    {
      repository: 'clinic/backend',
      context: 'backend',
      cache: 'registry',
      'create-repository': 'true',
      tags: 'held',
      ...dry,
    },
    { repository: 'clinic/backend', 'source-image': built.replace(/@.*/, ':v1'), tags: 'promoted', ...dry },
  ];
  return {
    cloud,
    values: {
      ...{ RepositoryName: 'clinic/backend', CacheRepositoryName: 'clinic/backend-cache', KmsKeyArn: kmsKey },
      ...{ SourceRegion: region, SourceAccountId: accountId, SourceRepositoryName: 'clinic/built' },
    },
    async plan(policy) {
      stage.permit([policy, freshRepository]);
      for (const inputs of runs) await stage.run(inputs, { processes }).catch(String);
    },
    close: stage.close,
  };
}

/** A second repository name is no part of the policy under test. */
const freshRepository: PolicyDocument = {
  Statement: { Effect: 'Allow', Action: 'ecr:*', Resource: `arn:aws:ecr:${region}:${accountId}:repository/fresh/*` },
};

async function appRunnerWorld(): Promise<World> {
  const stage = await startAppRunner();
  await stage.create({ image: stage.tagged, 'instance-role': stage.instanceRole, secrets: `KEY=${secretIn(stage)}` });
  await stage.push();
  const roles = { 'access-role': stage.accessRole, 'instance-role': stage.instanceRole };
  return {
    cloud: stage.cloud,
    values: {
      ...{ ServiceName: 'clinic-dev', RepositoryName: 'clinic' },
      ...{ AccessRoleArn: stage.accessRole, InstanceRoleArn: stage.instanceRole },
    },
    async plan(policy) {
      const as = stage.caller(policy);
      await stage.deploy({ ...dry, image: stage.tagged, tags: 'team=care' }, { as }).catch(String);
      await stage.deploy({ ...dry, service: 'fresh', create: 'true', ...roles }, { as }).catch(String);
    },
    close: stage.close,
  };
}

function secretIn({ cloud }: { readonly cloud: Cloud }): string {
  return cloud.secrets.create({ accountId, region, name: 'clinic/key', value: 'unused-here' }).arn;
}

async function expressWorld(): Promise<World> {
  const stage = await startExpress();
  await stage.create({ secrets: `KEY=${secretIn(stage)}` });
  const roles = {
    ...{ 'execution-role': stage.executionRole, 'task-role': stage.taskRole },
    'infrastructure-role': stage.infrastructureRole,
  };
  return {
    cloud: stage.cloud,
    values: {
      ...{ ClusterName: 'default', ServiceName: 'clinic-dev', RepositoryName: 'clinic' },
      ...{ ExecutionRoleArn: stage.executionRole, TaskRoleArn: stage.taskRole },
      InfrastructureRoleArn: stage.infrastructureRole,
    },
    async plan(policy) {
      await stage.deploy({ ...dry, tags: 'team=care' }, { as: stage.caller(policy) }).catch(String);
      await stage.deploy({ ...dry, image: stage.images.v1 }, { as: stage.caller(policy) }).catch(String);
      const as = stage.caller(policy, reading('ecs:Describe*'));
      await stage.deploy({ ...dry, service: 'fresh', create: 'true', ...roles }, { as }).catch(String);
    },
    close: stage.close,
  };
}

/** What a world beside the one under test needs; it counts for no statement. */
function reading(Action: string): PolicyDocument {
  return { Statement: { Effect: 'Allow', Action, Resource: '*' } };
}

async function beanstalkWorld(): Promise<World> {
  const stage = await startEnvironment();
  await stage.create({ secrets: `KEY=${secretIn(stage)}` });
  // That a bundle is gone shows only to those who may list the bucket.
  for (const key of stage.cloud.s3.keys(bundles)) stage.cloud.s3.delete(bundles, key);
  return {
    cloud: stage.cloud,
    values: {
      ...{ ApplicationName: 'clinic-dev', EnvironmentName: 'clinic-dev', RepositoryName: 'clinic' },
      ...{ ServiceRoleName: 'aws-elasticbeanstalk-service-role', InstanceProfileName: 'aws-elasticbeanstalk-ec2-role' },
    },
    async plan(policy) {
      const as = stage.caller(policy);
      await stage.deploy({ ...dry, tags: 'team=care' }, { as }).catch(String);
      await stage.run({ ...dry, 'environment-name': 'clinic-dev' }, { as }).catch(String);
      const fresh = stage.caller(policy, reading('elasticbeanstalk:DescribeEnvironments'));
      await stage
        .deploy({ ...dry, 'environment-name': 'fresh', application: 'clinic-dev', create: 'true' }, { as: fresh })
        .catch(String);
      stage.environment().status = 'Updating';
      await stage.deploy({ ...dry, 'on-busy': 'fail' }, { as }).catch(String);
      stage.environment().status = 'Ready';
    },
    close: stage.close,
  };
}

async function edgeWorld(): Promise<World> {
  const stage = await startStage(invalidate);
  const { cloud } = stage;
  cloud.s3.createBucket({ accountId, region, name: bucket });
  const cachePolicyId = cloud.cloudFront.addCachePolicy(cachePolicy('own', 0, 60, 60, { queries: 'all' }));
  const config = siteConfig({ bucket, region, aliases: ['app.example.com'], cachePolicyId });
  const { id } = await cloud.cloudFront.addDistribution({ accountId, config });
  return {
    cloud,
    values: { DistributionId: id },
    plan: (policy) =>
      stage.run({ ...dry, domain: 'app.example.com', paths: '/' }, { as: stage.caller(policy) }).catch(String),
    close: stage.close,
  };
}

async function databaseWorld(): Promise<World> {
  const stage = await startStage(seed);
  const { cloud } = stage;
  // Nobody listens there: what is asked of AWS has been asked by then.
  const value = { engine: 'postgres', host: '127.0.0.1', port: 1, username: 'clinic', password: 'unused-here' };
  cloud.secrets.create({ accountId, region, name: 'clinic/database', value });
  const endpoint = { address: '127.0.0.1', port: 1 };
  cloud.rds.addInstance({
    accountId,
    region,
    engine: 'postgres',
    endpoint,
    databaseName: 'clinic',
    identifier: 'clinic-dev',
  });
  stage.write({ 'sql/001_a.sql': 'SELECT 1;' });
  const inputs = { ...dry, secret: 'clinic/database', 'db-instance': 'clinic-dev', migrations: 'sql' };
  return {
    cloud,
    values: { SecretName: 'clinic/database', DbInstance: 'clinic-dev' },
    plan: (policy) => stage.run(inputs, { as: stage.caller(policy) }).catch(String),
    close: stage.close,
  };
}

async function smokeWorld(): Promise<World> {
  const stage = await startStage(smoke);
  stage.cloud.secrets.create({ accountId, region, name: 'clinic/smoke', value: { PASSWORD: 'unused-here' } });
  stage.write({ 'suite.yml': 'name: s\nchecks: [{ name: c, get: "${API}", expect: { status: 200 } }]' });
  const inputs = { ...dry, suite: 'suite.yml', 'api-url': 'http://127.0.0.1:1', 'secrets-from': 'clinic/smoke' };
  return {
    cloud: stage.cloud,
    values: { SmokeSecretName: 'clinic/smoke' },
    plan: (policy) => stage.run(inputs, { as: stage.caller(policy) }).catch(String),
    close: stage.close,
  };
}

async function previewWorld(): Promise<World> {
  const stage = await startGitHubStage(sweep);
  stage.cloud.s3.createBucket({ accountId, region, name: bucket });
  stage.cloud.s3.put(bucket, 'previews/pr-7/index.html', 'a preview');
  return {
    cloud: stage.cloud,
    values: { SiteBucket: bucket, PreviewPrefix: 'previews/' },
    plan: (policy) => stage.run({ ...dry, bucket }, { as: stage.caller(policy) }).catch(String),
    close: stage.close,
  };
}

async function siteWorld(): Promise<World> {
  const stage = await startSite();
  await stage.sync(site('a1'));
  return {
    cloud: stage.cloud,
    values: { SiteBucket: bucket },
    plan: (policy) => stage.sync(site('b2'), dry, { as: stage.caller(policy) }).catch(String),
    close: stage.close,
  };
}

function policy(name: string, file: string, values: Readonly<Record<string, string>>): PolicyDocument {
  const template = readFileSync(`actions/${name}/${file}`, 'utf8');
  return policyFor(template, { 'AWS::Region': region, 'AWS::AccountId': accountId, ...values });
}

/** Each action of each statement on each resource, one by one. */
function grants(document: PolicyDocument) {
  return statementsOf(document).flatMap((statement) =>
    listOf(statement.Action).flatMap((Action) =>
      listOf(statement.Resource).map((Resource) => ({ ...statement, Action, Resource })),
    ),
  );
}

async function refusedBy({ cloud, plan }: World, document: PolicyDocument): Promise<readonly string[]> {
  cloud.requests.clear();
  await plan(document);
  const refused = cloud.requests
    .all()
    .filter(({ status, errorCode }) => status === 403 || /AccessDenied/.test(errorCode ?? ''));
  return refused.map(({ service, operation }) => `${service}:${operation}`);
}

test('every action that has permissions says which of them a dry run needs', () => {
  const having = (file: string) =>
    readdirSync('actions').filter((name) => readdirSync(`actions/${name}`).includes(file));
  expect(having('iam-policy-dry-run.json')).toEqual(having('iam-policy.json'));
  // The chain's are made of those of its stages.
  expect(Object.keys(worlds)).toEqual(having('iam-policy-dry-run.json').filter((name) => name !== 'deploy'));
});

test.each(Object.entries(worlds))('%s: iam-policy-dry-run.json is enough to plan, and no more', async (name, make) => {
  const world = await make();
  try {
    const whole = grants(policy(name, 'iam-policy-dry-run.json', world.values));
    expect(await refusedBy(world, { Statement: whole })).toEqual([]);
    for (const removed of whole) {
      const refused = await refusedBy(world, { Statement: whole.filter((grant) => grant !== removed) });
      expect({ without: removed.Action, refused }).not.toEqual({ without: removed.Action, refused: [] });
    }
  } finally {
    await world.close();
  }
});

test.each(Object.keys(worlds))('%s: a dry run may do nothing that the action may not, and changes nothing', (name) => {
  const read = (file: string) => JSON.parse(readFileSync(`actions/${name}/${file}`, 'utf8')) as PolicyDocument;
  expect(grants(read('iam-policy.json'))).toEqual(expect.arrayContaining(grants(read('iam-policy-dry-run.json'))));
  for (const { Action } of grants(read('iam-policy-dry-run.json')))
    expect(Action).toMatch(/^[a-z0-9-]+:(Describe|List|Get|BatchGet)[A-Z]\w+$/);
});
