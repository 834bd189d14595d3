import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';

const accountId = '111111111111';
const region = 'us-east-1';
let cloud: Cloud;
let cloudFormation: CloudFormationClient;

beforeEach(async () => {
  cloud = await startCloud();
  const credentials = cloud.iam.administrator(accountId);
  cloudFormation = new CloudFormationClient({ endpoint: cloud.endpoint, region, credentials, maxAttempts: 1 });
});
afterEach(() => cloud.close());

test('a stack shows its outputs, by name and by id', async () => {
  const outputs = { SiteBucket: 'clinic-site', SiteUrl: 'http://127.0.0.1:1/?a=1&b=2' };
  const { stackId } = cloud.cloudFormation.stack({ accountId, region, name: 'clinic-dev', outputs });
  for (const StackName of ['clinic-dev', stackId]) {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks).toMatchObject([
      {
        StackId: stackId,
        StackStatus: 'CREATE_COMPLETE',
        Outputs: [
          { OutputKey: 'SiteBucket', OutputValue: 'clinic-site' },
          { OutputKey: 'SiteUrl', OutputValue: 'http://127.0.0.1:1/?a=1&b=2' },
        ],
      },
    ]);
  }
  expect((await cloudFormation.send(new DescribeStacksCommand({}))).Stacks).toHaveLength(1);
});

test('a stack that is not there is a ValidationError, as AWS has it', async () => {
  await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: 'nope' }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id nope does not exist',
    $metadata: { httpStatusCode: 400 },
  });
});
