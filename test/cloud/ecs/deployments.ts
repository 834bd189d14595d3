import { randomBytes } from 'node:crypto';
import type { ServiceDeploymentLifecycleStage, ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { keepRunning } from '../runtime/keep-running.ts';
import type { Instance } from '../runtime/runtime.ts';
import type { EcsParts } from './parts.ts';
import type { DeploymentScript, Outcome } from './script.ts';
import { tell } from './service-events.ts';
import { type EcsService, type Interruption, isOver, type Revision, type ServiceDeployment } from './state.ts';
import { TaskFailure } from './task-failure.ts';
import { newTask, type RunningTask, startTask, stopTask } from './tasks.ts';

/** Tasks that may fail before the circuit breaker opens. */
export const circuitBreakerThreshold = 3;
const canaryPercent = 5;

/** Why a deployment goes back, in the words of its status reason. */
class Failed extends Error {}

/** Somebody stopped it, or another deployment takes its place. */
class Interrupted extends Error {
  readonly why: Interruption;

  constructor(why: Interruption) {
    super(why);
    this.why = why;
  }
}

/** Starts the deployment of a revision and answers at once; one that is still going is stopped for it. */
export function startDeployment(parts: EcsParts, service: EcsService, target: Revision): void {
  const script = parts.scripts.take(service.name);
  service.active = [...service.active.filter((revision) => revision === service.served), target];
  service.updatedAt = parts.clock.now();
  if (script.outcome.kind === 'never') return;
  for (const running of service.deployments.filter((one) => !isOver(one))) running.interrupt('superseded');
  const deployment = newDeployment(parts, service, target);
  carryOut(parts, service, deployment, script).catch((error: unknown) => {
    if (!parts.closing.aborted) throw error;
  });
}

function newDeployment({ clock }: EcsParts, service: EcsService, target: Revision): ServiceDeployment {
  const { promise, resolve } = Promise.withResolvers<Interruption>();
  const now = clock.now();
  const id = randomBytes(16).toString('base64url').slice(0, 21);
  return {
    arn: `${service.arn.replace(':service/', ':service-deployment/')}/${id}`,
    target,
    source: service.served,
    status: 'PENDING',
    createdAt: now,
    updatedAt: now,
    failedTasks: 0,
    alarmed: false,
    percent: 0,
    interrupt: resolve,
    interrupted: promise,
  };
}

async function carryOut(
  parts: EcsParts,
  service: EcsService,
  deployment: ServiceDeployment,
  script: DeploymentScript,
): Promise<void> {
  await parts.wait(parts.times.listedMilliseconds);
  service.deployments.unshift(deployment);
  let task: RunningTask | undefined;
  const before = parts.router(service).current();
  try {
    await pause(parts, deployment, parts.times.pendingMilliseconds);
    deployment.startedAt = parts.clock.now();
    mark(parts, deployment, 'IN_PROGRESS');
    await pause(parts, deployment, script.milliseconds ?? 0);
    await decided(parts, deployment, script.outcome);
    task = await scaleUp(parts, service, deployment, script.outcome);
    await shiftTraffic(parts, service, deployment, task, script.outcome);
    await cleanUp(parts, service, deployment, task, before);
  } catch (error) {
    if (parts.closing.aborted) return;
    await endBadly(parts, service, deployment, task, before, error, script);
  }
}

/** Waits, unless somebody interrupts. */
async function pause(parts: EcsParts, deployment: ServiceDeployment, milliseconds: number): Promise<void> {
  const why = await Promise.race([parts.wait(milliseconds).then(() => undefined), deployment.interrupted]);
  if (why) throw new Interrupted(why);
}

/** Ends or hangs where the test decided so. */
async function decided(parts: EcsParts, deployment: ServiceDeployment, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'hang') {
    if (outcome.status) mark(parts, deployment, outcome.status);
    throw new Interrupted(await deployment.interrupted);
  }
  if (outcome.kind === 'end') throw new Failed(outcome.reason ?? `It ended as ${outcome.status} (scripted).`);
}

/** Starts the new revision's task; each that stops counts for the circuit breaker. */
async function scaleUp(
  parts: EcsParts,
  service: EcsService,
  deployment: ServiceDeployment,
  outcome: Outcome,
): Promise<RunningTask> {
  stage(parts, deployment, 'SCALE_UP');
  while (deployment.failedTasks < circuitBreakerThreshold) {
    try {
      const starting =
        outcome.kind === 'tasks-stop'
          ? scriptedStop(parts, service, deployment, outcome)
          : startTask(parts, service, deployment.target);
      return await unlessInterrupted(starting, deployment);
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      deployment.failedTasks += 1;
      tell(parts, service, `(task ${service.tasks[0]?.arn.split('/').at(-1)}) stopped: ${error.message}`);
      await pause(parts, deployment, parts.times.provisionMilliseconds);
    }
  }
  tell(parts, service, `(deployment ecs-svc/${idOf(deployment)}) deployment failed: tasks failed to start.`);
  throw new Failed('Service deployment rolled back because the circuit breaker threshold was exceeded.');
}

/** A task that becomes healthy after the interruption is stopped again. */
async function unlessInterrupted(starting: Promise<RunningTask>, deployment: ServiceDeployment): Promise<RunningTask> {
  const first = await Promise.race([starting, deployment.interrupted]);
  if (typeof first !== 'string') return first;
  starting.then(({ instance }) => instance.stop()).catch(() => undefined);
  throw new Interrupted(first);
}

async function scriptedStop(
  parts: EcsParts,
  service: EcsService,
  { target }: ServiceDeployment,
  {
    stopCode = 'EssentialContainerExited',
    reason,
    exitCode,
    containerReason,
  }: Extract<Outcome, { kind: 'tasks-stop' }>,
): Promise<never> {
  const failure = new TaskFailure(stopCode, reason, { exitCode, reason: containerReason });
  stopTask(parts, newTask(parts, service, target), failure);
  throw failure;
}

/** 5 % of the requests, a bake, all of them, a bake: the alarm watches what the new revision answers. */
async function shiftTraffic(
  parts: EcsParts,
  service: EcsService,
  deployment: ServiceDeployment,
  task: RunningTask,
  outcome: Outcome,
): Promise<void> {
  const router = parts.router(service);
  const alarm = errorAlarm();
  const unwatch = router.watch((instance, status) => instance === task.instance && alarm.count(status));
  const bake = async (milliseconds: number) => {
    await pause(parts, deployment, milliseconds);
    deployment.alarmed = outcome.kind === 'alarm' || alarm.isOn();
    if (deployment.alarmed)
      throw new Failed('Service deployment rolled back because of alarms detected: HTTP4xx5xxErrors.');
  };
  try {
    stage(parts, deployment, 'PRODUCTION_TRAFFIC_SHIFT');
    if (deployment.source) {
      router.share(task.instance, canaryPercent);
      deployment.percent = canaryPercent;
      await bake(parts.times.canaryBakeMilliseconds);
    }
    router.routeTo(task.instance);
    deployment.percent = 100;
    stage(parts, deployment, 'BAKE_TIME');
    await bake(deployment.source ? parts.times.bakeMilliseconds : 0);
  } finally {
    unwatch();
  }
}

/** More than 1 % of the answers are 4xx or 5xx. */
function errorAlarm() {
  let [answers, errors] = [0, 0];
  return {
    count(status: number) {
      answers += 1;
      if (status >= 400) errors += 1;
    },
    isOn: () => answers > 0 && errors / answers > 0.01,
  };
}

async function cleanUp(
  parts: EcsParts,
  service: EcsService,
  deployment: ServiceDeployment,
  { spec, instance }: RunningTask,
  before: Instance | undefined,
): Promise<void> {
  stage(parts, deployment, 'CLEAN_UP');
  const { restartMilliseconds } = parts.times;
  const router = parts.router(service);
  keepRunning({ ...parts, router, restartMilliseconds, tell: (text) => tell(parts, service, text) }, spec, instance);
  await parts.wait(parts.times.cleanUpMilliseconds);
  await before?.stop();
  service.served = deployment.target;
  service.active = [deployment.target];
  deployment.finishedAt = parts.clock.now();
  mark(parts, deployment, 'SUCCESSFUL');
  tell(parts, service, `(deployment ecs-svc/${idOf(deployment)}) deployment completed.`);
  tell(parts, service, 'has reached a steady state.');
}

async function endBadly(
  parts: EcsParts,
  service: EcsService,
  deployment: ServiceDeployment,
  task: RunningTask | undefined,
  before: Instance | undefined,
  error: unknown,
  { outcome, rollbackFails = false }: DeploymentScript,
): Promise<void> {
  const why = error instanceof Interrupted ? error.why : 'failed';
  const router = parts.router(service);
  const goBack = async () => {
    router.routeTo(before);
    deployment.percent = 0;
    await task?.instance.stop();
  };
  if (outcome.kind === 'end' && why === 'failed') {
    await goBack();
    if (outcome.status === 'ROLLBACK_SUCCESSFUL' && deployment.source) service.active = [deployment.source];
    return end(parts, deployment, outcome.status, (error as Error).message);
  }
  if (why === 'superseded' || why === 'abort') {
    await goBack();
    const reason =
      why === 'abort'
        ? 'Service deployment stopped by a user request.'
        : 'Service deployment stopped because a new service deployment was started.';
    if (why === 'abort' && deployment.source) service.active = [deployment.source];
    return end(parts, deployment, 'STOPPED', reason);
  }
  const reason = why === 'rollback' ? 'Service deployment rolled back because of a user request.' : messageOf(error);
  const { source } = deployment;
  deployment.rollback = {
    reason,
    startedAt: parts.clock.now(),
    ...(source ? { serviceRevisionArn: source.arn } : {}),
  };
  if (why === 'rollback') await parts.wait(parts.times.pendingMilliseconds);
  mark(parts, deployment, 'ROLLBACK_IN_PROGRESS', reason);
  await parts.wait(parts.times.rollbackMilliseconds);
  await goBack();
  if (!source) return end(parts, deployment, 'ROLLBACK_FAILED', 'No rollback candidate was found to run the rollback.');
  if (!rollbackFails) service.active = [source];
  if (!rollbackFails) tell(parts, service, 'has reached a steady state.');
  end(parts, deployment, rollbackFails ? 'ROLLBACK_FAILED' : 'ROLLBACK_SUCCESSFUL', reason);
}

function end(parts: EcsParts, deployment: ServiceDeployment, status: ServiceDeploymentStatus, reason: string): void {
  const now = parts.clock.now();
  if (status === 'STOPPED') deployment.stoppedAt = now;
  else deployment.finishedAt = now;
  mark(parts, deployment, status, reason);
}

function stage(parts: EcsParts, deployment: ServiceDeployment, lifecycleStage: ServiceDeploymentLifecycleStage): void {
  deployment.lifecycleStage = lifecycleStage;
  deployment.updatedAt = parts.clock.now();
}

export function mark(
  { clock }: EcsParts,
  deployment: ServiceDeployment,
  status: ServiceDeploymentStatus,
  reason?: string,
): void {
  deployment.status = status;
  deployment.updatedAt = clock.now();
  if (reason !== undefined) deployment.statusReason = reason;
}

function idOf({ arn }: ServiceDeployment): string {
  return arn.split('/').at(-1) ?? '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
