import { type ClientOptions, clientSettings, pollSettings, writeSettings } from './client.ts';
import { ECSClient } from './ecs/api.ts';
import { findDeployments, findNewestDeployment, readDeployment, rollBack } from './ecs/deployments.ts';
import { createService, tagService, updateService } from './ecs/express-changes.ts';
import { findService, readEvents, readState } from './ecs/services.ts';
import { findStoppedTasks } from './ecs/stopped-tasks.ts';
import { findTaskDefinition } from './ecs/task-definitions.ts';
import type { EcsReader, EcsWriter } from './ecs/vocabulary.ts';

export type * from './ecs/vocabulary.ts';

/** Amazon ECS: services that Express Mode manages, their deployments and tasks. */
export function ecs(options: ClientOptions): { readonly reader: EcsReader; readonly writer: EcsWriter } {
  const client = new ECSClient(clientSettings(options));
  const polling = new ECSClient(pollSettings(options));
  const deploying = new ECSClient(writeSettings(options));
  return {
    reader: {
      service: (id, signal) => findService(client, id, signal),
      deployments: (id, states, signal) => findDeployments(client, id, states, signal),
      newestDeployment: (id, fits, signal) => findNewestDeployment(polling, id, fits, signal),
      deployment: (arn, signal) => readDeployment(polling, arn, signal),
      state: (id, signal) => readState(client, id, signal),
      events: (id, since, signal) => readEvents(client, id, since, signal),
      taskDefinition: (arn, signal) => findTaskDefinition(client, arn, signal),
      stoppedTasks: (id, since, signal) => findStoppedTasks(client, id, since, signal),
    },
    writer: {
      create: (service, signal) => createService(deploying, service, signal),
      update: (update, signal) => updateService(deploying, update, signal),
      rollBack: (arn, signal) => rollBack(client, arn, signal),
      tag: (arn, tags, signal) => tagService(client, arn, tags, signal),
    },
  };
}
