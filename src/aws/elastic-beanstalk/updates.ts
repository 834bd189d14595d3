import type { TagChanges } from '../../domain/tag-changes.ts';
import { awsErrorName, explained, failing } from '../client.ts';
import { explainedOfVersion, isBusy } from './answers.ts';
import {
  AbortEnvironmentUpdateCommand,
  AssociateEnvironmentOperationsRoleCommand,
  DisassociateEnvironmentOperationsRoleCommand,
  type ElasticBeanstalkClient,
  UpdateEnvironmentCommand,
  UpdateTagsForResourceCommand,
} from './api.ts';
import { updateToApi } from './description.ts';
import type { EnvironmentUpdate, Requested } from './vocabulary.ts';

export async function updateEnvironment(
  once: ElasticBeanstalkClient,
  name: string,
  update: EnvironmentUpdate,
  abortSignal: AbortSignal,
): Promise<Requested | 'busy' | 'separately'> {
  const command = new UpdateEnvironmentCommand({ EnvironmentName: name, ...updateToApi(update) });
  try {
    return requested(await once.send(command, { abortSignal }));
  } catch (error) {
    if (isBusy(error)) return 'busy';
    if (awsErrorName(error).startsWith('InvalidParameterCombination')) return 'separately';
    throw explainedOfVersion(error, `Updating the Elastic Beanstalk environment ${name}`);
  }
}

export async function giveOperationsRole(
  client: ElasticBeanstalkClient,
  name: string,
  role: string | undefined,
  abortSignal: AbortSignal,
): Promise<void> {
  const named = { EnvironmentName: name };
  const answer =
    role === undefined
      ? client.send(new DisassociateEnvironmentOperationsRoleCommand(named), { abortSignal })
      : client.send(new AssociateEnvironmentOperationsRoleCommand({ ...named, OperationsRole: role }), {
          abortSignal,
        });
  await answer.catch(failing(`Giving the Elastic Beanstalk environment ${name} its operations role`));
}

export async function abortUpdate(
  client: ElasticBeanstalkClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<void> {
  await client
    .send(new AbortEnvironmentUpdateCommand({ EnvironmentName: name }), { abortSignal })
    .catch(failing(`Aborting the update of the Elastic Beanstalk environment ${name}`));
}

export async function tagEnvironment(
  once: ElasticBeanstalkClient,
  arn: string,
  tags: TagChanges,
  abortSignal: AbortSignal,
): Promise<Requested | 'busy'> {
  const TagsToAdd = Object.entries(tags.put).map(([Key, Value]) => ({ Key, Value }));
  const removed = tags.removed.length > 0 ? { TagsToRemove: [...tags.removed] } : {};
  const command = new UpdateTagsForResourceCommand({ ResourceArn: arn, TagsToAdd, ...removed });
  try {
    return requested(await once.send(command, { abortSignal }));
  } catch (error) {
    if (isBusy(error)) return 'busy';
    throw explained(error, `Tagging ${arn}`);
  }
}

function requested({ $metadata }: { readonly $metadata: { readonly requestId?: string | undefined } }): Requested {
  return { requestId: $metadata.requestId ?? '' };
}
