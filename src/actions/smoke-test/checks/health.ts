import type { ProbeResponse } from '../../../http/probe.ts';
import type { Finding } from '../expect/finding.ts';
import { typeAndSize } from '../expect/kind-and-size.ts';
import type { HealthTemplate } from '../suite/look.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { unreachable } from './request.ts';

/** Asks as a load balancer does: without credentials, over a new connection, and without following redirects. */
export async function checkHealth(
  { url }: HealthTemplate,
  { prober }: Pick<AttemptContext, 'prober'>,
): Promise<Attempt> {
  const response = await prober.send({
    method: 'GET',
    url,
    headers: [],
    timeoutMilliseconds: 30_000,
    connection: 'new',
  });
  return attempt(response.kind === 'unreachable' ? [unreachable(response)] : healthFindings(response));
}

function healthFindings(response: ProbeResponse): readonly Finding[] {
  const { status, headers } = response;
  const type = headers.get('content-type')?.[0] ?? '';
  if (status < 200 || status > 299)
    return [finding('status', '200–299', `${status} with ${typeAndSize(response)}`, adviceFor(status))];
  if (/^text\/html\b/i.test(type))
    return [
      finding(
        'content-type',
        'no HTML page',
        type,
        'A page answers in place of the API: correct `api-url`, or the path pattern of the API in the distribution.',
      ),
    ];
  const age = Number(headers.get('age')?.[0] ?? '0');
  if (age > 0)
    return [
      finding(
        'age',
        'an answer of now',
        `one that a cache kept for ${age} s`,
        'Send cache-control: no-store with it, or set the cache policy CachingDisabled for the API.',
      ),
    ];
  return [];
}

function adviceFor(status: number): string {
  if (status >= 300 && status <= 399)
    return 'Health checks follow no redirect: let the path of `health-check-path` answer itself.';
  if (status === 401 || status === 403)
    return 'Health checks have no credentials: let the app answer this path to everybody.';
  if (status === 404) return 'Set `health-check-path` to a path that the app serves, and this check to the same.';
  return 'The app runs, but is not well: look at its log, and at the settings of what it depends on, such as DATABASE_URL.';
}

function finding(subject: string, expected: string, actual: string, advice: string): Finding {
  return { at: ['health'], subject, expected, actual, advice };
}
