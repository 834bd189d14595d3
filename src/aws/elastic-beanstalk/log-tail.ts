import { failing } from '../client.ts';
import { type ElasticBeanstalkClient, RequestEnvironmentInfoCommand, RetrieveEnvironmentInfoCommand } from './api.ts';

/** Asks the instances for the ends of their logs, which come some seconds later. */
export async function requestTail(
  client: ElasticBeanstalkClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<void> {
  await client
    .send(new RequestEnvironmentInfoCommand({ EnvironmentName: name, InfoType: 'tail' }), { abortSignal })
    .catch(failing(`Asking for the log tail of the Elastic Beanstalk environment ${name}`));
}

/** The addresses of the log ends that came since a time. */
export async function readTails(
  client: ElasticBeanstalkClient,
  name: string,
  since: Date,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const command = new RetrieveEnvironmentInfoCommand({ EnvironmentName: name, InfoType: 'tail' });
  const { EnvironmentInfo = [] } = await client
    .send(command, { abortSignal })
    .catch(failing(`Reading the log tail of the Elastic Beanstalk environment ${name}`));
  return EnvironmentInfo.flatMap(({ SampleTimestamp, Message }) =>
    Message && SampleTimestamp && SampleTimestamp >= since ? [Message] : [],
  );
}
