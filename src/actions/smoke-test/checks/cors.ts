import { mapConcurrently } from '../../../domain/map-concurrently.ts';
import type { ProbeResponse, ProbeResult } from '../../../http/probe.ts';
import { type CorsRequest, corsRequest, needsPreflight, preflightHeaders } from '../cors/fetch-standard.ts';
import {
  finding,
  headerOf,
  preflightFindings,
  sharedFindings,
  strangerFindings,
  varyFindings,
} from '../cors/findings.ts';
import { maxRedirects, redirected } from '../cors/redirect.ts';
import { strangers } from '../cors/strangers.ts';
import type { Finding } from '../expect/finding.ts';
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
  const ask = asking(prober);
  const request = corsRequest(cors);
  const own = await exchanges(request, ask);
  const nowhere = `${withoutQuery(cors.url).replace(/\/$/, '')}/smoke-${Buffer.from(random(6)).toString('hex')}`;
  const error = await ask.get({ ...request, url: nowhere });
  const asked = await mapConcurrently(strangers(request.origin), concurrency, async (origin) => {
    const stranger = { ...request, origin };
    const response = await ask.get(stranger);
    return { origin, response, preflight: needsPreflight(request) ? await ask.preflight(stranger) : undefined };
  });
  const isByOrigin = asked.some((one) => allowedOrigin(one.response) !== allowedOrigin(own[0]?.response));
  return attempt([
    ...own.flatMap((exchange, hop) => exchangeFindings(exchange, cors.credentials, isByOrigin && hop === 0)),
    ...judge('an error', error, (result) =>
      responseFindings({ ...request, url: nowhere }, cors.credentials, `an error (${result.status})`, {
        ...{ response: result, isByOrigin },
      }),
    ),
    ...asked.flatMap(({ origin, ...results }) =>
      [results.preflight, results.response].flatMap((result) =>
        result ? judge(origin, result, (found) => strangerFindings(origin, found)) : [],
      ),
    ),
  ]);
}

interface Ask {
  get(request: CorsRequest): Promise<ProbeResult>;
  preflight(request: CorsRequest): Promise<ProbeResult>;
}

function asking(prober: AttemptContext['prober']): Ask {
  return {
    get: ({ url, origin }) =>
      prober.send({ method: 'GET', url, headers: [['origin', origin]], timeoutMilliseconds: 30_000 }),
    preflight: (request) =>
      prober.send({
        ...{ method: 'OPTIONS', url: request.url },
        ...{ headers: preflightHeaders(request), timeoutMilliseconds: 30_000 },
      }),
  };
}

/** A request of a page with what came of it; the redirects that it followed come before it. */
interface Exchange {
  readonly request: CorsRequest;
  readonly preflight: ProbeResult | undefined;
  readonly response: ProbeResult;
  /** What browsers do not follow. */
  readonly refused: readonly Finding[];
  readonly isRedirected: boolean;
}

/** The request, and those to which redirects lead: each with the preflight that it needs. */
async function exchanges(first: CorsRequest, ask: Ask): Promise<readonly Exchange[]> {
  const made: Exchange[] = [];
  let request: CorsRequest | undefined = first;
  while (request !== undefined) {
    const preflight: ProbeResult | undefined = needsPreflight(request) ? await ask.preflight(request) : undefined;
    const response: ProbeResult = await ask.get(request);
    const next: ReturnType<typeof nextRequest> =
      response.kind === 'response' ? nextRequest(request, response, made.length) : undefined;
    const refused = next !== undefined && 'at' in next ? [next] : [];
    made.push({ request, preflight, response, refused, isRedirected: made.length > 0 });
    request = next === undefined || 'at' in next ? undefined : next;
  }
  return made;
}

function nextRequest(
  request: CorsRequest,
  response: ProbeResponse,
  redirects: number,
): CorsRequest | Finding | undefined {
  const next = redirected(request, response);
  if (next === undefined || 'subject' in next) return next && finding('url', next);
  return redirects < maxRedirects ? next : tooManyRedirects;
}

const tooManyRedirects = finding('url', {
  subject: 'redirects',
  expected: `at most ${maxRedirects}`,
  actual: 'more',
});

function exchangeFindings(
  { request, preflight, response, refused, isRedirected }: Exchange,
  credentials: boolean,
  isByOrigin: boolean,
): readonly Finding[] {
  const after = isRedirected ? ` after a redirect to ${new URL(request.url).origin}` : '';
  const [asked, read] = [`the preflight${after}`, `the response${after}`];
  return [
    ...(preflight ? judge(asked, preflight, (found) => preflightFindings(request, credentials, asked, found)) : []),
    ...judge(read, response, (found) => responseFindings(request, credentials, read, { response: found, isByOrigin })),
    ...refused,
  ];
}

function responseFindings(
  request: CorsRequest,
  credentials: boolean,
  what: string,
  { response, isByOrigin }: { readonly response: ProbeResponse; readonly isByOrigin: boolean },
): readonly Finding[] {
  return [...sharedFindings(request, credentials, what, response), ...(isByOrigin ? varyFindings(what, response) : [])];
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

function allowedOrigin(result: ProbeResult | undefined): string | undefined {
  return result?.kind === 'response' ? headerOf(result, 'access-control-allow-origin') : undefined;
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
