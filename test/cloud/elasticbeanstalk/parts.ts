import type { Clock } from '../core/clock.ts';
import type { Ecr } from '../ecr/ecr.ts';
import type { Iam } from '../iam/iam.ts';
import type { HealthCheckTimes } from '../runtime/health-check.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Wait } from '../runtime/wait.ts';
import type { S3 } from '../s3/s3.ts';
import type { Secrets } from '../secrets-manager/secrets-manager.ts';
import type { UpdateScripts } from './script.ts';
import type { Store } from './store.ts';

/** How long the phases of an update take, besides what really has to be done. */
export interface BeanstalkTimes extends HealthCheckTimes {
  readonly launchMilliseconds: number;
  /** Of each batch of instances. */
  readonly batchMilliseconds: number;
  readonly configureMilliseconds: number;
  readonly abortMilliseconds: number;
  /** Until the health shows what an update did. */
  readonly healthMilliseconds: number;
  readonly tailMilliseconds: number;
}

/** What Elastic Beanstalk needs of the rest of the cloud. */
export interface BeanstalkOutside {
  readonly clock: Clock;
  readonly iam: Pick<Iam, 'demand' | 'assumeForService'>;
  readonly ecr: Ecr;
  readonly s3: S3;
  readonly secrets: Pick<Secrets, 'value'>;
  /** The variables by which an instance reaches the cloud as its role. */
  instanceEnvironment(roleArn: string | undefined, region: string): Readonly<Record<string, string>>;
}

/** What the operations of Elastic Beanstalk share. */
export interface BeanstalkParts extends BeanstalkOutside {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly times: BeanstalkTimes;
  readonly scripts: UpdateScripts;
  /** Most events of a page [1000]. */
  readonly pageSize: number;
  readonly wait: Wait;
  /** Aborted when the cloud is closed. */
  readonly closing: AbortSignal;
}
