import { explained, failing } from '../client.ts';
import {
  type ElasticBeanstalkClient,
  ListAvailableSolutionStacksCommand,
  paginateListPlatformVersions,
} from './api.ts';

/** The names of all platforms ("solution stacks"), newest first. */
export async function listPlatforms(
  client: ElasticBeanstalkClient,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const { SolutionStacks = [] } = await client
    .send(new ListAvailableSolutionStacksCommand({}), { abortSignal })
    .catch(failing('Listing the platforms of Elastic Beanstalk'));
  return SolutionStacks;
}

/** The versions of a platform's branch that environments can be put on. */
export async function branchVersions(
  client: ElasticBeanstalkClient,
  branch: string,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const filter = (Type: string, value: string) => ({ Type, Operator: '=', Values: [value] });
  const Filters = [filter('PlatformBranchName', branch), filter('PlatformStatus', 'Ready')];
  const versions: string[] = [];
  try {
    for await (const { PlatformSummaryList = [] } of paginateListPlatformVersions(
      { client },
      { Filters },
      { abortSignal },
    ))
      versions.push(...PlatformSummaryList.flatMap(({ PlatformVersion }) => PlatformVersion ?? []));
  } catch (error) {
    throw explained(error, `Listing the versions of the platform ${branch}`);
  }
  return versions;
}
