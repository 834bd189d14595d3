import { explained, failing } from '../client.ts';
import { isThere } from './answers.ts';
import {
  CreateApplicationVersionCommand,
  CreateStorageLocationCommand,
  DescribeApplicationVersionsCommand,
  type ElasticBeanstalkClient,
} from './api.ts';
import { versionOf } from './description.ts';
import type { NewVersion, Version } from './vocabulary.ts';

export async function findVersion(
  client: ElasticBeanstalkClient,
  application: string,
  label: string,
  abortSignal: AbortSignal,
): Promise<Version | undefined> {
  const command = new DescribeApplicationVersionsCommand({ ApplicationName: application, VersionLabels: [label] });
  const { ApplicationVersions = [] } = await client
    .send(command, { abortSignal })
    .catch(failing(`Reading the version ${label} of the application ${application}`));
  return ApplicationVersions[0] && versionOf(ApplicationVersions[0]);
}

/** The bucket that Elastic Beanstalk keeps for this account and region; it is made when it is not there. */
export async function storageLocation(client: ElasticBeanstalkClient, abortSignal: AbortSignal): Promise<string> {
  const { S3Bucket = '' } = await client
    .send(new CreateStorageLocationCommand({}), { abortSignal })
    .catch(failing("Asking for Elastic Beanstalk's bucket"));
  return S3Bucket;
}

export async function createVersion(
  client: ElasticBeanstalkClient,
  { application, label, description, bundle, createApplication, process }: NewVersion,
  abortSignal: AbortSignal,
): Promise<'made' | 'exists'> {
  const command = new CreateApplicationVersionCommand({
    ...{ ApplicationName: application, VersionLabel: label, Description: description },
    ...{ SourceBundle: { S3Bucket: bundle.bucket, S3Key: bundle.key }, AutoCreateApplication: createApplication },
    Process: process,
  });
  try {
    await client.send(command, { abortSignal });
    return 'made';
  } catch (error) {
    if (isThere(error)) return 'exists';
    throw explained(error, `Creating the version ${label} of the application ${application}`);
  }
}
