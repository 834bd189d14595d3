import type { Clock } from '../core/clock.ts';
import type { Ecr } from '../ecr/ecr.ts';
import type { Iam } from '../iam/iam.ts';
import type { Logs } from '../logs/logs.ts';
import type { HealthCheckTimes } from '../runtime/health-check.ts';
import type { Router } from '../runtime/router.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Wait } from '../runtime/wait.ts';
import type { Secrets } from '../secrets-manager/secrets-manager.ts';
import type { DeploymentScripts } from './script.ts';
import type { EcsService } from './state.ts';

/** How long the phases of a deployment take, besides what really has to be done. */
export interface EcsTimes extends HealthCheckTimes {
  /** Until a service deployment can be listed: ECS makes it some time after the call. */
  readonly listedMilliseconds: number;
  /** Until it is IN_PROGRESS. */
  readonly pendingMilliseconds: number;
  readonly provisionMilliseconds: number;
  /** How long 5 % of the requests go to the new revision; three minutes in AWS. */
  readonly canaryBakeMilliseconds: number;
  /** How long the old revision stays up after all requests go to the new one; three minutes in AWS. */
  readonly bakeMilliseconds: number;
  readonly cleanUpMilliseconds: number;
  readonly rollbackMilliseconds: number;
  readonly drainMilliseconds: number;
  /** Until a task takes the place of one that ended. */
  readonly restartMilliseconds: number;
}

/** What ECS needs of the rest of the cloud. */
export interface EcsOutside {
  readonly clock: Clock;
  readonly iam: Pick<Iam, 'demand' | 'assumeForService'>;
  readonly ecr: Ecr;
  readonly secrets: Pick<Secrets, 'value'>;
  readonly logs: Logs;
  /** The variables by which a task reaches the cloud as its role. */
  instanceEnvironment(roleArn: string | undefined, region: string): Readonly<Record<string, string>>;
}

/** What the operations of ECS share. */
export interface EcsParts extends EcsOutside {
  readonly runtime: Runtime;
  readonly times: EcsTimes;
  readonly scripts: DeploymentScripts;
  readonly wait: Wait;
  /** Aborted when the cloud is closed. */
  readonly closing: AbortSignal;
  router(service: EcsService): Router;
}
