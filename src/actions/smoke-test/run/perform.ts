import type { Probe, ProbeRequest } from '../../../http/probe.ts';
import type { Clock } from '../../../machine/clock.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import type { Attempt } from '../checks/attempt.ts';
import { checkCors } from '../checks/cors.ts';
import { checkHttps } from '../checks/https.ts';
import { sendRequest } from '../checks/request.ts';
import { checkSpa } from '../checks/spa.ts';
import type { Subject } from '../suite/check.ts';
import { substituted, type Variables } from '../variables.ts';

/** What checks do their work with, whatever they look at. */
export interface Instruments {
  /** The probe with a session's cookies, or the one without any. */
  probe(session: string | undefined): Probe;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Requests at once where order does not matter. */
  readonly concurrency: number;
}

/** Tries a check once. */
export function perform(
  subject: Subject,
  variables: Variables,
  session: string | undefined,
  { probe, clock, random, concurrency }: Instruments,
  connection: ProbeRequest['connection'],
  signal: AbortSignal,
): Promise<Attempt> {
  switch (subject.kind) {
    case 'request':
      return sendRequest(subject.request, variables, probe(session), connection, random, signal);
    case 'cors':
      return checkCors(substituted(subject.cors, variables), probe(session), random, signal);
    case 'spa':
      return checkSpa(substituted(subject.spa, variables), probe(session), random, concurrency, signal);
    case 'https':
      return checkHttps(substituted(subject.https, variables), probe(session), clock.now(), signal);
  }
}
