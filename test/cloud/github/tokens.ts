import { randomBytes } from 'node:crypto';

/** A permission of a token, in the words of a workflow's `permissions:`. */
export type Scope = 'actions' | 'contents' | 'deployments' | 'issues' | 'pull-requests' | 'metadata';
export type Permissions = Readonly<Partial<Record<Scope, 'read' | 'write'>>>;

/** A job's GITHUB_TOKEN, as seen from the API. */
export interface Token {
  readonly value: string;
  readonly repository: string;
  readonly permissions: Permissions;
  readonly login: string;
  /** Requests in the running hour, and when that ends. */
  used: number;
  resetAt: Date;
}

export interface TokenSpec {
  /** `owner/name` */
  readonly repository: string;
  /** What is not named is not allowed; `metadata: read` always is. */
  readonly permissions: Permissions;
  /** [github-actions[bot]] */
  readonly login?: string;
}

export function newToken({ repository, permissions, login = 'github-actions[bot]' }: TokenSpec): Token {
  const value = `${login.endsWith('[bot]') ? 'ghs' : 'ghp'}_${randomBytes(27).toString('base64url').slice(0, 36)}`;
  return { value, repository, permissions: { metadata: 'read', ...permissions }, login, used: 0, resetAt: new Date(0) };
}

/** Whether the token has one of the permissions; write includes read. */
export function permits({ permissions }: Token, anyOf: readonly Permissions[]): boolean {
  return anyOf.some((wanted) =>
    (Object.entries(wanted) as [Scope, string][]).every(
      ([scope, level]) => permissions[scope] === 'write' || permissions[scope] === level,
    ),
  );
}
