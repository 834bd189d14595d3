import type {
  Service as ApiService,
  ServiceDeployment as ApiServiceDeployment,
  Task as ApiTask,
  ECSExpressGatewayService,
  ExpressGatewayServiceConfiguration,
  ServiceDeploymentBrief,
  ServiceRevisionSummary,
  UpdatedExpressGatewayService,
} from '@aws-sdk/client-ecs';
import { circuitBreakerThreshold } from './deployments.ts';
import { clusterArn, type EcsService, isOver, type Revision, type ServiceDeployment, type Task } from './state.ts';

export function expressView(service: EcsService, withTags: boolean): ECSExpressGatewayService {
  const current = service.deployments[0]?.arn;
  return {
    ...identity(service),
    infrastructureRoleArn: service.infrastructureRoleArn,
    ...(current ? { currentDeployment: current } : {}),
    activeConfigurations: service.active.map((revision) => revisionView(service, revision)),
    ...(withTags ? { tags: tagsView(service) } : {}),
  };
}

export function updatedView(service: EcsService, target: Revision): UpdatedExpressGatewayService {
  return { ...identity(service), targetConfiguration: revisionView(service, target) };
}

function identity(service: EcsService) {
  return {
    cluster: service.cluster,
    serviceName: service.name,
    serviceArn: service.arn,
    status: { statusCode: service.status },
    createdAt: service.createdAt,
    updatedAt: service.updatedAt,
  };
}

export function revisionView(service: EcsService, revision: Revision): ExpressGatewayServiceConfiguration {
  const { configuration } = revision;
  return {
    serviceRevisionArn: revision.arn,
    taskDefinitionArn: revision.taskDefinitionArn,
    networkConfiguration: { subnets: [...configuration.subnets], securityGroups: [...configuration.securityGroups] },
    healthCheckPath: configuration.healthCheckPath,
    ...(configuration.ownTaskDefinition ? {} : registeredView(configuration)),
    scalingTarget: configuration.scalingTarget,
    ingressPaths: [{ accessType: 'PUBLIC', endpoint: service.endpoint }],
    createdAt: revision.createdAt,
  };
}

/** What ECS describes of the task definitions that it registers by itself. */
function registeredView(configuration: Revision['configuration']): ExpressGatewayServiceConfiguration {
  return {
    executionRoleArn: configuration.executionRoleArn,
    ...(configuration.taskRoleArn ? { taskRoleArn: configuration.taskRoleArn } : {}),
    cpu: configuration.cpu,
    memory: configuration.memory,
    cpuArchitecture: configuration.cpuArchitecture,
    primaryContainer: {
      image: configuration.image,
      containerPort: configuration.port,
      awsLogsConfiguration: { logGroup: configuration.logGroup, logStreamPrefix: configuration.logStreamPrefix },
      ...(configuration.repositoryCredentials
        ? { repositoryCredentials: { credentialsParameter: configuration.repositoryCredentials } }
        : {}),
      ...(configuration.command.length > 0 ? { command: [...configuration.command] } : {}),
      environment: [...configuration.environment],
      secrets: [...configuration.secrets],
    },
  };
}

export function briefView(service: EcsService, deployment: ServiceDeployment): ServiceDeploymentBrief {
  return {
    serviceDeploymentArn: deployment.arn,
    serviceArn: service.arn,
    clusterArn: clusterArn(service),
    createdAt: deployment.createdAt,
    ...(deployment.startedAt ? { startedAt: deployment.startedAt } : {}),
    ...(deployment.finishedAt ? { finishedAt: deployment.finishedAt } : {}),
    targetServiceRevisionArn: deployment.target.arn,
    status: deployment.status,
    ...(deployment.statusReason ? { statusReason: deployment.statusReason } : {}),
  };
}

export function deploymentView(service: EcsService, deployment: ServiceDeployment): ApiServiceDeployment {
  const { source, target, percent, lifecycleStage, rollback, stoppedAt, failedTasks } = deployment;
  const { targetServiceRevisionArn: _, ...brief } = briefView(service, deployment);
  return {
    ...brief,
    updatedAt: deployment.updatedAt,
    sourceServiceRevisions: source ? [summary(source, 100 - percent)] : [],
    targetServiceRevision: summary(target, percent),
    ...(lifecycleStage ? { lifecycleStage } : {}),
    ...(rollback ? { rollback } : {}),
    ...(stoppedAt ? { stoppedAt } : {}),
    deploymentCircuitBreaker: {
      status:
        failedTasks >= circuitBreakerThreshold
          ? 'TRIGGERED'
          : isOver(deployment)
            ? 'MONITORING_COMPLETE'
            : 'MONITORING',
      failureCount: failedTasks,
      threshold: circuitBreakerThreshold,
    },
    alarms: {
      status: deployment.alarmed ? 'TRIGGERED' : isOver(deployment) ? 'MONITORING_COMPLETE' : 'MONITORING',
      alarmNames: ['HTTP4xx5xxErrors'],
      ...(deployment.alarmed ? { triggeredAlarmNames: ['HTTP4xx5xxErrors'] } : {}),
    },
  };
}

function summary({ arn }: Revision, weight: number): ServiceRevisionSummary {
  return {
    arn,
    requestedTaskCount: 1,
    runningTaskCount: weight > 0 ? 1 : 0,
    pendingTaskCount: 0,
    requestedProductionTrafficWeight: weight,
  };
}

export function serviceView(service: EcsService): ApiService {
  const current = service.deployments.find((one) => !isOver(one));
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: clusterArn(service),
    status: service.status,
    resourceManagementType: service.management,
    launchType: 'FARGATE',
    ...service.plain,
    desiredCount: 1,
    runningCount: service.served ? 1 : 0,
    pendingCount: 0,
    events: [...service.events],
    createdAt: service.createdAt,
    ...(current ? { currentServiceDeployment: current.arn } : {}),
    currentServiceRevisions: service.active.map(({ arn }) => ({
      arn,
      requestedTaskCount: 1,
      runningTaskCount: 1,
      pendingTaskCount: 0,
    })),
  };
}

export function taskView(service: EcsService, task: Task): ApiTask {
  return {
    taskArn: task.arn,
    clusterArn: clusterArn(service),
    taskDefinitionArn: task.revision.taskDefinitionArn,
    group: `service:${service.name}`,
    launchType: 'FARGATE',
    cpu: task.revision.configuration.cpu,
    memory: task.revision.configuration.memory,
    createdAt: task.createdAt,
    lastStatus: task.lastStatus,
    desiredStatus: task.lastStatus === 'STOPPED' ? 'STOPPED' : 'RUNNING',
    ...(task.stoppedAt ? { stoppedAt: task.stoppedAt } : {}),
    ...(task.stopCode ? { stopCode: task.stopCode } : {}),
    ...(task.stoppedReason ? { stoppedReason: task.stoppedReason } : {}),
    containers: [
      {
        name: 'Main',
        taskArn: task.arn,
        image: task.revision.configuration.image,
        lastStatus: task.lastStatus,
        ...(task.exitCode === undefined ? {} : { exitCode: task.exitCode }),
        ...(task.containerReason ? { reason: task.containerReason } : {}),
      },
    ],
  };
}

export function tagsView({ tags }: EcsService) {
  return [...tags].map(([key, value]) => ({ key, value }));
}
