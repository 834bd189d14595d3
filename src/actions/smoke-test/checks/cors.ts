import type { ProbeResponse, ProbeResult } from '../../../http/probe.ts';
import type { Finding, Flaw } from '../expect/finding.ts';
import type { CorsTemplate } from '../suite/cors.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { unreachable } from './request.ts';

/**
 * Asks as a browser would on behalf of the allowed origin and of strangers: preflight, request, and an address that does
 * not exist, whose error a page may read only with the same headers. Only OPTIONS and GET are sent, so nothing changes.
 */
export async function checkCors(
  cors: CorsTemplate,
  { prober, random }: Pick<AttemptContext, 'prober' | 'random'>,
): Promise<Attempt> {
  const ask = (method: string, url: string, headers: readonly (readonly [string, string])[]) =>
    prober.send({ method, url, headers, timeoutMilliseconds: 30_000 });
  const preflight = (origin: string) => ask('OPTIONS', cors.url, preflightHeaders(cors, origin));
  const nowhere = `${withoutQuery(cors.url).replace(/\/$/, '')}/smoke-${Buffer.from(random(6)).toString('hex')}`;

  const findings: (readonly Finding[])[] = [
    judge('the preflight', await preflight(cors.origin), (response) => preflightFindings(cors, response)),
    judge('the response', await ask('GET', cors.url, [['origin', cors.origin]]), (response) =>
      sharedFindings(cors, 'the response', response),
    ),
    judge('an error', await ask('GET', nowhere, [['origin', cors.origin]]), (response) =>
      sharedFindings(cors, `an error (${response.status})`, response),
    ),
  ];
  for (const stranger of strangers(cors.origin)) {
    const responses = [await preflight(stranger), await ask('GET', cors.url, [['origin', stranger]])];
    findings.push(
      ...responses.map((result) => judge(stranger, result, (response) => strangerFindings(stranger, response))),
    );
  }
  return attempt(findings.flat());
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

/** Origins that a careless comparison lets in: any, one that starts like ours, and the one of local files. */
function strangers(origin: string): readonly string[] {
  return ['https://evil.example', `${origin}.evil.example`, 'null'];
}

function preflightHeaders({ method, headers }: CorsTemplate, origin: string): readonly (readonly [string, string])[] {
  const asked: readonly (readonly [string, string])[] =
    headers.length === 0 ? [] : [['access-control-request-headers', headers.join(',').toLowerCase()]];
  return [['origin', origin], ['access-control-request-method', method], ...asked];
}

function judge(
  what: string,
  result: ProbeResult,
  findings: (response: ProbeResponse) => readonly Finding[],
): readonly Finding[] {
  return result.kind === 'response'
    ? findings(result)
    : [{ ...unreachable(result), subject: `${what}: ${result.url}` }];
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch */
function preflightFindings(cors: CorsTemplate, response: ProbeResponse): readonly Finding[] {
  const methods = list(response, 'access-control-allow-methods').map((name) => name.toUpperCase());
  const headers = list(response, 'access-control-allow-headers').map((name) => name.toLowerCase());
  const wildcard = (names: readonly string[]) => !cors.credentials && names.includes('*');
  const methodAllowed =
    /^(GET|HEAD|POST)$/.test(cors.method) || methods.includes(cors.method.toUpperCase()) || wildcard(methods);
  const refused = wildcard(headers) ? [] : cors.headers.filter((name) => !headers.includes(name.toLowerCase()));
  return [
    ...findingUnless(response.status >= 200 && response.status <= 299, 'url', {
      subject: 'status of the preflight',
      expected: '200–299',
      actual: String(response.status),
      advice: 'Let OPTIONS through to the CORS handling, without a login.',
    }),
    ...sharedFindings(cors, 'the preflight', response),
    ...findingUnless(methodAllowed, 'method', {
      subject: 'access-control-allow-methods',
      expected: `with ${cors.method}`,
      actual: methods.join(', ') || 'none',
    }),
    ...refused.map((name) =>
      finding('headers', {
        subject: 'access-control-allow-headers',
        expected: `with ${name}`,
        actual: headers.join(', ') || 'none',
      }),
    ),
  ];
}

/** What every response to the allowed origin must carry, also an error, or the page cannot read it. */
function sharedFindings(cors: CorsTemplate, what: string, response: ProbeResponse): readonly Finding[] {
  const origins = response.headers.get('access-control-allow-origin') ?? [];
  const allowed = origins.join(', ');
  const anyone = allowed === '*' && !cors.credentials;
  const vary = list(response, 'vary').map((name) => name.toLowerCase());
  const credentials = response.headers.get('access-control-allow-credentials')?.join(', ');
  return [
    ...findingUnless(allowed === cors.origin || anyone, 'origin', {
      subject: `access-control-allow-origin of ${what}`,
      expected: cors.origin,
      actual: allowed || 'none',
      advice: originAdvice(allowed, what),
    }),
    ...findingUnless(!cors.credentials || credentials === 'true', 'credentials', {
      subject: `access-control-allow-credentials of ${what}`,
      expected: 'true',
      actual: credentials ?? 'none',
      advice: 'Without it browsers hide the response from a page that sends cookies.',
    }),
    ...findingUnless(anyone || vary.includes('origin') || vary.includes('*'), 'origin', {
      subject: `vary of ${what}`,
      expected: 'with Origin',
      actual: vary.join(', ') || 'none',
      advice: "Otherwise a cache may hand one origin's response to another.",
    }),
  ];
}

function originAdvice(allowed: string, what: string): string | undefined {
  if (allowed === '*') return 'Browsers refuse * for requests with cookies: send the origin itself.';
  if (allowed === '' && what.startsWith('an error'))
    return 'Set the CORS headers before routing, so that errors carry them too.';
  return allowed === '' ? "Add the site's origin to the API's allowed origins." : undefined;
}

function strangerFindings(origin: string, response: ProbeResponse): readonly Finding[] {
  const allowed = response.headers.get('access-control-allow-origin')?.join(', ') ?? '';
  const credentials = response.headers.get('access-control-allow-credentials')?.join(', ') === 'true';
  return findingUnless(allowed !== origin && !(allowed === '*' && credentials), 'origin', {
    subject: `access-control-allow-origin for ${origin}`,
    expected: 'none',
    actual: allowed,
    advice: 'Compare the whole origin with a list; never echo it.',
  });
}

function list({ headers }: ProbeResponse, name: string): readonly string[] {
  const values = headers.get(name)?.join(',') ?? '';
  return values
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function findingUnless(holds: boolean, at: string, flaw: Flaw): readonly Finding[] {
  return holds ? [] : [finding(at, flaw)];
}

function finding(at: string, flaw: Flaw): Finding {
  return { at: ['cors', at], ...flaw };
}
