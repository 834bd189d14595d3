import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { explained, failing } from '../client.ts';
import {
  DeregisterTaskDefinitionCommand,
  type ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopTaskCommand,
} from './api.ts';
import type { TaskLaunch, TaskNetwork } from './service-task.ts';
import type { LogPlace, TaskTemplate } from './task-template.ts';

/** A task that runs one command and ends. */
export interface OneOffTask {
  readonly family: string;
  readonly container: string;
  readonly image: string;
  /** Run by `sh -ec` of the image. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs or names of secrets and parameters, by the name of the variable. */
  readonly secrets: Readonly<Record<string, string>>;
  /** CPU units and MB; undefined where the template has sizes for containers only. */
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  /** ARNs. */
  readonly executionRole: string | undefined;
  readonly taskRole: string | undefined;
  readonly log: LogPlace | undefined;
  /** Whose other settings it has: user, folders, volumes, platform. */
  readonly template: TaskTemplate | undefined;
}

/** Where a task runs. */
export interface TaskPlace {
  readonly cluster: string;
  readonly network: TaskNetwork | undefined;
  readonly launch: TaskLaunch;
}

export interface StartedBy {
  /** Who starts it: at most 128 letters, digits and `-/_`. */
  readonly startedBy: string;
  /** At most 64 characters; the same call sent again starts no second task. */
  readonly clientToken: string;
}

/** `refused`: ECS could not place it, with the reason in its words ("RESOURCE:MEMORY", "Capacity is unavailable at this time…"). */
export type TaskStart = { readonly arn: string } | { readonly refused: string };

/** Registers the task definition of one task; the answer is its ARN. */
export async function registerTask(client: ECSClient, task: OneOffTask, abortSignal: AbortSignal): Promise<string> {
  const command = new RegisterTaskDefinitionCommand(definitionOf(task, await client.config.region()));
  const { taskDefinition } = await client.send(command, { abortSignal }).catch((error) => {
    throw explained(error, `Registering the task definition ${task.family}`, adviceOf(error));
  });
  return taskDefinition?.taskDefinitionArn ?? '';
}

export async function deregisterTask(
  client: ECSClient,
  taskDefinition: string,
  abortSignal: AbortSignal,
): Promise<void> {
  await client
    .send(new DeregisterTaskDefinitionCommand({ taskDefinition }), { abortSignal })
    .catch(failing(`Deregistering the task definition ${taskDefinition}`));
}

export async function runTask(
  client: ECSClient,
  taskDefinition: string,
  { cluster, network, launch, ...by }: TaskPlace & StartedBy,
  abortSignal: AbortSignal,
): Promise<TaskStart> {
  const command = new RunTaskCommand({
    ...{ cluster, taskDefinition, count: 1, ...by },
    ...('launchType' in launch ? launch : { capacityProviderStrategy: [...launch.capacityProviders] }),
    ...(network && { networkConfiguration: { awsvpcConfiguration: vpcOf(network) } }),
  });
  const { tasks: [task] = [], failures: [failure] = [] } = await client
    .send(command, { abortSignal })
    .catch((error) => {
      throw explained(error, `Starting a task of ${taskDefinition} in the cluster ${cluster}`, adviceOf(error));
    });
  if (task?.taskArn) return { arn: task.taskArn };
  return { refused: [failure?.reason ?? 'ECS gave no reason', failure?.detail].filter(Boolean).join(': ') };
}

export async function stopTask(
  client: ECSClient,
  { cluster, arn, reason }: { readonly cluster: string; readonly arn: string; readonly reason: string },
  abortSignal: AbortSignal,
): Promise<void> {
  await client
    .send(new StopTaskCommand({ cluster, task: arn, reason: reason.slice(0, 1_024) }), { abortSignal })
    .catch(failing(`Stopping the task ${arn}`));
}

function vpcOf({ subnets, securityGroups, publicIp }: TaskNetwork) {
  return {
    subnets: [...subnets],
    securityGroups: [...securityGroups],
    assignPublicIp: publicIp ? ('ENABLED' as const) : ('DISABLED' as const),
  };
}

function definitionOf(task: OneOffTask, region: string): RegisterTaskDefinitionRequest {
  const { family, cpu, memory, executionRole, taskRole, template } = task;
  const { runtimePlatform, ephemeralStorage, networkMode, requiresCompatibilities, volumes } =
    template?.described ?? {};
  return {
    family,
    networkMode: networkMode ?? 'awsvpc',
    requiresCompatibilities: requiresCompatibilities ?? ['FARGATE'],
    ...{ cpu, memory, runtimePlatform, ephemeralStorage, volumes },
    ...{ executionRoleArn: executionRole, taskRoleArn: taskRole },
    containerDefinitions: [containerOf(task, region)],
  };
}

/** Of the template's container stays what decides how a program runs; ports, health check and what hangs on other containers go. */
function containerOf(
  { container: name, image, command, environment, secrets, log, template }: OneOffTask,
  region: string,
): ContainerDefinition {
  const like = template?.described.containerDefinitions?.find((each) => each.name === name) ?? {};
  const {
    portMappings: _,
    healthCheck: _1,
    dependsOn: _2,
    links: _3,
    volumesFrom: _4,
    restartPolicy: _5,
    ...kept
  } = like;
  return {
    ...kept,
    ...{ name, image, essential: true, entryPoint: ['sh', '-ec'], command: [command] },
    environment: Object.entries(environment).map(([variable, value]) => ({ name: variable, value })),
    secrets: Object.entries(secrets).map(([variable, valueFrom]) => ({ name: variable, valueFrom })),
    ...(log && { logConfiguration: logConfigurationOf(log, kept.logConfiguration?.options, region) }),
  };
}

function logConfigurationOf(
  { group, prefix }: LogPlace,
  kept: Readonly<Record<string, string>> | undefined,
  region: string,
): ContainerDefinition['logConfiguration'] {
  const place = { 'awslogs-group': group, 'awslogs-stream-prefix': prefix };
  return { logDriver: 'awslogs', options: { 'awslogs-region': region, ...kept, ...place } };
}

function adviceOf(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : '';
  if (/iam:PassRole/.test(message))
    return 'Allow iam:PassRole on the task role and the execution role for ecs-tasks.amazonaws.com, as in iam-policy-task.json.';
  return /not authorized|AccessDenied/i.test(message)
    ? 'Add the permission to the role, as in iam-policy-task.json.'
    : undefined;
}
