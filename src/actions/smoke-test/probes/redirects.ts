import type { ProbeRequest, ProbeResponse, Prober, Redirect, Unreachable } from '../../../http/probe.ts';

const maxHops = 10;

/**
 * Follows redirects as browsers do; the response is the last one, the time that of all. What the suite sends, headers and
 * body, goes to the origin that it names and to those in `trusted`, and to no other: a server decides where a redirect leads.
 */
export function followingRedirects(prober: Prober, trusted: readonly string[]): Prober {
  return {
    async send(first) {
      const known = new Set([first.url, ...trusted].map((url) => new URL(url).origin));
      let request = first;
      let milliseconds = 0;
      const redirects: Redirect[] = [];
      for (let hop = 0; hop <= maxHops; hop += 1) {
        const result = await prober.send(request);
        milliseconds += result.milliseconds;
        if (result.kind === 'unreachable') return { ...after(first, request, result), milliseconds };
        const next = nextRequest(request, result, known);
        if (!next) return { ...result, milliseconds, redirects };
        redirects.push({ url: request.url, status: result.status, to: next.url });
        if (next.body !== undefined && !known.has(new URL(next.url).origin))
          return { ...refused(first, bodyLeaves(next)), milliseconds };
        request = next;
      }
      const reason = `more than ${maxHops} redirects, the last one to ${new URL(request.url).origin}`;
      return { ...refused(first, reason), milliseconds, reached: true };
    },
  };
}

function bodyLeaves({ url }: ProbeRequest): string {
  return `a redirect that takes the body to ${new URL(url).origin}; name that origin in \`redirect-origins\` if it may have it`;
}

function refused({ url }: ProbeRequest, reason: string): Unreachable {
  return { kind: 'unreachable', url, reason, advice: undefined, milliseconds: 0, reached: false };
}

/** Of a redirect's target only the origin is shown: the rest may hold a secret of the response. */
function after(first: ProbeRequest, { url }: ProbeRequest, result: Unreachable): Unreachable {
  if (first.url === url) return result;
  return { ...result, url: first.url, reason: `after a redirect to ${new URL(url).origin}: ${result.reason}` };
}

/** These say nothing but who asks. */
const everywhere = ['user-agent', 'accept'];
const ofBody = ['content-type', 'content-length'];

/** https://fetch.spec.whatwg.org/#http-redirect-fetch */
function nextRequest(
  request: ProbeRequest,
  { status, headers }: ProbeResponse,
  known: ReadonlySet<string>,
): ProbeRequest | undefined {
  const location = headers.get('location')?.[0];
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const url = URL.parse(location, request.url);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const becomesGet = status === 303 ? request.method !== 'HEAD' : status <= 302 && request.method === 'POST';
  const isKnown = known.has(url.origin);
  const goesAlong = (name: string) => (isKnown ? !becomesGet || !ofBody.includes(name) : everywhere.includes(name));
  return {
    ...request,
    url: url.href,
    method: becomesGet ? 'GET' : request.method,
    body: becomesGet ? undefined : request.body,
    headers: request.headers.filter(([name]) => goesAlong(name.toLowerCase())),
  };
}
