import type { Repository } from '../../aws/ecr.ts';
import type { PushedBlob, Referrer } from '../../container/registry.ts';
import type { StoredManifest } from '../../domain/image-manifest.ts';
import type { UserError } from '../../errors.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import type { PushChange } from './plan.ts';
import type { Gate } from './scan/gate.ts';

/** The step to apply and to report. */
export type ToApply = Step<typeof contract, Observation, PushChange>;

/** What was done, up to the failure if there was one. */
export interface Outcome {
  readonly repository?: Pick<Repository, 'address'>;
  readonly image?: StoredManifest;
  /** How each blob came into the repository, as far as it is known. */
  readonly blobs: readonly PushedBlob[];
  /** The referrers that were copied. */
  readonly referrers?: readonly Referrer[];
  /** How many steps of a build came from its cache. */
  readonly reusedSteps?: number;
  readonly gate?: Gate;
  readonly phases: readonly Phase[];
  readonly failure?: UserError;
}

/** An image that is now in the repository, and how its blobs came there. */
export interface Brought extends Pick<Outcome, 'blobs' | 'referrers' | 'reusedSteps'> {
  readonly manifest: StoredManifest;
}

export interface Phase {
  readonly name: string;
  readonly seconds: number;
}

/** Carries out one phase and notes how long it took, also when it fails. */
export type TimedPhase = <T>(name: string, body: () => Promise<T>) => Promise<T>;
