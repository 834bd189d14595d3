import { randomBytes } from 'node:crypto';
import type { Caller } from '../core/service.ts';
import { type PulledImage, parseReference } from '../ecr/pull.ts';
import { checkHealth } from '../runtime/health-check.ts';
import type { Instance, InstanceSpec } from '../runtime/runtime.ts';
import { secretValue } from '../runtime/secret-value.ts';
import type { EcsParts } from './parts.ts';
import { tell } from './service-events.ts';
import type { EcsService, ExpressConfiguration, Revision, Task } from './state.ts';
import { TaskFailure } from './task-failure.ts';

/** A task that serves, and what a new one would be started with. */
export interface RunningTask {
  readonly task: Task;
  readonly spec: InstanceSpec;
  readonly instance: Instance;
}

/** Starts one task of a revision and waits until it is healthy; a task that is not is stopped and throws a TaskFailure. */
export async function startTask(parts: EcsParts, service: EcsService, revision: Revision): Promise<RunningTask> {
  const task = newTask(parts, service, revision);
  try {
    const spec = await specOf(parts, service, revision, task);
    const instance = await started(parts, spec);
    task.lastStatus = 'RUNNING';
    tell(parts, service, `has started 1 tasks: (task ${idOf(task)}).`);
    try {
      await becomeHealthy(parts, service, revision.configuration, instance);
    } catch (error) {
      await instance.stop();
      throw error;
    }
    tell(parts, service, `registered 1 targets in (target-group ${targetGroup(service)})`);
    return { task, spec, instance };
  } catch (error) {
    if (error instanceof TaskFailure) stopTask(parts, task, error);
    throw error;
  }
}

export function newTask({ clock }: EcsParts, service: EcsService, revision: Revision): Task {
  const id = randomBytes(16).toString('hex');
  const { region, accountId, cluster } = service;
  const task: Task = {
    arn: `arn:aws:ecs:${region}:${accountId}:task/${cluster}/${id}`,
    revision,
    createdAt: clock.now(),
    lastStatus: 'PENDING',
  };
  service.tasks.unshift(task);
  return task;
}

export function stopTask({ clock }: EcsParts, task: Task, failure: TaskFailure): void {
  task.lastStatus = 'STOPPED';
  task.stoppedAt = clock.now();
  task.stopCode = failure.stopCode;
  task.stoppedReason = failure.message;
  if (failure.exitCode !== undefined) task.exitCode = failure.exitCode;
  if (failure.containerReason !== undefined) task.containerReason = failure.containerReason;
}

export function targetGroup({ region, accountId, name }: EcsService): string {
  return `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/ecs-gateway-tg-${name}/0123456789abcdef`;
}

function idOf({ arn }: Pick<Task, 'arn'>): string {
  return arn.split('/').at(-1) ?? '';
}

/** What a task is started with; throws a TaskFailure where its role, secrets or image are not to be had. */
export async function specOf(
  parts: EcsParts,
  service: Pick<EcsService, 'name' | 'accountId' | 'region'>,
  { configuration }: Pick<Revision, 'configuration'>,
  task: Pick<Task, 'arn'>,
): Promise<InstanceSpec> {
  const caller = parts.iam.assumeForService(configuration.executionRoleArn, 'ecs-tasks.amazonaws.com', 'ecs-tasks');
  if (!caller)
    throw new TaskFailure(
      'TaskFailedToStart',
      `ECS was unable to assume the role '${configuration.executionRoleArn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
    );
  const { repositoryCredentials } = configuration;
  if (repositoryCredentials !== undefined) readSecret(parts, repositoryCredentials, caller, service);
  const secrets = secretsOf(parts, service, configuration, caller);
  const image = await pull(parts, configuration, caller);
  const name = `${service.name}-${idOf(task).slice(0, 12)}`;
  const { accountId, region } = service;
  const place = {
    accountId,
    region,
    group: configuration.logGroup,
    stream: `${configuration.logStreamPrefix}/Main/${idOf(task)}`,
  };
  return {
    name,
    image,
    environment: {
      ...parts.instanceEnvironment(configuration.taskRoleArn, region),
      ...Object.fromEntries(configuration.environment.map(({ name = '', value = '' }) => [name, value])),
      ...secrets,
    },
    ...(configuration.command.length > 0 ? { startCommand: configuration.command.join(' ') } : {}),
    port: configuration.port,
    log: (line) => parts.logs.write(place, line),
  };
}

function secretsOf(
  parts: EcsParts,
  service: Pick<EcsService, 'region'>,
  { secrets }: ExpressConfiguration,
  caller: Caller,
): Readonly<Record<string, string>> {
  const read = ({ name, valueFrom }: ExpressConfiguration['secrets'][number]) =>
    [name, readSecret(parts, valueFrom, caller, service)] as const;
  return Object.fromEntries(secrets.map(read));
}

/** A variable's value, or what a private registry is asked with. */
function readSecret(
  parts: EcsParts,
  valueFrom: string,
  caller: Caller,
  { region }: Pick<EcsService, 'region'>,
): string {
  try {
    return secretValue(parts, valueFrom, caller, region);
  } catch (error) {
    throw new TaskFailure(
      'TaskFailedToStart',
      `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${valueFrom} from secrets manager: ${messageOf(error)}`,
    );
  }
}

async function pull(parts: EcsParts, configuration: ExpressConfiguration, caller: Caller): Promise<PulledImage> {
  const architecture = configuration.cpuArchitecture === 'ARM64' ? 'arm64' : 'amd64';
  const reference = parseReference(configuration.image);
  if (!reference) throw cannotPull('invalid reference format');
  const image = await parts.ecr.pull(caller, reference, architecture).catch((error: unknown) => {
    const missing = error instanceof Error && error.message.startsWith('The index has no image');
    const why = missing
      ? `image Manifest does not contain descriptor matching platform 'linux/${architecture}'`
      : `failed to resolve ref ${configuration.image}: ${messageOf(error)}`;
    throw cannotPull(why);
  });
  if (image.architecture !== architecture)
    throw new TaskFailure('EssentialContainerExited', 'Essential container in task exited', {
      exitCode: 255,
      reason: 'exec /entrypoint: exec format error',
    });
  return image;
}

function cannotPull(why: string): TaskFailure {
  return new TaskFailure(
    'TaskFailedToStart',
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): ${why}`,
  );
}

/** Its instance; throws a TaskFailure where the image cannot be run. */
export async function started(parts: EcsParts, spec: InstanceSpec): Promise<Instance> {
  await parts.wait(parts.times.provisionMilliseconds);
  try {
    return await parts.runtime.start(spec);
  } catch (error) {
    if (parts.closing.aborted) throw error;
    throw new TaskFailure('TaskFailedToStart', `CannotStartContainerError: ${messageOf(error)}`);
  }
}

/** What a target group of Express checks, and how often. */
const check = { intervalSeconds: 30, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3 } as const;

async function becomeHealthy(
  parts: EcsParts,
  service: EcsService,
  { port, healthCheckPath }: ExpressConfiguration,
  instance: Instance,
): Promise<void> {
  const health = await checkHealth(
    instance,
    { ...check, path: healthCheckPath, accepts: (status) => status === 200 },
    parts.times,
    parts.wait,
  );
  if (health.healthy) return;
  if (health.because === 'exit')
    throw new TaskFailure('EssentialContainerExited', 'Essential container in task exited', {
      exitCode: health.exitCode,
    });
  const why = health.lastStatus ? `Health checks failed with these codes: [${health.lastStatus}]` : 'Request timed out';
  tell(parts, service, `(port ${port}) is unhealthy in (target-group ${targetGroup(service)}) due to (reason ${why}).`);
  throw new TaskFailure(
    'ServiceSchedulerInitiated',
    `Task failed ELB health checks in (target-group ${targetGroup(service)})`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
