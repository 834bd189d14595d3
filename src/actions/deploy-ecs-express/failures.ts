import type { ServiceId } from '../../aws/ecs.ts';
import { RoleNotReady, TransientError, UserError } from '../../errors.ts';

export function foreign({ name, cluster }: ServiceId): UserError {
  return new UserError({
    what: `The ECS service ${name} in the cluster ${cluster} is no Express service; nothing was changed.`,
    why: 'Its owner manages its task definition and load balancer.',
    next: 'Give another `service`, or deploy it with aws-actions/amazon-ecs-deploy-task-definition.',
  });
}

/** A service that was seen before. */
export function gone({ name, cluster }: ServiceId): UserError {
  return new UserError({
    what: `The Express service ${name} in the cluster ${cluster} is not there any more: it was deleted meanwhile.`,
    next: 'Run the job again; `create: true` creates it anew.',
  });
}

export function madeMeanwhile({ name, cluster }: ServiceId): UserError {
  return new UserError({
    what: `The Express service ${name} in the cluster ${cluster} was created by somebody else just now. Nothing was changed.`,
    next: 'Run the job again: it deploys to that service.',
  });
}

/** A service that was created, though the answer of the call was lost. */
export function notFoundYet({ name }: ServiceId): TransientError {
  return new TransientError(
    {
      what: `The Express service ${name} was created, but ECS does not show it.`,
      next: 'Run the job again: it deploys to that service.',
    },
    { trouble: 'created, but not shown yet', patienceSeconds: 120 },
  );
}

/** Whether a call that ended like this may have been carried out: not where it was refused before. */
export function unanswered(error: unknown): boolean {
  return error instanceof TransientError && !(error instanceof RoleNotReady) && error.trouble !== 'throttled';
}
