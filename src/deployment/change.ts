import type { Change } from '../domain/plan.ts';
import type { FieldChange } from './fields.ts';

/**
 * One step of a deployment. `rebuild` deploys into a service whose creation failed, keeping its ARN and URL; `adopt` follows a
 * deployment of the same image that has begun by itself; `redeploy` deploys what a tag means now; `attach` sets what a call of its own attaches to the
 * service.
 */
export interface DeployChange extends Change {
  readonly kind: 'create' | 'update' | 'rebuild' | 'resume' | 'tag' | 'adopt' | 'redeploy' | 'attach';
  readonly fields: readonly FieldChange[];
}

/** Restores the whole configuration that was observed: for a chain in which a later stage failed. */
export interface RollbackChange extends Change {
  readonly kind: 'rollback';
  readonly fields: readonly [];
}

export type DeploymentChange = DeployChange | RollbackChange;
