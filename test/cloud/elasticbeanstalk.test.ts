import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AbortEnvironmentUpdateCommand,
  type ConfigurationOptionSetting,
  CreateApplicationVersionCommand,
  CreateEnvironmentCommand,
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentsCommand,
  DescribeEventsCommand,
  DescribeInstancesHealthCommand,
  ElasticBeanstalkClient,
  UpdateEnvironmentCommand,
} from '@aws-sdk/client-elastic-beanstalk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { composeImage } from '../support/images/compose-image.ts';
import type { Image } from '../support/images/layout.ts';
import { nodeBaseImage } from '../support/images/node-base-image.ts';
import { type Cloud, startCloud } from './cloud.ts';
import type { ElasticBeanstalkOptions } from './elasticbeanstalk/elasticbeanstalk.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const docker = '64bit Amazon Linux 2023 v4.7.3 running Docker';
const EnvironmentName = 'clinic-dev';
const ApplicationName = 'clinic';

let cloud: Cloud;
let beanstalk: ElasticBeanstalkClient;

async function begin(options: ElasticBeanstalkOptions): Promise<void> {
  cloud = await startCloud({ elasticBeanstalk: options });
  const credentials = cloud.iam.administrator(accountId);
  beanstalk = new ElasticBeanstalkClient({ endpoint: cloud.endpoint, region, credentials });
  cloud.s3.createBucket({ accountId, region, name: 'bundles' });
  cloud.elasticBeanstalk.addApplication({ accountId, region, name: ApplicationName });
  cloud.iam.role({
    ...{ accountId, name: 'instances' },
    trust: {
      Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    },
    policies: [{ Statement: { Effect: 'Allow', Action: 'ecr:*', Resource: '*' } }],
  });
}

async function version(VersionLabel: string, image: string): Promise<void> {
  const S3Key = `${VersionLabel}.json`;
  cloud.s3.put('bundles', S3Key, JSON.stringify({ AWSEBDockerrunVersion: '1', Image: { Name: image } }));
  const SourceBundle = { S3Bucket: 'bundles', S3Key };
  await beanstalk.send(new CreateApplicationVersionCommand({ ApplicationName, VersionLabel, SourceBundle }));
}

async function launch(more: readonly ConfigurationOptionSetting[] = []): Promise<void> {
  await beanstalk.send(
    new CreateEnvironmentCommand({
      ...{ ApplicationName, EnvironmentName, VersionLabel: 'v1', SolutionStackName: docker },
      OptionSettings: [
        ...[setting('aws:autoscaling:launchconfiguration', 'IamInstanceProfile', 'instances')],
        ...[setting('aws:autoscaling:asg', 'MinSize', '2'), ...more],
      ],
    }),
  );
  await ready();
}

function setting(Namespace: string, OptionName: string, Value: string): ConfigurationOptionSetting {
  return { Namespace, OptionName, Value };
}

async function described() {
  const command = new DescribeEnvironmentsCommand({ EnvironmentNames: [EnvironmentName] });
  return (await beanstalk.send(command)).Environments?.[0];
}

async function ready() {
  for (;;) {
    const environment = await described();
    if (environment?.Status === 'Ready') return environment;
    await sleep(10);
  }
}

const update = (more: object) => beanstalk.send(new UpdateEnvironmentCommand({ EnvironmentName, ...more }));

describe('an environment', () => {
  beforeEach(async () => {
    await begin({ runtime: 'none', pageSize: 2 });
    const image = await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: 'v1' });
    await version('v1', image);
    await version('v2', image);
    await launch();
  });
  afterEach(() => cloud.close());

  test('is updated in time, and refuses others meanwhile', async () => {
    const { Status, VersionLabel, AbortableOperationInProgress } = await update({ VersionLabel: 'v2' });
    expect({ Status, VersionLabel, AbortableOperationInProgress }).toEqual({
      ...{ Status: 'Updating', VersionLabel: 'v1', AbortableOperationInProgress: true },
    });
    await expect(update({ VersionLabel: 'v1' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: `Environment named ${EnvironmentName} is in an invalid state for this operation. Must be Ready.`,
    });
    expect((await ready()).VersionLabel).toBe('v2');
  });

  test('tells events by request and severity, newest first, page after page', async () => {
    const { $metadata } = await update({ VersionLabel: 'v2' });
    await ready();
    const messages: string[] = [];
    let NextToken: string | undefined;
    do {
      const command = new DescribeEventsCommand({ EnvironmentName, RequestId: $metadata.requestId, NextToken });
      const page = await beanstalk.send(command);
      expect(page.Events?.length).toBeLessThanOrEqual(2);
      messages.push(...(page.Events ?? []).map(({ Message = '' }) => Message));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(messages[0]).toBe('Environment update completed successfully.');
    expect(messages.at(-1)).toBe('Environment update is starting.');
    const errors = await beanstalk.send(new DescribeEventsCommand({ EnvironmentName, Severity: 'ERROR' }));
    expect(errors.Events).toEqual([]);
  });

  test('takes an update of version and options at once, and no option of nobody', async () => {
    await expect(update({ OptionSettings: [setting('my:own', 'A', '1')] })).rejects.toMatchObject({
      name: 'ConfigurationValidationException',
    });
    await expect(update({ VersionLabel: 'v3' })).rejects.toThrow("No Application Version named 'v3' found.");
    const OptionSettings = [setting('aws:autoscaling:asg', 'MaxSize', '3')];
    expect(await update({ VersionLabel: 'v2', OptionSettings })).toMatchObject({ Status: 'Updating' });
  });

  test('shows pending options beside those in force', async () => {
    await update({ OptionSettings: [setting('aws:autoscaling:asg', 'MaxSize', '3')] });
    const command = new DescribeConfigurationSettingsCommand({ ApplicationName, EnvironmentName });
    const { ConfigurationSettings = [] } = await beanstalk.send(command);
    expect(ConfigurationSettings.map(({ DeploymentStatus }) => DeploymentStatus)).toEqual(['deployed', 'pending']);
    await ready();
    const after = await beanstalk.send(command);
    expect(after.ConfigurationSettings).toHaveLength(1);
    expect(after.ConfigurationSettings?.[0]?.OptionSettings).toContainEqual(
      setting('aws:autoscaling:asg', 'MaxSize', '3'),
    );
  });

  test('has mixed versions after a rolling deployment failed midway', async () => {
    await update({
      OptionSettings: [
        setting('aws:elasticbeanstalk:command', 'DeploymentPolicy', 'Rolling'),
        setting('aws:elasticbeanstalk:command', 'BatchSize', '50'),
      ],
    });
    await ready();
    cloud.elasticBeanstalk.script({ outcome: { kind: 'fail', afterBatches: 1 } });
    await update({ VersionLabel: 'v2' });
    expect((await ready()).VersionLabel).toBe('v1');
    const command = new DescribeInstancesHealthCommand({ EnvironmentName, AttributeNames: ['All'] });
    const { InstanceHealthList = [] } = await beanstalk.send(command);
    expect(InstanceHealthList.map(({ Deployment }) => Deployment?.VersionLabel)).toEqual(['v2', 'v1']);
  });

  test('can be told to abort an update, and goes back', async () => {
    const abort = () => beanstalk.send(new AbortEnvironmentUpdateCommand({ EnvironmentName }));
    await expect(abort()).rejects.toThrow('is in an invalid state for this operation');
    cloud.elasticBeanstalk.script({ outcome: { kind: 'hang' } });
    await update({ VersionLabel: 'v2' });
    await abort();
    expect((await described())?.Status).toBe('Aborting');
    expect((await ready()).VersionLabel).toBe('v1');
  });

  test('gets no version of a bundle that is not there, nor a label twice', async () => {
    const create = (VersionLabel: string, S3Key: string) =>
      beanstalk.send(
        new CreateApplicationVersionCommand({
          ...{ ApplicationName, VersionLabel, SourceBundle: { S3Bucket: 'bundles', S3Key } },
        }),
      );
    await expect(create('v3', 'gone.zip')).rejects.toThrow('Unable to download from S3 location');
    await expect(create('v1', 'v1.json')).rejects.toThrow('Application Version v1 already exists.');
  });
});

describe('the Docker platform', () => {
  /** Answers its version; ends at once when the variable CRASH is set. */
  const program = `
    import { createServer } from 'node:http';
    console.log('version', process.env.VERSION, 'starts');
    if (process.env.CRASH) process.exit(7);
    createServer((_, response) => response.end(process.env.VERSION)).listen(Number(process.env.PORT), '127.0.0.1');
  `;
  let folder: string;
  let app: Image;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'beanstalk-test-'));
    app = await composeImage({
      folder: join(folder, 'app'),
      base: await nodeBaseImage(join(folder, 'base')),
      entries: [{ kind: 'text', path: '/app/server.mjs', text: program }],
      config: { Entrypoint: ['node', '/app/server.mjs'], Env: ['VERSION=1'] },
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => cloud.close());

  test('runs the image, with the variables of the environment; one that ends at once is a failed update', async () => {
    await begin({ runtime: 'process' });
    await version(
      'v1',
      await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: 'v1' }, { image: app }),
    );
    await launch();
    const url = `http://${(await described())?.CNAME}`;
    expect(await (await fetch(url)).text()).toBe('1');
    const variables = 'aws:elasticbeanstalk:application:environment';
    await update({ OptionSettings: [setting(variables, 'VERSION', '2')] });
    await ready();
    expect(await (await fetch(url)).text()).toBe('2');
    const { $metadata } = await update({ OptionSettings: [setting(variables, 'CRASH', '1')] });
    await ready();
    const scope = { EnvironmentName, RequestId: $metadata.requestId, Severity: 'ERROR' } as const;
    const { Events = [] } = await beanstalk.send(new DescribeEventsCommand(scope));
    expect(Events.at(-2)?.Message).toContain('The Docker container exited unexpectedly');
    expect(await (await fetch(url)).text()).toBe('2');
  });
});
