import { awsErrorName, explained, failing } from '../client.ts';
import { explainedOfVersion, isThere } from './answers.ts';
import {
  CheckDNSAvailabilityCommand,
  CreateEnvironmentCommand,
  DescribeConfigurationSettingsCommand,
  type ElasticBeanstalkClient,
} from './api.ts';
import { nameToApi, platformToApi, toApi } from './description.ts';
import type { NewEnvironment, Requested, SavedConfiguration } from './vocabulary.ts';

/** Creates an environment. */
export async function createEnvironment(
  client: ElasticBeanstalkClient,
  environment: NewEnvironment,
  abortSignal: AbortSignal,
): Promise<Requested | 'exists'> {
  const { name, application, versionLabel, platform, options, tags } = environment;
  const { tier, cnamePrefix, savedConfiguration, remove = [], operationsRole } = environment;
  const command = new CreateEnvironmentCommand({
    ...{ ApplicationName: application, EnvironmentName: name, VersionLabel: versionLabel },
    ...platformToApi(platform),
    OptionSettings: options.map(toApi),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(tier && { Tier: tiers[tier] }),
    ...(cnamePrefix !== undefined && { CNAMEPrefix: cnamePrefix }),
    ...(savedConfiguration !== undefined && { TemplateName: savedConfiguration }),
    ...(remove.length > 0 && { OptionsToRemove: remove.map(nameToApi) }),
    ...(operationsRole !== undefined && { OperationsRole: operationsRole }),
  });
  try {
    const { $metadata } = await client.send(command, { abortSignal });
    return { requestId: $metadata.requestId ?? '' };
  } catch (error) {
    if (isThere(error)) return 'exists';
    throw explainedOfVersion(error, `Creating the Elastic Beanstalk environment ${name}`);
  }
}

/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_EnvironmentTier.html */
const tiers = {
  WebServer: { Name: 'WebServer', Type: 'Standard' },
  Worker: { Name: 'Worker', Type: 'SQS/HTTP' },
} as const;

/** Whether nobody has an environment at the prefix yet. */
export async function isPrefixFree(
  client: ElasticBeanstalkClient,
  prefix: string,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const { Available } = await client
    .send(new CheckDNSAvailabilityCommand({ CNAMEPrefix: prefix }), { abortSignal })
    .catch(failing(`Asking whether the CNAME prefix ${prefix} is free`));
  return Available ?? false;
}

/** The configuration that is saved under a name; undefined where there is none. */
export async function savedConfiguration(
  client: ElasticBeanstalkClient,
  application: string,
  name: string,
  abortSignal: AbortSignal,
): Promise<SavedConfiguration | undefined> {
  const command = new DescribeConfigurationSettingsCommand({ ApplicationName: application, TemplateName: name });
  try {
    const { ConfigurationSettings: [saved] = [] } = await client.send(command, { abortSignal });
    if (!saved) return undefined;
    return {
      name,
      platform: saved.SolutionStackName ?? saved.PlatformArn ?? '',
      platformArn: saved.PlatformArn,
      options: (saved.OptionSettings ?? []).flatMap(({ Namespace = '', OptionName = '', Value }) =>
        Value === undefined ? [] : [{ namespace: Namespace, name: OptionName, value: Value }],
      ),
    };
  } catch (error) {
    if (awsErrorName(error) === 'InvalidParameterValue') return undefined;
    throw explained(error, `Reading the saved configuration ${name} of the application ${application}`);
  }
}
