import { setTimeout as wait } from 'node:timers/promises';
import { limitPause, otherPause } from './pace.ts';
import { type Refusal, refusalIn } from './refusal.ts';

/** A request without a usable answer. */
export class RequestFailure extends Error {
  /** `refused`: repeating it would not help. `exhausted`: repeating it did not help. `unanswered`: it may have been carried out. */
  readonly kind: 'refused' | 'exhausted' | 'unanswered';
  readonly tried: number;
  /** The last answer; undefined where there was none. */
  readonly refusal: Refusal | undefined;
  override readonly cause: Error;

  constructor(kind: RequestFailure['kind'], cause: Error, tried: number) {
    super(cause.message);
    this.kind = kind;
    this.cause = cause;
    this.tried = tried;
    this.refusal = refusalIn(cause);
  }
}

interface Request {
  readonly method: string;
  /** `repeatable`: whether the request is idempotent. A POST that is not is never repeated here, as it may have been carried out. */
  readonly request?: { readonly repeatable?: boolean };
}

const maxAttempts = 5;

/** A hook for Octokit: repeats a request where that is safe and helps, waits for rate limits, and ends with the signal. */
export function retrying(signal: AbortSignal) {
  return async <O extends object, A extends Answer>(send: (options: O) => A | Promise<A>, options: O & Request) => {
    for (let tried = 1; ; tried++) {
      const answer = await attempt(async () => send(options), signal);
      if (!(answer instanceof Error)) return answer;
      const refusal = refusalIn(answer);
      const pause = refusal && limitPause(refusal);
      if (pause === undefined && refusal && refusal.status < 500) throw new RequestFailure('refused', answer, tried);
      if (pause === undefined && !isRepeatable(options)) throw new RequestFailure('unanswered', answer, tried);
      if (pause === 'too long' || tried === maxAttempts) throw new RequestFailure('exhausted', answer, tried);
      await wait(pause ?? otherPause(tried), undefined, { signal }).catch(() => {
        throw signal.reason;
      });
    }
  };
}

interface Answer {
  readonly status: number;
  readonly data: unknown;
}

async function attempt<A extends Answer>(send: () => Promise<A>, signal: AbortSignal): Promise<A | Error> {
  signal.throwIfAborted();
  try {
    const answer = await send();
    // Octokit returns an answer that ends early, and one that is no JSON, as a text.
    return typeof answer.data === 'string' && answer.status !== 204
      ? new Error('the answer ended early, or is no JSON')
      : answer;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    // Octokit's errors have a status, also where no answer arrived. Any other error is a bug.
    if (error instanceof Error && 'status' in error) return error;
    throw error;
  }
}

function isRepeatable({ method, request }: Request): boolean {
  return request?.repeatable ?? method !== 'POST';
}
