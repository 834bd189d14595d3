import { type ClientOptions, clientSettings, pollSettings, writeSettings } from './client.ts';
import { ECSClient } from './ecs/api.ts';
import { findDeployments, findNewestDeployment, readDeployment, rollBack } from './ecs/deployments.ts';
import { createService, tagService, updateService } from './ecs/express-changes.ts';
import { deregisterTask, registerTask, runTask, stopTask } from './ecs/one-off-task.ts';
import { findServiceTask } from './ecs/service-task.ts';
import { findService, readEvents, readState } from './ecs/services.ts';
import { findStoppedTasks } from './ecs/stopped-tasks.ts';
import { findTaskDefinition } from './ecs/task-definitions.ts';
import { findActiveTasks, readTask } from './ecs/task-state.ts';
import { findTaskTemplate } from './ecs/task-template.ts';
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
      serviceTask: (id, signal) => findServiceTask(client, id, signal),
      taskTemplate: (arn, signal) => findTaskTemplate(client, arn, signal),
      task: (cluster, arn, signal) => readTask(polling, cluster, arn, signal),
      activeTasks: (cluster, filter, signal) => findActiveTasks(client, cluster, filter, signal),
    },
    writer: {
      create: (service, signal) => createService(deploying, service, signal),
      update: (update, signal) => updateService(deploying, update, signal),
      rollBack: (arn, signal) => rollBack(client, arn, signal),
      tag: (arn, tags, signal) => tagService(client, arn, tags, signal),
      registerTask: (task, signal) => registerTask(client, task, signal),
      deregisterTask: (arn, signal) => deregisterTask(client, arn, signal),
      runTask: (arn, how, signal) => runTask(client, arn, how, signal),
      stopTask: (task, signal) => stopTask(client, task, signal),
    },
  };
}
