import { awsErrorName, explained } from '../client.ts';
import { DescribeEnvironmentHealthCommand, type ElasticBeanstalkClient, paginateDescribeEvents } from './api.ts';
import type { EnvironmentEvent, EventScope } from './vocabulary.ts';

export async function readEvents(
  client: ElasticBeanstalkClient,
  name: string,
  scope: EventScope,
  abortSignal: AbortSignal,
): Promise<readonly EnvironmentEvent[]> {
  const wanted = 'since' in scope ? { StartTime: scope.since } : { RequestId: scope.requestId };
  const events: EnvironmentEvent[] = [];
  try {
    for await (const { Events = [] } of paginateDescribeEvents(
      { client },
      { EnvironmentName: name, ...wanted },
      { abortSignal },
    ))
      events.push(
        ...Events.map(({ EventDate = new Date(0), Severity = 'INFO', Message = '', RequestId }) => ({
          ...{ at: EventDate, severity: Severity, message: Message, requestId: RequestId || undefined },
        })),
      );
  } catch (error) {
    throw explained(error, `Reading the events of the Elastic Beanstalk environment ${name}`);
  }
  return events;
}

/** What enhanced health reporting names as causes; none where it is off. */
export async function readHealthCauses(
  client: ElasticBeanstalkClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const command = new DescribeEnvironmentHealthCommand({ EnvironmentName: name, AttributeNames: ['Causes'] });
  try {
    return (await client.send(command, { abortSignal })).Causes ?? [];
  } catch (error) {
    if (awsErrorName(error) === 'InvalidRequestException') return [];
    throw explained(error, `Reading the health of the Elastic Beanstalk environment ${name}`);
  }
}
