import type { OptionSetting } from '../../domain/beanstalk.ts';
import { failing } from '../client.ts';
import {
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentsCommand,
  type ElasticBeanstalkClient,
  ListTagsForResourceCommand,
} from './api.ts';
import { environmentOf } from './description.ts';
import type { Environment } from './vocabulary.ts';

/** The environment with this name, unless it is terminated. */
export async function findEnvironment(
  client: ElasticBeanstalkClient,
  name: string,
  signal: AbortSignal,
): Promise<Environment | undefined> {
  return (await findEnvironments(client, [name], signal))[0];
}

/** Those of these environments that are not terminated. */
export async function findEnvironments(
  client: ElasticBeanstalkClient,
  names: readonly string[],
  abortSignal: AbortSignal,
): Promise<readonly Environment[]> {
  const command = new DescribeEnvironmentsCommand({ EnvironmentNames: [...names], IncludeDeleted: false });
  const { Environments = [] } = await client
    .send(command, { abortSignal })
    .catch(failing(`Reading the Elastic Beanstalk environment${names.length > 1 ? 's' : ''} ${names.join(' and ')}`));
  return Environments.filter(({ Status }) => Status !== 'Terminated').map(environmentOf);
}

export async function readTags(
  client: ElasticBeanstalkClient,
  arn: string,
  abortSignal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const { ResourceTags = [] } = await client
    .send(new ListTagsForResourceCommand({ ResourceArn: arn }), { abortSignal })
    .catch(failing(`Reading the tags of ${arn}`));
  return Object.fromEntries(ResourceTags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** The options in force; a change that is still being applied does not count. */
export async function readOptions(
  client: ElasticBeanstalkClient,
  { name, application }: Pick<Environment, 'name' | 'application'>,
  abortSignal: AbortSignal,
): Promise<readonly OptionSetting[]> {
  const command = new DescribeConfigurationSettingsCommand({ ApplicationName: application, EnvironmentName: name });
  const { ConfigurationSettings = [] } = await client
    .send(command, { abortSignal })
    .catch(failing(`Reading the configuration of the Elastic Beanstalk environment ${name}`));
  const inForce = ConfigurationSettings.find(({ DeploymentStatus }) => DeploymentStatus !== 'pending');
  return (inForce?.OptionSettings ?? []).flatMap(({ Namespace = '', OptionName = '', Value }) =>
    Value === undefined ? [] : [{ namespace: Namespace, name: OptionName, value: Value }],
  );
}
