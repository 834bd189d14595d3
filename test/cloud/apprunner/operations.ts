import { randomUUID } from 'node:crypto';
import type { OperationType, ServiceStatus } from '@aws-sdk/client-apprunner';
import type { AppRunnerParts } from './parts.ts';
import type { OperationScript } from './script.ts';
import type { AppRunnerService, Operation, ServiceConfiguration } from './state.ts';

/** Why an operation failed, as its log tells it; `rollback` says whether App Runner goes back to what was before. */
export class OperationFailure extends Error {
  readonly rollback: boolean;

  constructor(message: string, { rollback }: { readonly rollback: boolean }) {
    super(message);
    this.rollback = rollback;
  }
}

export interface OperationPlan {
  readonly type: OperationType;
  /** The service's status when all goes well. */
  readonly ends: ServiceStatus;
  /** The service's status when it fails without anything to go back to. */
  readonly fails: ServiceStatus;
  /** What to go back to; without it a failure is FAILED. */
  readonly before?: { readonly configuration: ServiceConfiguration; readonly status: ServiceStatus };
  work(operation: Operation): Promise<void>;
}

/** Starts an operation and answers at once; the service is OPERATION_IN_PROGRESS until it ends. */
export function startOperation(parts: AppRunnerParts, service: AppRunnerService, plan: OperationPlan): Operation {
  const now = parts.clock.now();
  const operation: Operation = { id: randomUUID(), type: plan.type, status: 'PENDING', startedAt: now, updatedAt: now };
  service.operations.unshift(operation);
  setStatus(parts, service, 'OPERATION_IN_PROGRESS');
  parts.logs.event(service, `${verbs[plan.type]} started.`);
  const script = parts.scripts.take(service, plan.type);
  carryOut(parts, service, plan, operation, script).catch((error: unknown) => {
    if (!parts.closing.aborted) throw error;
  });
  return operation;
}

const verbs: Readonly<Record<OperationType, string>> = {
  CREATE_SERVICE: 'Service creation',
  UPDATE_SERVICE: 'Service update',
  START_DEPLOYMENT: 'Deployment',
  PAUSE_SERVICE: 'Service pause',
  RESUME_SERVICE: 'Service resume',
  DELETE_SERVICE: 'Service deletion',
};

async function carryOut(
  parts: AppRunnerParts,
  service: AppRunnerService,
  plan: OperationPlan,
  operation: Operation,
  script: OperationScript,
): Promise<void> {
  await parts.wait(parts.times.pendingMilliseconds);
  mark(parts, operation, 'IN_PROGRESS');
  try {
    await parts.wait(script.milliseconds ?? 0);
    await play(script, () => plan.work(operation));
    mark(parts, operation, 'SUCCEEDED');
    parts.logs.event(service, `${verbs[plan.type]} completed successfully.`);
    setStatus(parts, service, plan.ends);
  } catch (error) {
    if (parts.closing.aborted) return;
    await fail(parts, service, plan, operation, script, error);
  }
}

/** Does the work, unless the test decided otherwise; a hanging operation never comes back. */
async function play({ outcome }: OperationScript, work: () => Promise<void>): Promise<void> {
  switch (outcome.kind) {
    case 'succeed':
      return work();
    case 'hang':
      return new Promise(() => {});
    case 'fail':
    case 'rollback':
      throw new OperationFailure(outcome.reason ?? 'The operation failed (scripted).', {
        rollback: outcome.kind === 'rollback',
      });
  }
}

async function fail(
  parts: AppRunnerParts,
  service: AppRunnerService,
  plan: OperationPlan,
  operation: Operation,
  { outcome }: OperationScript,
  error: unknown,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  parts.logs.deployment(service, operation, reason);
  parts.logs.deployment(service, operation, `Deployment with ID : ${operation.id} failed.`);
  const { before } = plan;
  const rollback = !(error instanceof OperationFailure) || error.rollback;
  if (before && rollback) {
    mark(parts, operation, 'ROLLBACK_IN_PROGRESS');
    parts.logs.deployment(service, operation, 'Rolling back to the last successful deployment.');
    await parts.wait(parts.times.rollbackMilliseconds);
    const failed = outcome.kind === 'rollback' && outcome.ends === 'failed';
    mark(parts, operation, failed ? 'ROLLBACK_FAILED' : 'ROLLBACK_SUCCEEDED');
  } else mark(parts, operation, 'FAILED');
  if (before) service.configuration = before.configuration;
  parts.logs.event(service, `${verbs[plan.type]} failed. For details, see service logs.`);
  setStatus(parts, service, before?.status ?? plan.fails);
}

function mark(parts: AppRunnerParts, operation: Operation, status: Operation['status']): void {
  operation.status = status;
  operation.updatedAt = parts.clock.now();
  if (!['PENDING', 'IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'].includes(status)) operation.endedAt = operation.updatedAt;
}

function setStatus(parts: AppRunnerParts, service: AppRunnerService, status: ServiceStatus): void {
  service.status = status;
  service.updatedAt = parts.clock.now();
  parts.logs.event(service, `Service status is set to ${status}.`);
}
