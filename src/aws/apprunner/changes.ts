import { explained } from '../client.ts';
import {
  type AppRunnerClient,
  CreateServiceCommand,
  ResumeServiceCommand,
  StartDeploymentCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServiceCommand,
} from './api.ts';
import { creationOf, settingsOf } from './settings.ts';
import { unlessBusy } from './unless-busy.ts';
import type { AppRunnerWriter } from './vocabulary.ts';

type Changes = Pick<AppRunnerWriter, 'create' | 'update' | 'redeploy' | 'resume' | 'tag'>;

/** What changes a service. An operation that runs already is the answer `busy`; `reading` asks for it where the refusal does not tell. */
export function changes(client: AppRunnerClient, reading: AppRunnerClient): Changes {
  return {
    async create(name, configuration, tags, abortSignal) {
      const command = new CreateServiceCommand({
        ...{ ServiceName: name, ...settingsOf(configuration, {}), ...creationOf(configuration) },
        Tags: apiTags(tags),
      });
      const { Service, OperationId } = await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Creating the App Runner service ${name}`);
      });
      return { serviceArn: Service?.ServiceArn ?? '', operationId: OperationId };
    },
    async update({ arn, name, described }, configuration, abortSignal) {
      const command = new UpdateServiceCommand({ ServiceArn: arn, ...settingsOf(configuration, described) });
      return unlessBusy(reading, `Updating the App Runner service ${name}`, { serviceArn: arn, abortSignal }, () =>
        client.send(command, { abortSignal }),
      );
    },
    async redeploy(serviceArn, abortSignal) {
      const command = new StartDeploymentCommand({ ServiceArn: serviceArn });
      return unlessBusy(
        reading,
        `Deploying the App Runner service ${serviceArn} again`,
        { serviceArn, abortSignal },
        () => client.send(command, { abortSignal }),
      );
    },
    async resume(serviceArn, abortSignal) {
      const command = new ResumeServiceCommand({ ServiceArn: serviceArn });
      return unlessBusy(reading, `Resuming the App Runner service ${serviceArn}`, { serviceArn, abortSignal }, () =>
        client.send(command, { abortSignal }),
      );
    },
    async tag(serviceArn, tags, abortSignal) {
      const put = new TagResourceCommand({ ResourceArn: serviceArn, Tags: apiTags(tags.put) });
      const remove = new UntagResourceCommand({ ResourceArn: serviceArn, TagKeys: [...tags.removed] });
      const send = async () => {
        if (Object.keys(tags.put).length > 0) await client.send(put, { abortSignal });
        if (tags.removed.length > 0) await client.send(remove, { abortSignal });
        return {};
      };
      const tagged = await unlessBusy(reading, `Tagging ${serviceArn}`, { serviceArn, abortSignal }, send);
      return tagged === 'busy' ? 'busy' : 'done';
    },
  };
}

function apiTags(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
