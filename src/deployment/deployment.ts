import type { UserError } from '../errors.ts';
import type { DeploymentChange } from './change.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Ended } from './operation.ts';
import type { Rollout } from './rollout.ts';

/** What is deployed to which service, and how a failure and a cancelled job are dealt with. */
export interface Deployment<Service> extends Rollout<Service> {
  /** "the App Runner service clinic-dev" */
  readonly resource: string;
  readonly changes: readonly DeploymentChange[];
  /** The service before; undefined where there is none yet. */
  readonly before: Service | undefined;
  readonly onBusy: 'wait' | 'fail';
  /** Whether it is handed roles that it did not have. */
  readonly hasNewRoles?: boolean;
  readonly rollbackOnFailure: boolean;
  /** Whether a cancelled deployment is given up; only operations that know `abandon` can be. */
  readonly abandonOnCancel: boolean;
}

/** How a deployment ended, and the service after it. */
export interface Outcome<Service> {
  readonly service: Service | undefined;
  /** The last operation of this deployment, if one was started. */
  readonly operationId: string | undefined;
  /** Undefined while it goes on: the job was cancelled, or the deadline passed. */
  readonly ended: Ended | undefined;
  readonly rolledBack: boolean;
  readonly diagnostics: Diagnostics | undefined;
  /** `unseen`: the service could not be read in the end. `unwell`: nothing was deployed, since it runs what is asked for, but not well. */
  readonly state?: 'unseen' | 'unwell';
  readonly failure: UserError | undefined;
}
