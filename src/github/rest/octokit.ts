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
 * Octokit as `@actions/github` makes it, for one token and until the signal ends: over Node's own fetch, which goes through
 * the proxies that the process is set to, and with `retrying` around each request.
 */
export function octokitFor(api: Api, signal: AbortSignal): Octokit {
  const octokit = new GitHub(
    getOctokitOptions(api.token, {
      ...{ baseUrl: api.url.replace(/\/$/, ''), userAgent: 'aws-webapp-actions', log: silent },
      authStrategy: () => bearer(api.token),
      request: { fetch: fetchWithin(signal), log: silent },
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

/** Octokit writes to stderr what headers of an answer say, which the runner might take for a command. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Octokit's own strategy says `token`, which the API takes too, but not the service that gives OIDC tokens. */
function bearer(token: string) {
  return {
    hook: (send: (options: object) => unknown, options: { readonly headers: object }) =>
      send({ ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } }),
  };
}

function fetchWithin(signal: AbortSignal): typeof fetch {
  return (url, init) =>
    fetch(url, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(attemptMilliseconds)]) });
}

/**
 * The URL of a further page, which an answer names, must be GitHub's: the token goes with it. Octokit would take `:name`
 * and `{name}` in it for variables, and leave them out.
 */
function literalUrl(url: string, apiUrl: string): string {
  if (!/^https?:/.test(url)) return url;
  const { origin, pathname, search } = new URL(url);
  if (origin !== new URL(apiUrl).origin) throw new Error(`${url} is not GitHub's`);
  return origin + `${pathname}${search}`.replace(/[:{}]/g, encodeURIComponent);
}
