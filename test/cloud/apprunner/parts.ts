import type { Clock } from '../core/clock.ts';
import type { Ecr } from '../ecr/ecr.ts';
import type { Iam } from '../iam/iam.ts';
import type { HealthCheckTimes } from '../runtime/health-check.ts';
import type { Router } from '../runtime/router.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Wait } from '../runtime/wait.ts';
import type { Secrets } from '../secrets-manager/secrets-manager.ts';
import type { OperationScripts } from './script.ts';
import type { ServiceLogs } from './service-logs.ts';
import type { AppRunnerService } from './state.ts';

/** How long the phases of an operation take, besides what really has to be done. */
export interface AppRunnerTimes extends HealthCheckTimes {
  /** Until an operation is IN_PROGRESS. */
  readonly pendingMilliseconds: number;
  readonly pullMilliseconds: number;
  readonly provisionMilliseconds: number;
  readonly routeMilliseconds: number;
  readonly rollbackMilliseconds: number;
  readonly pauseMilliseconds: number;
  readonly deleteMilliseconds: number;
  /** Until an instance that ended by itself is started anew. */
  readonly restartMilliseconds: number;
}

/** What App Runner needs of the rest of the cloud. */
export interface AppRunnerOutside {
  readonly clock: Clock;
  readonly iam: Pick<Iam, 'demand' | 'assumeForService'>;
  readonly ecr: Ecr;
  readonly secrets: Pick<Secrets, 'value'>;
  /** The variables by which an instance reaches the cloud as its role. */
  instanceEnvironment(roleArn: string | undefined, region: string): Readonly<Record<string, string>>;
}

/** What the operations of App Runner share. */
export interface AppRunnerParts extends AppRunnerOutside {
  readonly runtime: Runtime;
  readonly times: AppRunnerTimes;
  readonly scripts: OperationScripts;
  readonly logs: ServiceLogs;
  readonly wait: Wait;
  /** Aborted when the cloud is closed. */
  readonly closing: AbortSignal;
  router(service: AppRunnerService): Router;
}
