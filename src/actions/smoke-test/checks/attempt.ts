import type { Routing } from '../../../domain/routing.ts';
import type { ProbeRequest, Prober } from '../../../http/probe.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import type { Captured } from '../capture.ts';
import type { Disclosure } from '../expect/disclosure.ts';
import type { Finding } from '../expect/finding.ts';
import type { RequestTemplate } from '../suite/request.ts';
import type { Variables } from '../variables.ts';

/** The result of one attempt at a check; the check passes when there are no findings. */
export interface Attempt {
  readonly findings: readonly Finding[];
  readonly captured: ReadonlyMap<string, Captured>;
  /** What is worth knowing, and no failure. */
  readonly notes?: readonly string[] | undefined;
  /** The request as a command that can be tried by hand. */
  readonly curl?: string | undefined;
}

/** What one attempt at a check works with. */
export interface AttemptContext {
  /** Sends with the cookies of the check's session, until the attempt's time is up. */
  readonly prober: Prober;
  readonly connection: ProbeRequest['connection'];
  readonly variables: Variables;
  readonly random: RandomBytes;
  /** Files of the repository that requests send, by their paths. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly now: Date;
  /** Requests at once where order does not matter. */
  readonly concurrency: number;
  /** How the addresses of a site become its files, where that is known. */
  readonly routing?: Routing | undefined;
  readonly disclosureOf: DisclosureOf;
  /** From here on, what of these values is secret is hidden. */
  readonly learn: Learn;
}

export type Learn = (captured: ReadonlyMap<string, Captured>) => void;

/** What may be shown of the response to a request with these variables. */
export type DisclosureOf = (request: Pick<RequestTemplate, 'showResponseBody'>, variables: Variables) => Disclosure;

export function attempt(findings: readonly Finding[]): Attempt {
  return { findings, captured: new Map() };
}
