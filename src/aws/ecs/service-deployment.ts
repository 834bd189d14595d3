import type {
  ServiceDeployment as ApiServiceDeployment,
  ServiceDeploymentBrief,
  ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';

/** The deployment of one revision of a service, from its start to its end. */
export interface ServiceDeployment {
  readonly arn: string;
  readonly revisionArn: string;
  readonly status: ServiceDeploymentStatus;
  readonly reason: string | undefined;
  readonly createdAt: Date | undefined;
  /** "BAKE_TIME", where it is known. */
  readonly stage: string | undefined;
  /** Percent of the requests that go to the new revision, where it is known. */
  readonly traffic: number | undefined;
  /** Alarms that went off while it was watched. */
  readonly alarms: readonly string[];
}

/** A deployment as it is listed. */
export function briefly(brief: ServiceDeploymentBrief): ServiceDeployment {
  return {
    arn: brief.serviceDeploymentArn ?? '',
    revisionArn: brief.targetServiceRevisionArn ?? '',
    status: brief.status ?? 'PENDING',
    reason: brief.statusReason,
    createdAt: brief.createdAt,
    ...{ stage: undefined, traffic: undefined, alarms: [] },
  };
}

/** A deployment as it is described. */
export function fully(found: ApiServiceDeployment): ServiceDeployment {
  return {
    ...briefly({ ...found, targetServiceRevisionArn: found.targetServiceRevision?.arn }),
    reason: found.statusReason ?? found.rollback?.reason,
    stage: found.lifecycleStage,
    traffic: found.targetServiceRevision?.requestedProductionTrafficWeight,
    alarms: found.alarms?.triggeredAlarmNames ?? [],
  };
}
