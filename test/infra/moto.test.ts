import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startMoto } from '../cloud/conformance/moto.ts';
import type { ResolvedStack } from '../support/cloudformation-template.ts';
import { describeWith } from '../support/requires.ts';
import { balanced, database, express, runner } from './app-stack.ts';
import { bootstrapped, bootstrapStack, clinic, environmentStack } from './environment-stacks.ts';

/** What moto's CloudFormation does not know, so it stays out of the comparison. */
const unknownTypes = [
  ...['AWS::Budgets::Budget', 'AWS::IAM::OIDCProvider', 'AWS::S3::BucketPolicy', 'AWS::SecretsManager::Secret'],
  ...['AWS::IAM::RolePolicy', 'AWS::AppRunner::VpcConnector'],
  ...['AWS::ElasticBeanstalk::Application', 'AWS::ElasticBeanstalk::Environment'],
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
    ['app', { ...clinic, Environment: 'dev', ...runner, ...database }],
    ['app', { ...clinic, Environment: 'staging', ...express }],
    ['app', { ...clinic, Environment: 'prod', ...balanced }],
  ])(
    '%s %j',
    async (template, parameters) => {
      const { status, types } = await make(template, `clinic-${parameters.Environment}-${template}`, parameters);
      expect(status).toBe('CREATE_COMPLETE');
      const wanted = typesOf(template, parameters).filter((type) => !unknownTypes.includes(type));
      expect([...types].filter((type) => type !== undefined).toSorted()).toEqual(wanted);
    },
    120_000,
  );
});

/** What a stack of it should hold. */
function typesOf(template: string, parameters: Readonly<Record<string, string>>): readonly string[] {
  const { resources } = stackOf(template, parameters);
  return [...new Set(Object.values(resources).map(({ Type }) => Type))].toSorted();
}

function stackOf(template: string, parameters: Readonly<Record<string, string>>): ResolvedStack {
  if (template === 'bootstrap') return bootstrapStack(parameters);
  return environmentStack(template === 'data' ? 'data' : 'app', parameters);
}
