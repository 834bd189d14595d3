import type { TagChanges } from '../../domain/tag-changes.ts';
import { messageOf } from '../../errors.ts';
import { awsErrorName, explained } from '../client.ts';
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
): Promise<StartedRevision | 'exists' | 'draining'> {
  const command = new CreateExpressGatewayServiceCommand({
    ...settingsOf(configuration, undefined, 'everything'),
    ...{ serviceName: name, cluster, infrastructureRoleArn: infrastructureRole, tags: apiTags(tags) },
  });
  const answer = await client.send(command, { abortSignal }).catch((error) => {
    const present = presentService(error);
    if (present) return present;
    throw explained(error, `Creating the Express service ${name}`);
  });
  if (typeof answer === 'string') return answer;
  const { service } = answer;
  const created = serviceOf(service ?? {});
  return { serviceArn: created.arn, revision: created.revisions[0] ?? revisionOf({}) };
}

/** ECS has no code of its own for it. */
function presentService(error: unknown): 'exists' | 'draining' | undefined {
  if (awsErrorName(error) !== 'InvalidParameterException') return undefined;
  const message = messageOf(error);
  if (/not idempotent|already exists/i.test(message)) return 'exists';
  return /draining/i.test(message) ? 'draining' : undefined;
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
