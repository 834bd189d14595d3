import type { Repository } from './repository.ts';
import type { Permissions, Token } from './tokens.ts';

/** One call of the REST API, past authentication. */
export interface RestCall {
  readonly repository: Repository;
  readonly token: Token;
  /** The names in the path after `/repos/{owner}/{repo}`. */
  readonly names: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly now: Date;
  /** The URL of the API, for the links in answers. */
  readonly apiUrl: string;
}

/** An answer; a list is cut into pages. */
export type RestAnswer = { readonly status: number; readonly value?: unknown } | { readonly list: readonly unknown[] };

/** One endpoint below `/repos/{owner}/{repo}`; a `*` in its path stands for a name. */
export interface Endpoint {
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** One of these is needed. */
  permissions(call: RestCall): readonly Permissions[];
  perform(call: RestCall): RestAnswer;
}

/** An error as GitHub's REST API answers it. */
export class RestError extends Error {
  readonly status: number;
  readonly errors: readonly unknown[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors?: readonly unknown[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

export function notFound(): RestError {
  return new RestError(404, 'Not Found');
}

/** 422 with one error, as in https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
export function invalid(resource: string, field: string, code: string, message?: string): RestError {
  return new RestError(422, 'Validation Failed', [{ resource, field, code, ...(message ? { message } : {}) }]);
}

/** A text member of the body; throws 422 where it is something else, or missing without a default. */
export function textOf(body: RestCall['body'], resource: string, field: string, usual?: string): string {
  const value = body[field] ?? usual;
  if (value === undefined) throw invalid(resource, field, 'missing_field');
  if (typeof value !== 'string') throw invalid(resource, field, 'invalid');
  return value;
}

/** A user or an app's bot as answers show it. */
export function userJson(login: string): object {
  const isBot = login.endsWith('[bot]');
  return {
    login,
    id: isBot ? 41_898_282 : 583_231,
    type: isBot ? 'Bot' : 'User',
    html_url: `https://github.com/${isBot ? `apps/${login.slice(0, -5)}` : login}`,
  };
}
