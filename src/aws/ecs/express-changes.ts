import type { TagChanges } from '../../domain/tag-changes.ts';
import { explained } from '../client.ts';
import {
  CreateExpressGatewayServiceCommand,
  type ECSClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateExpressGatewayServiceCommand,
} from './api.ts';
import { revisionOf, serviceOf } from './express-service.ts';
import { settingsOf } from './express-settings.ts';
import type { ExpressUpdate, NewExpressService, StartedRevision } from './vocabulary.ts';

export async function createService(
  client: ECSClient,
  { id: { cluster, name }, infrastructureRole, configuration, tags }: NewExpressService,
  abortSignal: AbortSignal,
): Promise<StartedRevision> {
  const command = new CreateExpressGatewayServiceCommand({
    ...settingsOf(configuration, undefined, 'everything'),
    ...{ serviceName: name, cluster, infrastructureRoleArn: infrastructureRole, tags: apiTags(tags) },
  });
  const { service } = await client.send(command, { abortSignal }).catch((error) => {
    throw explained(error, `Creating the Express service ${name}`);
  });
  const created = serviceOf(service ?? {});
  return { serviceArn: created.arn, revision: created.revisions[0] ?? revisionOf({}) };
}

export async function updateService(
  client: ECSClient,
  { service: { arn: serviceArn }, revision, configuration, extent }: ExpressUpdate,
  abortSignal: AbortSignal,
): Promise<StartedRevision> {
  const command = new UpdateExpressGatewayServiceCommand({
    serviceArn,
    ...settingsOf(configuration, revision, extent),
  });
  const { service } = await client.send(command, { abortSignal }).catch((error) => {
    throw explained(error, `Updating the Express service ${serviceArn}`);
  });
  return { serviceArn, revision: revisionOf(service?.targetConfiguration ?? {}) };
}

export async function tagService(
  client: ECSClient,
  resourceArn: string,
  { put, removed }: TagChanges,
  abortSignal: AbortSignal,
): Promise<void> {
  try {
    if (Object.keys(put).length > 0)
      await client.send(new TagResourceCommand({ resourceArn, tags: apiTags(put) }), { abortSignal });
    if (removed.length > 0)
      await client.send(new UntagResourceCommand({ resourceArn, tagKeys: [...removed] }), { abortSignal });
  } catch (error) {
    throw explained(error, `Tagging the Express service ${resourceArn}`);
  }
}

function apiTags(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
