import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Clock } from '../core/clock.ts';
import { closeServer, listen } from '../core/endpoint.ts';
import type { Faults } from '../core/faults.ts';
import type { RecordedRequest } from '../core/requests.ts';
import { type ApiParts, answerApi } from './api.ts';
import { type Oidc, oidcDesk, type TokenDesk } from './oidc.ts';
import {
  type Commit,
  newRepository,
  type PullRequest,
  type Repository,
  type RepositorySeed,
  type WorkflowRun,
} from './repository.ts';
import { newToken, type Token, type TokenSpec } from './tokens.ts';

export interface GitHubParts {
  readonly clock: Clock;
  /** Faults of service `github`, by the names of the operations, such as `CreateDeployment`. */
  readonly faults: Faults;
  record(request: RecordedRequest): void;
}

export interface GitHubOptions {
  /** Requests that a token may make in an hour [1000, as a GITHUB_TOKEN]. */
  readonly hourlyLimit?: number;
  /** [a free one] */
  readonly port?: number;
}

/** GitHub's side: its REST API and its OIDC provider, on a listener of their own. */
export interface GitHub {
  /** What GITHUB_API_URL says. */
  readonly apiUrl: string;
  readonly oidc: Oidc;
  addRepository(seed: RepositorySeed): Repository;
  repository(name: string): Repository;
  /** Adds a commit, on top of its parents, and moves the ref there if one is named. */
  addCommit(
    repository: string,
    commit: { sha: string; parents?: readonly string[]; message?: string; ref?: string },
  ): Commit;
  addIssue(repository: string, number: number): void;
  addPull(repository: string, pull: PullRequest): void;
  /** Starts a run of a workflow, or another attempt of it; the answer ends it. */
  startRun(repository: string, run: Omit<WorkflowRun, 'attempts'>): (conclusion: string) => void;
  /** A token as a job has it; only what `permissions` names is allowed. */
  token(spec: TokenSpec): string;
  /** The variables that point Octokit here. */
  environment(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts GitHub's side. */
export async function startGitHub(
  parts: GitHubParts,
  { hourlyLimit = 1000, port = 0 }: GitHubOptions = {},
): Promise<GitHub> {
  const repositories = new Map<string, Repository>();
  const tokens = new Map<string, Token>();
  const { clock, faults } = parts;
  const desk = oidcDesk(clock, () => `${url}${TOKEN_PATH}?api-version=2.0`);
  const api: ApiParts = { clock, faults, repositories, tokens, hourlyLimit };
  const server = createServer((message, response) => {
    answer(message, response, { api, desk, url, record: parts.record }).catch(() => response.destroy());
  });
  const url = await listen(server, port);
  const find = (name: string) => {
    const repository = repositories.get(name);
    if (!repository) throw new Error(`No repository ${name} in the local GitHub.`);
    return repository;
  };
  return {
    apiUrl: url,
    oidc: desk,
    addRepository(seed) {
      const repository = newRepository(seed);
      repositories.set(repository.name, repository);
      return repository;
    },
    repository: find,
    addCommit(name, { sha, parents = [], message = '', ref }) {
      const commit = { sha, parents, message, statuses: new Map() };
      find(name).commits.set(sha, commit);
      if (ref) find(name).refs.set(ref, sha);
      return commit;
    },
    addIssue: (name, number) => void find(name).issues.add(number),
    addPull: (name, pull) => void find(name).pulls.set(pull.number, pull),
    startRun(name, seed) {
      const { runs } = find(name);
      const attempt: WorkflowRun['attempts'][number] = { startedAt: clock.now() };
      runs.set(seed.id, { ...seed, attempts: [...(runs.get(seed.id)?.attempts ?? []), attempt] });
      return (conclusion) => {
        attempt.ended = { at: clock.now(), conclusion };
      };
    },
    token(spec) {
      const token = newToken(spec);
      tokens.set(token.value, token);
      return token.value;
    },
    environment: () => ({ GITHUB_API_URL: url, GITHUB_GRAPHQL_URL: `${url}/graphql` }),
    close: () => closeServer(server),
  };
}

const TOKEN_PATH = '/_services/oidc/token';

interface Desks {
  readonly api: ApiParts;
  readonly desk: TokenDesk;
  readonly url: string;
  record(request: RecordedRequest): void;
}

async function answer(message: IncomingMessage, response: ServerResponse, desks: Desks): Promise<void> {
  const [path = '/', query = ''] = (message.url ?? '/').split(/\?(.*)/s);
  const request = {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    authorization: message.headers.authorization ?? '',
    body: await text(message),
  };
  const given = oidcAnswer(desks.desk, request) ?? (await answerApi(desks.api, request, desks.url));
  const { operation, input, status } = given;
  desks.record({
    ...{ at: desks.api.clock.now(), service: 'github', operation, input, status, method: request.method, path },
    ...{ accountId: '', region: '', callerArn: '', userAgent: message.headers['user-agent'] ?? '' },
  });
  if (status === 0) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...given.headers });
  response.end(given.value === undefined ? undefined : JSON.stringify(given.value));
}

/** The OIDC provider's own paths. */
function oidcAnswer(
  { issue, issuer }: TokenDesk,
  {
    path,
    query,
    authorization,
  }: { readonly path: string; readonly query: URLSearchParams; readonly authorization: string },
): Awaited<ReturnType<typeof answerApi>> | undefined {
  const headers = {};
  if (path === '/.well-known/jwks')
    return { operation: 'GetKeys', input: {}, status: 200, headers, value: { keys: issuer.keys() } };
  if (path !== TOKEN_PATH) return undefined;
  const audience = query.get('audience') ?? undefined;
  const token = issue(authorization.replace(/^bearer /i, ''), audience);
  const seen = { operation: 'GetIdToken', input: { audience }, headers };
  return token
    ? { ...seen, status: 200, value: { count: token.length, value: token } }
    : { ...seen, status: 401, value: { message: 'The request token is not known.' } };
}
