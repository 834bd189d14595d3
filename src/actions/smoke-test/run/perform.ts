import type { Log } from '../../../github/log.ts';
import type { Probe, ProbeRequest, Unreachable } from '../../../http/probe.ts';
import type { Clock } from '../../../machine/clock.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import type { Attempt, AttemptContext, DisclosureOf, Learn } from '../checks/attempt.ts';
import { checkCors } from '../checks/cors.ts';
import { checkHealth } from '../checks/health.ts';
import { checkHttps } from '../checks/https.ts';
import { checkLatency } from '../checks/latency.ts';
import { checkLogin } from '../checks/login.ts';
import { sendRequest } from '../checks/request.ts';
import { checkSecurityHeaders } from '../checks/security-headers.ts';
import { checkSite } from '../checks/site.ts';
import { checkSpa } from '../checks/spa.ts';
import { checkUploadDownload } from '../checks/upload-download.ts';
import { checkVersion } from '../checks/version.ts';
import type { Subject } from '../suite/check.ts';
import { substituted, type Variables } from '../variables.ts';

/** What all checks of a suite run with. */
export interface CheckContext {
  /** The probe with a session's cookies, or the one without any. */
  probe(session: string | undefined): Probe;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
  readonly random: RandomBytes;
  readonly files: AttemptContext['files'];
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
  /** For all of the attempt's requests together. */
  readonly milliseconds: number;
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
    case 'health':
      return checkHealth(substituted(subject.health, variables), context);
    case 'version':
      return checkVersion(substituted(subject.version, variables), context);
    case 'latency':
      return checkLatency(substituted(subject.latency, variables), context);
    case 'login':
      return checkLogin(subject.login, context);
    case 'upload-download':
      return checkUploadDownload(substituted(subject.uploadDownload, variables), context);
    case 'https':
      return checkHttps(substituted(subject.https, variables), context);
    case 'security-headers':
      return checkSecurityHeaders(substituted(subject.securityHeaders, variables), context);
  }
}

/** Milliseconds for one attempt at a check, whatever of it hangs: a site is many files. */
export function attemptTime(subject: Subject): number {
  switch (subject.kind) {
    case 'request':
      return subject.request.timeoutSeconds * 1000;
    case 'cors':
    case 'health':
    case 'version':
    case 'login':
    case 'https':
    case 'security-headers':
      return 30_000;
    case 'latency':
    case 'upload-download':
    case 'spa':
    case 'site':
      return 120_000;
  }
}

export function attemptContext(
  { probe, clock, random, files, disclosureOf, learn, concurrency, routing }: CheckContext,
  { session, variables, connection, milliseconds, signal }: Try,
): AttemptContext {
  const until = clock.now().getTime() + milliseconds;
  const prober = {
    async send(request: ProbeRequest) {
      const left = until - clock.now().getTime();
      if (left <= 0) return outOfTime(request, milliseconds);
      return probe(session).send(
        { ...request, timeoutMilliseconds: Math.min(left, request.timeoutMilliseconds) },
        signal,
      );
    },
  };
  const now = clock.now();
  const dated = new Map([...variables, ['NOW', now.toISOString()]]);
  return { prober, connection, variables: dated, random, files, now, concurrency, routing, disclosureOf, learn };
}

function outOfTime({ url }: ProbeRequest, milliseconds: number): Unreachable {
  const reason = `nothing was sent, as the ${milliseconds / 1000} s of this check were over`;
  return { kind: 'unreachable', url, reason, advice: undefined, milliseconds: 0, reached: false, isOutOfTime: true };
}
