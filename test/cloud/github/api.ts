import type { Clock } from '../core/clock.ts';
import type { Fault, Faults } from '../core/faults.ts';
import { commentEndpoints } from './comments.ts';
import { deploymentEndpoints } from './deployments.ts';
import { historyEndpoints } from './history.ts';
import { pageOf } from './paging.ts';
import type { Repository } from './repository.ts';
import { type Endpoint, notFound, type RestCall, RestError, userJson } from './rest.ts';
import { runEndpoints } from './runs.ts';
import { permits, type Token } from './tokens.ts';

/** A request to the API, its body read. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
}

export interface ApiAnswer {
  readonly operation: string;
  readonly input: unknown;
  /** 0 cuts the connection. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly value?: unknown;
}

export interface ApiParts {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly repositories: ReadonlyMap<string, Repository>;
  readonly tokens: ReadonlyMap<string, Token>;
  /** Requests that a token may make in an hour. */
  readonly hourlyLimit: number;
}

const endpoints: readonly Endpoint[] = [
  ...deploymentEndpoints,
  ...commentEndpoints,
  ...historyEndpoints,
  ...runEndpoints,
];

/** Answers one request to GitHub's REST API: token, rate, fault, permission, endpoint. */
export async function answerApi(parts: ApiParts, request: ApiRequest, apiUrl: string): Promise<ApiAnswer> {
  const route = routeOf(request);
  const seen = { operation: route?.endpoint.operation ?? 'Unknown', input: undefined as unknown };
  let headers: Readonly<Record<string, string>> = {};
  try {
    const body = jsonOf(request.body);
    seen.input = { ...Object.fromEntries(request.query), ...body };
    const token = authenticated(parts, request.authorization);
    headers = countRequest(token, parts);
    if (request.method === 'GET' && request.path === '/user') return { ...whoami(token), input: seen.input, headers };
    if (request.method === 'POST' && request.path === '/graphql') {
      seen.operation = 'GetViewer';
      await strikes(parts, seen.operation, seen.input);
      return { ...seen, ...viewer(token, body), headers };
    }
    if (!route) throw notFound();
    const cut = await strikes(parts, route.endpoint.operation, seen.input);
    if (cut === 'before') return { ...seen, status: 0, headers };
    const repository = parts.repositories.get(route.repository);
    if (!repository || token.repository !== repository.name) throw notFound();
    const { query } = request;
    const call: RestCall = { repository, token, names: route.names, query, body, now: parts.clock.now(), apiUrl };
    const answer = perform(route.endpoint, call, apiUrl + request.path, headers);
    return cut === 'afterwards' ? { ...seen, status: 0, headers } : { ...seen, ...answer };
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return { ...seen, status: error.status, headers: { ...headers, ...error.headers }, value: errorJson(error) };
  }
}

interface Route {
  readonly endpoint: Endpoint;
  readonly repository: string;
  readonly names: readonly string[];
}

function routeOf({ method, path }: ApiRequest): Route | undefined {
  const [, repository = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(path) ?? [];
  for (const endpoint of endpoints) {
    const pattern = endpoint.path.replaceAll('*', '([^/]+)');
    const match = endpoint.method === method ? new RegExp(`^${pattern}$`).exec(rest) : null;
    if (match && repository) return { endpoint, repository, names: match.slice(1).map(decodeURIComponent) };
  }
  return undefined;
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  } catch {
    throw new RestError(400, 'Problems parsing JSON');
  }
}

function authenticated({ tokens }: ApiParts, authorization: string): Token {
  const value = /^(?:token|bearer) (.+)$/i.exec(authorization)?.[1];
  if (value === undefined) throw new RestError(401, 'Requires authentication');
  const token = tokens.get(value);
  if (!token) throw new RestError(401, 'Bad credentials');
  return token;
}

/** Counts the request against the token's hour and tells how much is left of it. */
function countRequest(token: Token, { clock, hourlyLimit }: ApiParts): Readonly<Record<string, string>> {
  const now = clock.now();
  if (now >= token.resetAt) Object.assign(token, { used: 0, resetAt: new Date(now.getTime() + 3_600_000) });
  const isOver = token.used >= hourlyLimit;
  if (!isOver) token.used++;
  const headers = {
    'x-ratelimit-limit': String(hourlyLimit),
    'x-ratelimit-remaining': String(hourlyLimit - token.used),
    'x-ratelimit-used': String(token.used),
    'x-ratelimit-reset': String(Math.ceil(token.resetAt.getTime() / 1000)),
    'x-ratelimit-resource': 'core',
  };
  if (isOver) throw new RestError(403, 'API rate limit exceeded for installation.', undefined, headers);
  return headers;
}

/** Plays the fault that is due for the call, and tells when to cut the connection. */
async function strikes(
  { faults, clock }: ApiParts,
  operation: string,
  input: unknown,
): Promise<'before' | 'afterwards' | 'never'> {
  const fault = faults.next('github', operation, input);
  if (!fault) return 'never';
  if (fault.kind === 'delay') await new Promise<void>((resolve) => clock.after(fault.milliseconds, resolve));
  const error = restError(fault);
  if (error) throw error;
  if (fault.kind !== 'reset') return 'never';
  return fault.afterwards ? 'afterwards' : 'before';
}

/** A throttled call has met GitHub's secondary rate limit. */
function restError(fault: Fault): RestError | undefined {
  switch (fault.kind) {
    case 'throttle':
      return new RestError(
        403,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        undefined,
        { 'retry-after': '1' },
      );
    case 'error':
      return new RestError(fault.status ?? 500, fault.message ?? fault.code);
    case 'deny':
      return notAccessible();
    case 'reset':
    case 'delay':
      return undefined;
  }
}

/** https://docs.github.com/en/rest/users/users#get-the-authenticated-user: for people, not for apps. */
function whoami({ login }: Token): Pick<ApiAnswer, 'operation' | 'status' | 'value'> {
  return login.endsWith('[bot]')
    ? { operation: 'GetUser', status: 403, value: errorJson(notAccessible()) }
    : { operation: 'GetUser', status: 200, value: userJson(login) };
}

/** GraphQL answers every token about itself: https://github.com/PSModule/GitHub/pull/154. It knows this one question here. */
function viewer({ login }: Token, { query }: RestCall['body']): Pick<ApiAnswer, 'status' | 'value'> {
  return String(query).replaceAll(/\s/g, '') === '{viewer{login}}'
    ? { status: 200, value: { data: { viewer: { login } } } }
    : { status: 200, value: { errors: [{ message: 'Parse error' }] } };
}

function notAccessible(): RestError {
  return new RestError(403, 'Resource not accessible by integration');
}

function perform(
  endpoint: Endpoint,
  call: RestCall,
  url: string,
  headers: Readonly<Record<string, string>>,
): Pick<ApiAnswer, 'status' | 'headers' | 'value'> {
  const anyOf = endpoint.permissions(call);
  const accepted = anyOf.map((each) =>
    Object.entries(each).map(([scope, level]) => `${scope.replace('-', '_')}=${level}`),
  );
  const shown = { ...headers, 'x-accepted-github-permissions': accepted.join('; ') };
  if (!permits(call.token, anyOf)) throw new RestError(403, notAccessible().message, undefined, shown);
  const answer = endpoint.perform(call);
  if (!('list' in answer)) return { ...answer, headers: shown };
  const { rows, link } = pageOf(answer.list, url, call.query);
  return { status: 200, headers: link ? { ...shown, link } : shown, value: rows };
}

function errorJson({ message, errors, status }: RestError): object {
  return {
    message,
    ...(errors ? { errors } : {}),
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
}
