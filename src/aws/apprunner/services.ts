import { awsErrorName, explained } from '../client.ts';
import {
  type AppRunnerClient,
  DescribeServiceCommand,
  ListTagsForResourceCommand,
  paginateListServices,
} from './api.ts';
import { fromApi, type Service } from './service.ts';

/** The service with this name or ARN, unless it is deleted. */
export async function findService(
  client: AppRunnerClient,
  nameOrArn: string,
  abortSignal: AbortSignal,
): Promise<Service | undefined> {
  try {
    const arn = nameOrArn.startsWith('arn:') ? nameOrArn : await serviceArnOf(client, nameOrArn, abortSignal);
    if (arn === undefined) return undefined;
    const { Service } = await client.send(new DescribeServiceCommand({ ServiceArn: arn }), { abortSignal });
    return Service && Service.Status !== 'DELETED' ? fromApi(Service) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw explained(error, `Reading the App Runner service ${nameOrArn}`);
  }
}

async function serviceArnOf(
  client: AppRunnerClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  for await (const { ServiceSummaryList = [] } of paginateListServices({ client }, {}, { abortSignal })) {
    const found = ServiceSummaryList.find(({ ServiceName, Status }) => ServiceName === name && Status !== 'DELETED');
    if (found?.ServiceArn) return found.ServiceArn;
  }
  return undefined;
}

export async function readTags(
  client: AppRunnerClient,
  serviceArn: string,
  abortSignal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const command = new ListTagsForResourceCommand({ ResourceArn: serviceArn });
  const { Tags = [] } = await client.send(command, { abortSignal }).catch((error) => {
    throw explained(error, `Reading the tags of ${serviceArn}`);
  });
  return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export function isMissing(error: unknown): boolean {
  return awsErrorName(error) === 'ResourceNotFoundException';
}
