/** What a status of a platform means: still going, known to fail but still going, or over. */
export type Verdict = 'running' | 'failing' | 'succeeded' | 'failed' | 'rolled-back';

/** What one poll of an operation shows. */
export interface PollResult {
  /** In the platform's own word. */
  readonly status: string;
  readonly verdict: Verdict;
  /** How far it is, where the platform tells ("5 % of the traffic"). */
  readonly progress?: string | undefined;
  /** Why it failed, where the platform tells. */
  readonly reason?: string | undefined;
}

/**
 * One thing that a platform does to a service, from its start to its end. A deployment follows exactly this, and never the
 * service's status, which is fine again after a rollback.
 */
export interface Operation {
  /** As the platform names it: an id, an ARN, a request. */
  readonly id: string;
  /** Why it is not there any more, where the platform leaves but one reason. */
  readonly vanished?: string;
  /** `missing`: the platform does not list it (yet). Rejects with a TransientError where the platform cannot be asked just now. */
  poll(signal: AbortSignal): Promise<PollResult | 'missing'>;
  /** Asks the platform to stop it and to roll back; missing for platforms that cannot. The answer `missing`: not listed yet. */
  abandon?(signal: AbortSignal): Promise<'asked' | 'missing'>;
}

/** How an operation ended. */
export interface Ended {
  readonly operationId: string;
  readonly status: string;
  readonly verdict: Exclude<Verdict, 'running' | 'failing'>;
  readonly reason?: string | undefined;
  readonly seconds: number;
}
