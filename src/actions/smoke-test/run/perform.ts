import type { Probe, ProbeRequest } from '../../../http/probe.ts';
import type { Clock } from '../../../machine/clock.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import type { Attempt } from '../checks/attempt.ts';
import { checkCors } from '../checks/cors.ts';
import { checkHttps } from '../checks/https.ts';
import { type Sending, sendRequest } from '../checks/request.ts';
import { checkSpa } from '../checks/spa.ts';
import type { Subject } from '../suite/check.ts';
import { substituted, type Variables } from '../variables.ts';

/** What checks do their work with, whatever they look at. */
export interface Instruments {
  /** The probe with a session's cookies, or the one without any. */
  probe(session: string | undefined): Probe;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly disclosure: Sending['disclosure'];
  /** Requests at once where order does not matter. */
  readonly concurrency: number;
}

/** Tries a check once. */
export function perform(
  subject: Subject,
  variables: Variables,
  session: string | undefined,
  { probe: probeOf, clock, random, disclosure, concurrency }: Instruments,
  connection: ProbeRequest['connection'],
  signal: AbortSignal,
): Promise<Attempt> {
  const probe = probeOf(session);
  switch (subject.kind) {
    case 'request':
      return sendRequest(subject.request, variables, { probe, random, disclosure }, connection, signal);
    case 'cors':
      return checkCors(substituted(subject.cors, variables), probe, random, signal);
    case 'spa':
      return checkSpa(substituted(subject.spa, variables), probe, random, concurrency, signal);
    case 'https':
      return checkHttps(substituted(subject.https, variables), probe, clock.now(), signal);
  }
}
