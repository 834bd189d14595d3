import { GitHub, getOctokitOptions } from '@actions/github/lib/utils';
import { retrying } from './retry.ts';

export type Octokit = InstanceType<typeof GitHub>;

/** An API of GitHub's, and the token that asks it. */
export interface Api {
  readonly url: string;
  readonly token: string;
}

const attemptMilliseconds = 30_000;

/**
 * Octokit as `@actions/github` makes it, for one token and one signal: over Node's own fetch, which uses the proxies of the
 * process, and with `retrying` around each request.
 */
export function octokitFor(api: Api, signal: AbortSignal, longestMilliseconds = attemptMilliseconds): Octokit {
  const octokit = new GitHub(
    getOctokitOptions(api.token, {
      ...{ baseUrl: api.url.replace(/\/$/, ''), userAgent: 'aws-webapp-actions', log: silent },
      authStrategy: () => bearer(api.token),
      request: { fetch: fetchWithin(signal, longestMilliseconds), log: silent },
    }),
  );
  octokit.hook.wrap('request', retrying(signal));
  octokit.hook.before('request', (options) => {
    options.url = literalUrl(options.url, api.url);
    options.headers.accept = 'application/vnd.github+json';
    options.headers['x-github-api-version'] = '2022-11-28';
  });
  return octokit;
}

/** Octokit prints headers of an answer as warnings, and the runner obeys commands in them. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Octokit's own strategy sends `token` instead of `Bearer`, which the OIDC provider does not accept. */
function bearer(token: string) {
  return {
    hook: (send: (options: object) => unknown, options: { readonly headers: object }) =>
      send({ ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } }),
  };
}

function fetchWithin(signal: AbortSignal, longestMilliseconds: number): typeof fetch {
  return (url, init) =>
    fetch(url, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(longestMilliseconds)]) });
}

/**
 * The URL of a further page comes from an answer. It must be GitHub's, as the token is sent to it. Octokit would remove
 * `:name` and `{name}` from it as variables.
 */
function literalUrl(url: string, apiUrl: string): string {
  if (!/^https?:/.test(url)) return url;
  const { origin, pathname, search } = new URL(url);
  if (origin !== new URL(apiUrl).origin) throw new Error(`${url} is not GitHub's`);
  return origin + `${pathname}${search}`.replace(/[:{}]/g, encodeURIComponent);
}
