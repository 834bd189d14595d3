import { awsErrorName, explained, failing } from '../client.ts';
import {
  CreateConfigurationTemplateCommand,
  DeleteConfigurationTemplateCommand,
  type ElasticBeanstalkClient,
  SwapEnvironmentCNAMEsCommand,
  TerminateEnvironmentCommand,
} from './api.ts';
import type { Environment } from './vocabulary.ts';

/** Asks for the exchange of two environments' CNAMEs, and never twice: a second request would exchange them back. */
export async function swapCnames(
  once: ElasticBeanstalkClient,
  [one, other]: readonly [Environment, Environment],
  abortSignal: AbortSignal,
): Promise<'busy' | 'asked'> {
  const command = new SwapEnvironmentCNAMEsCommand({
    ...{ SourceEnvironmentId: one.id, SourceEnvironmentName: one.name },
    ...{ DestinationEnvironmentId: other.id, DestinationEnvironmentName: other.name },
  });
  try {
    await once.send(command, { abortSignal });
    return 'asked';
  } catch (error) {
    if (error instanceof Error && /must be ready/i.test(error.message)) return 'busy';
    throw explained(error, `Exchanging the CNAMEs of ${one.name} and ${other.name}`);
  }
}

/** Saves the configuration of an environment under a name; one of that name is replaced. */
export async function saveConfiguration(
  client: ElasticBeanstalkClient,
  { application, id, name }: Environment,
  savedAs: string,
  abortSignal: AbortSignal,
): Promise<void> {
  await deleteConfiguration(client, application, savedAs, abortSignal);
  const command = new CreateConfigurationTemplateCommand({
    ...{ ApplicationName: application, TemplateName: savedAs, EnvironmentId: id },
    Description: `Of ${name}, for its twin.`,
  });
  await client.send(command, { abortSignal }).catch(failing(`Saving the configuration of the environment ${name}`));
}

/** Deletes a saved configuration, if it is there. */
export async function deleteConfiguration(
  client: ElasticBeanstalkClient,
  application: string,
  name: string,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new DeleteConfigurationTemplateCommand({ ApplicationName: application, TemplateName: name });
  try {
    await client.send(command, { abortSignal });
  } catch (error) {
    if (awsErrorName(error) !== 'InvalidParameterValue')
      throw explained(error, `Deleting the saved configuration ${name} of ${application}`);
  }
}

/** Begins to terminate exactly this environment. */
export async function terminateEnvironment(
  client: ElasticBeanstalkClient,
  { id, name }: Pick<Environment, 'id' | 'name'>,
  abortSignal: AbortSignal,
): Promise<void> {
  await client
    .send(new TerminateEnvironmentCommand({ EnvironmentId: id }), { abortSignal })
    .catch(failing(`Terminating the Elastic Beanstalk environment ${name}`));
}
