import type { ProbeResponse } from '../../../http/probe.ts';
import type { Finding, Flaw } from '../expect/finding.ts';
import { type CorsRequest, nameList, safeMethods } from './fetch-standard.ts';

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch, step 7 */
export function preflightFindings(
  request: CorsRequest,
  credentials: boolean,
  what: string,
  response: ProbeResponse,
): readonly Finding[] {
  return [
    ...findingUnless(response.status >= 200 && response.status <= 299, 'url', {
      subject: `status of ${what}`,
      expected: '200–299',
      actual: String(response.status),
      advice: 'Let OPTIONS through to the CORS handling, without a login.',
    }),
    ...sharedFindings(request, credentials, what, response),
    ...methodFindings(request, credentials, response),
    ...headerFindings(request, credentials, response),
  ];
}

/** What every response to the allowed origin must carry, also an error, or the page cannot read it. https://fetch.spec.whatwg.org/#cors-check */
export function sharedFindings(
  { origin }: CorsRequest,
  needsCredentials: boolean,
  what: string,
  response: ProbeResponse,
): readonly Finding[] {
  const allowed = headerOf(response, 'access-control-allow-origin');
  const anyone = allowed === '*' && !needsCredentials;
  const credentials = headerOf(response, 'access-control-allow-credentials');
  return [
    ...findingUnless(allowed === origin || anyone, 'origin', {
      subject: `access-control-allow-origin of ${what}`,
      expected: origin,
      actual: allowed ?? 'none',
      advice: originAdvice(allowed, origin, what),
    }),
    ...findingUnless(!needsCredentials || credentials === 'true', 'credentials', {
      subject: `access-control-allow-credentials of ${what}`,
      expected: 'true',
      actual: credentials ?? 'none',
      advice: 'Without it browsers hide the response from a page that sends cookies.',
    }),
  ];
}

function originAdvice(allowed: string | undefined, origin: string, what: string): string | undefined {
  if (origin === 'null')
    return 'A redirect to another origin makes the origin `null`: let the page ask the last address itself.';
  if (allowed === '*') return 'Browsers refuse * for requests with cookies: send the origin itself.';
  if (allowed?.includes(',')) return 'It must be sent once: the service and something in front of it both set it.';
  if (allowed !== undefined) return undefined;
  return what.startsWith('an error')
    ? 'Set the CORS headers before routing, so that errors carry them too.'
    : "Add the site's origin to the API's allowed origins.";
}

function methodFindings({ method }: CorsRequest, credentials: boolean, response: ProbeResponse): readonly Finding[] {
  const subject = 'access-control-allow-methods';
  // As they are written: browsers do not take `patch` for PATCH.
  const { names, malformed } = nameList(response.headers.get(subject) ?? []);
  if (malformed !== undefined) return [finding('method', malformedFlaw(subject, malformed))];
  const isAllowed = safeMethods.includes(method) || names.includes(method) || (!credentials && names.includes('*'));
  return findingUnless(isAllowed, 'method', {
    subject,
    expected: `with ${method}`,
    actual: names.join(', ') || 'none',
  });
}

function headerFindings(
  { unsafeHeaders }: CorsRequest,
  credentials: boolean,
  response: ProbeResponse,
): readonly Finding[] {
  const subject = 'access-control-allow-headers';
  const { names, malformed } = nameList(response.headers.get(subject) ?? []);
  if (malformed !== undefined) return [finding('headers', malformedFlaw(subject, malformed))];
  const allowed = names.map((name) => name.toLowerCase());
  // The wildcard covers all but `authorization`: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
  const covers = (name: string) => !credentials && allowed.includes('*') && name !== 'authorization';
  return unsafeHeaders
    .filter((name) => !allowed.includes(name) && !covers(name))
    .map((name) => finding('headers', { subject, expected: `with ${name}`, actual: allowed.join(', ') || 'none' }));
}

function malformedFlaw(subject: string, name: string): Flaw {
  const advice = 'Separate the names by commas, and write nothing else: browsers refuse the whole answer.';
  return { subject, expected: 'names', actual: JSON.stringify(name), advice };
}

/** Where the answer goes by the origin, caches must know: one that is the same for all needs no Vary. */
export function varyFindings(what: string, response: ProbeResponse): readonly Finding[] {
  const vary = (response.headers.get('vary') ?? [])
    .flatMap((value) => value.split(','))
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  return findingUnless(vary.includes('origin') || vary.includes('*'), 'origin', {
    subject: `vary of ${what}`,
    expected: 'with Origin',
    actual: vary.join(', ') || 'none',
    advice: "Otherwise a cache may hand one origin's response to another.",
  });
}

export function strangerFindings(origin: string, response: ProbeResponse): readonly Finding[] {
  const allowed = headerOf(response, 'access-control-allow-origin') ?? '';
  const credentials = headerOf(response, 'access-control-allow-credentials') === 'true';
  return findingUnless(allowed !== origin && !(allowed === '*' && credentials), 'origin', {
    subject: `access-control-allow-origin for ${origin}`,
    expected: 'none',
    actual: allowed,
    advice: 'Compare the whole origin with a list; never echo it.',
  });
}

/** A header that is sent twice is one with both values. */
export function headerOf({ headers }: ProbeResponse, name: string): string | undefined {
  return headers.get(name)?.join(', ');
}

export function findingUnless(holds: boolean, at: string, flaw: Flaw): readonly Finding[] {
  return holds ? [] : [finding(at, flaw)];
}

export function finding(at: string, flaw: Flaw): Finding {
  return { at: ['cors', at], ...flaw };
}
