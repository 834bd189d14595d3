import type { Log } from '../../../github/log.ts';
import type { Probe, ProbeRequest } from '../../../http/probe.ts';
import type { Clock } from '../../../machine/clock.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import type { Attempt, AttemptContext, DisclosureOf, Learn } from '../checks/attempt.ts';
import { checkCors } from '../checks/cors.ts';
import { checkHttps } from '../checks/https.ts';
import { sendRequest } from '../checks/request.ts';
import { checkSite } from '../checks/site.ts';
import { checkSpa } from '../checks/spa.ts';
import type { Subject } from '../suite/check.ts';
import { substituted, type Variables } from '../variables.ts';

/** What all checks of a suite run with. */
export interface CheckContext {
  /** The probe with a session's cookies, or the one without any. */
  probe(session: string | undefined): Probe;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
  readonly random: RandomBytes;
  readonly disclosureOf: DisclosureOf;
  readonly learn: Learn;
  /** Requests at once where order does not matter. */
  readonly concurrency: number;
  readonly routing?: AttemptContext['routing'];
  /** Ends the checks: cancelled, or the deadline of all has passed. */
  readonly signal: AbortSignal;
}

/** One attempt: whose cookies it uses, with which values, over which connection, and until when. */
export interface Try {
  readonly session: string | undefined;
  readonly variables: Variables;
  readonly connection: ProbeRequest['connection'];
  readonly signal: AbortSignal;
}

/** Makes one attempt at a check. */
export function perform(subject: Subject, context: AttemptContext): Promise<Attempt> {
  const { variables } = context;
  switch (subject.kind) {
    case 'request':
      return sendRequest(subject.request, context);
    case 'cors':
      return checkCors(substituted(subject.cors, variables), context);
    case 'spa':
      return checkSpa(substituted(subject.spa, variables), context);
    case 'site':
      return checkSite(substituted(subject.site, variables), context);
    case 'https':
      return checkHttps(substituted(subject.https, variables), context);
  }
}

export function attemptContext(
  { probe, clock, random, disclosureOf, learn, concurrency, routing }: CheckContext,
  { session, variables, connection, signal }: Try,
): AttemptContext {
  const prober = { send: (request: ProbeRequest) => probe(session).send(request, signal) };
  return { prober, connection, variables, random, now: clock.now(), concurrency, routing, disclosureOf, learn };
}
