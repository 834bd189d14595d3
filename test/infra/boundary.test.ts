import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { listOf, type PolicyDocument, type Statement, statementsOf } from '../cloud/iam/policy.ts';
import { policyFor } from '../cloud/iam/policy-template.ts';
import { type Attempt, verdicts, verdictsOn } from '../oracles/iam-simulator/oracle.ts';
import { describeWith } from '../support/requires.ts';
import { accountId, bootstrapStack, boundaryOf, region } from './environment-stacks.ts';
import { ownResources } from './own-resources.ts';

const boundary = boundaryOf(bootstrapStack());
const everything: PolicyDocument = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const name = 'clinic-prod';
const role = (duty: string) => `arn:aws:iam::${accountId}:role/webapp/${name}-${duty}`;

/** What the placeholders of the actions' policies stand for, by the names that the templates give. */
const values = {
  ...{ 'AWS::Region': region, 'AWS::AccountId': accountId, 'AWS::Partition': 'aws', StackName: `${name}-app` },
  ...{
    RepositoryName: `${name}-backend`,
    CacheRepositoryName: `${name}-cache`,
    ServiceName: name,
    ClusterName: 'default',
  },
  ...{ SourceRepositoryName: 'clinic-dev-backend', SourceAccountId: '111111111111', SourceRegion: 'us-east-1' },
  KmsKeyArn: `arn:aws:kms:${region}:${accountId}:key/1`,
  ...{ AccessRoleArn: role('start'), InstanceRoleArn: role('backend'), ExecutionRoleArn: role('start') },
  ...{ TaskRoleArn: role('backend'), InfrastructureRoleArn: role('infrastructure'), ApplicationName: name },
  ...{
    EnvironmentName: name,
    ServiceRoleName: `webapp/${name}-beanstalk`,
    InstanceProfileName: `webapp/${name}-instances`,
  },
  ...{ SiteBucket: `${name}-site-${accountId}`, DistributionId: 'E1', SecretName: `${name}/database` },
  ...{ DbInstance: `${name}-db`, SmokeSecretName: `${name}/smoke`, PreviewPrefix: 'previews/' },
};

/** The keys with which a statement's condition holds. */
function keysOf({ Condition = {} }: Statement): Readonly<Record<string, string>> {
  const tests = Object.values(Condition).flatMap((each) => Object.entries(each));
  return Object.fromEntries(tests.map(([key, value]) => [key, String(listOf(value)[0]).replaceAll('*', 'x')]));
}

/** Each thing that a policy of ours permits, on one resource that it is about. */
function permitted(document: PolicyDocument): readonly Attempt[] {
  return statementsOf(document).flatMap((statement) =>
    listOf(statement.Action).flatMap((action) =>
      listOf(statement.Resource).map((resource) => ({
        ...{ action, accountId, keys: { ...inRegion, ...keysOf(statement) }, policies: [document] },
        resource: resource === '*' ? resource : resource.replaceAll('*', 'x'),
      })),
    ),
  );
}

/** What the services themselves make for an environment, and what belongs to nobody. */
const ofServices = [
  `arn:aws:cloudformation:${region}:${accountId}:stack/awseb-e-1-stack/1`,
  `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/awseb-1/1`,
  `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/awseb-1/1`,
  `arn:aws:logs:${region}:${accountId}:log-group:/aws/elasticbeanstalk/clinic-prod/environment-health.log:log-stream:1`,
  `arn:aws:ecs:${region}:${accountId}:cluster/default`,
  `arn:aws:ec2:${region}:${accountId}:elastic-ip/eipalloc-1`,
  `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:1:autoScalingGroupName/awseb-1`,
  `arn:aws:elasticbeanstalk:${region}::platform/Docker running on 64bit Amazon Linux 2023/4.7.4`,
  `arn:aws:elasticbeanstalk:${region}::solutionstack/64bit Amazon Linux 2023 v4.7.4 running Docker`,
  `arn:aws:s3:::elasticbeanstalk-${region}-${accountId}`,
  `arn:aws:s3:::elasticbeanstalk-${region}-${accountId}/resources/environments/logs/1`,
  `arn:aws:ecs:${region}:${accountId}:task-definition/default-clinic-prod:1`,
  `arn:aws:ecs:${region}:${accountId}:container-instance/default/1`,
];
const resources = [...ownResources, ...ofServices];
const inRegion = { 'aws:RequestedRegion': region };

describeWith('iam-simulator', 'the boundary', () => {
  const files = globSync('actions/*/iam-policy.json').toSorted();

  test.each(files)('leaves room for %s', (file) => {
    const all = permitted(policyFor(readFileSync(file, 'utf8'), values));
    const [open, named] = [
      all.filter(({ resource }) => resource === '*'),
      all.filter(({ resource }) => resource !== '*'),
    ];
    const ours = named.filter(({ resource }) => !resource.includes(':111111111111:'));
    const free = verdicts(ours);
    const bound = verdicts(ours.map((attempt) => ({ ...attempt, boundary })));
    const asked = ours.filter((_, index) => free[index] === 'Allowed');
    expect(asked.length + open.length).toBeGreaterThan(0);
    expect(ours.filter((_, index) => free[index] === 'Allowed' && bound[index] !== 'Allowed').map(shown)).toEqual([]);
    const anywhere = verdictsOn(
      resources,
      open.map((attempt) => ({ ...attempt, boundary })),
    );
    const refused = open.filter((_, index) => !(anywhere[index] ?? []).some(({ verdict }) => verdict === 'Allowed'));
    expect(refused.map(shown)).toEqual([]);
  }, 120_000);
});

function shown({ action, resource }: Attempt): string {
  return `${action} on ${resource}`;
}

const workers = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];
const launchConfigurations = ['autoscaling:CreateLaunchConfiguration', 'autoscaling:DeleteLaunchConfiguration'];
const topics = ['CreateTopic', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'SetTopicAttributes', 'Subscribe'];
const notifications = topics.map((each) => `sns:${each}`);
const marketplace = ['Subscribe', 'Unsubscribe', 'ViewSubscriptions'].map((each) => `aws-marketplace:${each}`);
const models = ['bedrock:InvokeModel', 'bedrock:ListFoundationModels'];

/** What the boundary takes away from AWS's own policies that the templates attach, and why nobody misses it. */
const notGranted: Readonly<Record<string, readonly string[]>> = {
  AWSElasticBeanstalkEnhancedHealth: [...workers],
  AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy: [...launchConfigurations, ...notifications, ...workers],
  // It may subscribe to paid offers and call models, which no app asked for.
  AWSElasticBeanstalkWebTier: [...marketplace, ...models],
};

describeWith(['moto', 'iam-simulator'], "AWS's own policies, within the boundary", () => {
  test.each(Object.keys(notGranted))('%s loses what is named here, and nothing else', (policy) => {
    const document = managedPolicy(policy);
    const actions = statementsOf(document)
      .flatMap(({ Action }) => listOf(Action))
      .filter((action) => !action.includes('*'));
    const attempts = [...new Set(actions)]
      .toSorted()
      .map((action) => ({ action, accountId, keys: inRegion, policies: [everything], boundary }));
    const found = verdictsOn(resources, attempts);
    const lost = attempts.filter((_, index) => !(found[index] ?? []).some(({ verdict }) => verdict === 'Allowed'));
    expect(lost.map(({ action }) => action)).toEqual(notGranted[policy]);
  });
});

/** A policy of AWS's own, as moto has it. */
function managedPolicy(name_: string): PolicyDocument {
  const program = 'import sys\nfrom moto.iam.aws_managed_policies import aws_managed_policies_data as d\nprint(d)';
  const { stdout } = spawnSync('python3', ['-c', program], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return (JSON.parse(stdout) as Record<string, { readonly Document: PolicyDocument }>)[name_]
    ?.Document as PolicyDocument;
}
