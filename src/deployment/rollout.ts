import type { DeployChange } from './change.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Health } from './health.ts';
import type { Ended, Operation } from './operation.ts';

/** How one run changes one service: each write as an operation that can be followed. */
export interface Rollout<Service> {
  /** Begins a change. `busy`: something else is running. `done`: it took no operation. */
  start(change: DeployChange, signal: AbortSignal): Promise<Operation | 'busy' | 'done'>;
  /** Begins to deploy the configuration from before; undefined where nothing ever ran. */
  readonly rollBack?: ((signal: AbortSignal) => Promise<Operation | 'busy'>) | undefined;
  /** What somebody else did to the service since this run changed it: it is never undone. */
  others?(signal: AbortSignal): Promise<string | undefined>;
  /** What a service that was deployed to runs instead of what was asked for; undefined: just that. */
  otherThanAsked?(service: Service): string | undefined;
  /** Whether the service is well: asked at the end of every run, also of one that had nothing to deploy. */
  readonly health?: Health<Service> | undefined;
  /** The service as it is now. */
  service(signal: AbortSignal): Promise<Service | undefined>;
  /** Why the operation failed, from events and logs since a time. */
  diagnose(ended: Ended, since: Date): Promise<Diagnostics>;
  /** The command with which a person watches an operation that goes on without this job. */
  watch(): string;
}
