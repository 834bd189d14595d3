import { mapConcurrently } from '../../../domain/map-concurrently.ts';
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
  { prober, random, concurrency }: Pick<AttemptContext, 'prober' | 'random' | 'concurrency'>,
): Promise<Attempt> {
  const ask = (method: string, url: string, headers: readonly (readonly [string, string])[]) =>
    prober.send({ method, url, headers, timeoutMilliseconds: 30_000 });
  const get = (url: string, origin: string) => ask('GET', url, [['origin', origin]]);
  const preflight = (origin: string) => ask('OPTIONS', cors.url, preflightHeaders(cors, origin));
  const nowhere = `${withoutQuery(cors.url).replace(/\/$/, '')}/smoke-${Buffer.from(random(6)).toString('hex')}`;

  const own = needsPreflight(cors)
    ? judge('the preflight', await preflight(cors.origin), (response) => preflightFindings(cors, response))
    : [];
  const [response, error] = [await get(cors.url, cors.origin), await get(nowhere, cors.origin)];
  const asked = await mapConcurrently(strangers(cors.origin), concurrency, async (stranger) => ({
    stranger,
    response: await get(cors.url, stranger),
    preflight: needsPreflight(cors) ? await preflight(stranger) : undefined,
  }));
  const isByOrigin = asked.some((one) => allowedOrigin(one.response) !== allowedOrigin(response));
  const shared = (what: string) => (result: ProbeResponse) => [
    ...sharedFindings(cors, what, result),
    ...(isByOrigin ? varyFindings(what, result) : []),
  ];
  return attempt([
    ...own,
    ...judge('the response', response, shared('the response')),
    ...judge('an error', error, (result) => shared(`an error (${result.status})`)(result)),
    ...asked.flatMap(({ stranger, ...results }) =>
      [results.preflight, results.response].flatMap((result) =>
        result ? judge(stranger, result, (found) => strangerFindings(stranger, found)) : [],
      ),
    ),
  ]);
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

/**
 * Origins that a careless comparison lets in: any, one that starts or ends like ours, any subdomain, the same host without
 * TLS, one that fits where a dot stands for any character, and the one of local files.
 */
function strangers(origin: string): readonly string[] {
  const url = URL.parse(origin);
  const others = ['https://evil.example', `${origin}.evil.example`, 'null'];
  if (!url || /^[\d.]+$|^\[|^localhost$/.test(url.hostname)) return others;
  const at = (host: string, protocol = url.protocol) => `${protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`;
  const dots = url.hostname.split('.').length - 1;
  return [
    ...others,
    at(`evil${url.hostname}`),
    at(`evil.${url.hostname}`),
    ...(url.protocol === 'https:' ? [at(url.hostname, 'http:')] : []),
    ...(dots > 1 ? [at(url.hostname.replace('.', 'x'))] : []),
  ];
}

/** Of these a browser asks for no leave: https://fetch.spec.whatwg.org/#cors-safelisted-method */
const safeMethods = ['GET', 'HEAD', 'POST'];
/** Without `content-type`, which is safe for forms only: a page that names it sends JSON. https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const safeHeaders = ['accept', 'accept-language', 'content-language', 'range'];

function unsafeHeaders({ headers }: CorsTemplate): readonly string[] {
  return headers.map((name) => name.toLowerCase()).filter((name) => !safeHeaders.includes(name));
}

function needsPreflight(cors: CorsTemplate): boolean {
  return !safeMethods.includes(cors.method) || unsafeHeaders(cors).length > 0;
}

function allowedOrigin(result: ProbeResult): string | undefined {
  return result.kind === 'response' ? result.headers.get('access-control-allow-origin')?.join(', ') : undefined;
}

function preflightHeaders(cors: CorsTemplate, origin: string): readonly (readonly [string, string])[] {
  const names = unsafeHeaders(cors);
  const asked: readonly (readonly [string, string])[] =
    names.length === 0 ? [] : [['access-control-request-headers', names.toSorted().join(',')]];
  return [['origin', origin], ['access-control-request-method', cors.method], ...asked];
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
  // As they are written: browsers do not take `patch` for PATCH.
  const methods = list(response, 'access-control-allow-methods');
  const headers = list(response, 'access-control-allow-headers').map((name) => name.toLowerCase());
  const wildcard = (names: readonly string[]) => !cors.credentials && names.includes('*');
  const methodAllowed = safeMethods.includes(cors.method) || methods.includes(cors.method) || wildcard(methods);
  // The wildcard covers all but `authorization`: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
  const refused = unsafeHeaders(cors).filter(
    (name) => !headers.includes(name) && !(wildcard(headers) && name !== 'authorization'),
  );
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
  ];
}

/** Where the answer goes by the origin, caches must know: one that is the same for all needs no Vary. */
function varyFindings(what: string, response: ProbeResponse): readonly Finding[] {
  const vary = list(response, 'vary').map((name) => name.toLowerCase());
  return findingUnless(vary.includes('origin') || vary.includes('*'), 'origin', {
    subject: `vary of ${what}`,
    expected: 'with Origin',
    actual: vary.join(', ') || 'none',
    advice: "Otherwise a cache may hand one origin's response to another.",
  });
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
