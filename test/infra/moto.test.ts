import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startMoto } from '../cloud/conformance/moto.ts';
import { describeWith } from '../support/requires.ts';
import { bootstrapped, bootstrapStack, clinic, environmentStack } from './environment-stacks.ts';

/** What moto's CloudFormation does not know, so it stays out of the comparison. */
const unknownTypes = [
  ...['AWS::Budgets::Budget', 'AWS::IAM::OIDCProvider', 'AWS::S3::BucketPolicy', 'AWS::SecretsManager::Secret'],
];
/** It breaks on outputs of such, on an instance with a parameter group of the same stack, and on the bastion's launch template. */
const unknownText = /\nOutputs:\n[^]*|^ +DBParameterGroupName: .*\n/gm;

describeWith('moto', 'made by another implementation of CloudFormation', () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let client: CloudFormationClient;

  beforeAll(async () => {
    moto = await startMoto();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    client = new CloudFormationClient({ endpoint: moto.endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
  }, 60_000);
  afterAll(async () => {
    client.destroy();
    await moto.stop();
  });

  async function make(template: string, name: string, parameters: Readonly<Record<string, string>>) {
    await client.send(
      new CreateStackCommand({
        StackName: name,
        TemplateBody: readFileSync(`infra/${template}.yml`, 'utf8').replaceAll(unknownText, ''),
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: name }));
    return {
      status: Stacks[0]?.StackStatus,
      types: new Set(StackResources.map(({ ResourceType }) => ResourceType)),
      outputs: Stacks[0]?.Outputs,
    };
  }

  test.each([
    ['bootstrap', bootstrapped],
    ['data', { ...clinic, Bastion: 'false' }],
  ])(
    '%s',
    async (template, parameters) => {
      const { status, types } = await make(template, `clinic-prod-${template}`, parameters);
      expect(status).toBe('CREATE_COMPLETE');
      const wanted = typesOf(template, parameters).filter((type) => !unknownTypes.includes(type));
      expect([...types].filter((type) => type !== undefined).toSorted()).toEqual(wanted);
    },
    120_000,
  );
});

/** What a stack of it should hold. */
function typesOf(template: string, parameters: Readonly<Record<string, string>>): readonly string[] {
  const { resources } = template === 'data' ? environmentStack(template, parameters) : bootstrapStack(parameters);
  return [...new Set(Object.values(resources).map(({ Type }) => Type))].toSorted();
}
