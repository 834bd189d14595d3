import type { ProbeRequest, ProbeResponse, Prober, Unreachable } from '../../../http/probe.ts';

const maxHops = 10;

/** Follows redirects as browsers do; the response is the last one, the time that of all. */
export function followingRedirects(prober: Prober): Prober {
  return {
    async send(first) {
      let request = first;
      let milliseconds = 0;
      for (let hop = 0; hop <= maxHops; hop += 1) {
        const result = await prober.send(request);
        milliseconds += result.milliseconds;
        if (result.kind === 'unreachable') return { ...after(first, request, result), milliseconds };
        const next = nextRequest(request, result);
        if (!next) return { ...result, milliseconds };
        request = next;
      }
      const reason = `more than ${maxHops} redirects, the last one to ${new URL(request.url).origin}`;
      return { kind: 'unreachable', url: first.url, reason, advice: undefined, milliseconds };
    },
  };
}

/** Of a redirect's target only the origin is shown: the rest may hold a secret of the response. */
function after(first: ProbeRequest, { url }: ProbeRequest, result: Unreachable): Unreachable {
  if (first.url === url) return result;
  return { ...result, url: first.url, reason: `after a redirect to ${new URL(url).origin}: ${result.reason}` };
}

/** https://fetch.spec.whatwg.org/#http-redirect-fetch */
function nextRequest(request: ProbeRequest, { status, headers }: ProbeResponse): ProbeRequest | undefined {
  const location = headers.get('location')?.[0];
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const url = URL.parse(location, request.url);
  if (!url) return undefined;
  const becomesGet = status === 303 ? request.method !== 'HEAD' : status <= 302 && request.method === 'POST';
  const leaves = url.origin !== new URL(request.url).origin;
  const dropped = [...(becomesGet ? ['content-type', 'content-length'] : []), ...(leaves ? ['authorization'] : [])];
  return {
    ...request,
    url: url.href,
    method: becomesGet ? 'GET' : request.method,
    body: becomesGet ? undefined : request.body,
    headers: request.headers.filter(([name]) => !dropped.includes(name.toLowerCase())),
  };
}
