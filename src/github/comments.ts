import { createdOnce } from './rest/created-once.ts';
import { rowsOf } from './rest/pages.ts';
import { Forbidden } from './rest/refusal.ts';
import type { AskGitHub, RepositoryAccess, RestAnswer, RestRequest } from './rest/request.ts';

/** A comment on an issue or a pull request: https://docs.github.com/en/rest/issues/comments */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Web address. */
  readonly url: string;
  readonly author: Author;
}

/** Who wrote a comment: a bot can be no person, whatever a person calls himself. */
export interface Author {
  readonly login: string;
  readonly isBot: boolean;
}

/** Whose comments a token writes: a bot's, for the token of a job or an app, or a person's. */
export type TokenOwner = 'a bot' | { readonly login: string };

/** Why the token may not do it. */
export interface Refused {
  readonly refused: string;
}

/** Where a comment stands that was written. */
export type Written = Pick<Comment, 'id' | 'url'>;

export interface CommentReader {
  /** All of an issue or pull request, oldest first. */
  comments(access: RepositoryAccess, issue: number, signal: AbortSignal): Promise<readonly Comment[] | Refused>;
  tokenOwner(access: RepositoryAccess, signal: AbortSignal): Promise<TokenOwner>;
}

export interface CommentWriter {
  createComment(access: RepositoryAccess, issue: number, body: string, signal: AbortSignal): Promise<Written | Refused>;
  /** `gone` when somebody has deleted it. */
  updateComment(
    access: RepositoryAccess,
    id: number,
    body: string,
    signal: AbortSignal,
  ): Promise<Written | Refused | 'gone'>;
  deleteComment(access: RepositoryAccess, id: number, signal: AbortSignal): Promise<void>;
}

export function commentReader(ask: AskGitHub): CommentReader {
  return {
    comments: ({ repository, token }, issue, signal) =>
      unlessForbidden(async () => {
        const doing = `Reading the comments on #${issue}`;
        const path = `/repos/${repository}/issues/${issue}/comments`;
        const comments: Comment[] = [];
        for await (const row of rowsOf((request) => ask(token, request, signal), path, {}, doing))
          comments.push(commentOf(row as CommentJson));
        return comments;
      }),
    async tokenOwner({ token }, signal) {
      // The token of a job or of an app: GitHub tells it nothing about itself.
      if (token.startsWith('ghs_')) return 'a bot';
      const request = {
        method: 'GET',
        path: '/user',
        expects: [403, 404],
        doing: 'Asking whose token this is',
      } as const;
      const { status, body } = await ask(token, request, signal);
      return status === 200 ? { login: (body as { readonly login: string }).login } : 'a bot';
    },
  };
}

export function commentWriter(ask: AskGitHub, reader: CommentReader): CommentWriter {
  return {
    createComment(access, issue, body, signal) {
      const path = `/repos/${access.repository}/issues/${issue}/comments`;
      const request = { method: 'POST', path, body: { body }, doing: `Commenting on #${issue}` } as const;
      return unlessForbidden(() =>
        createdOnce(
          async () => written(await ask(access.token, request, signal)),
          async () => withBody(await reader.comments(access, issue, signal), body),
        ),
      );
    },
    updateComment({ repository, token }, id, body, signal) {
      const path = `/repos/${repository}/issues/comments/${id}`;
      const request: RestRequest = {
        ...{ method: 'PATCH', path, body: { body }, expects: [404], doing: `Updating the comment ${id}` },
      };
      return unlessForbidden(async () => {
        const answer = await ask(token, request, signal);
        return answer.status === 404 ? 'gone' : written(answer);
      });
    },
    async deleteComment({ repository, token }, id, signal) {
      const path = `/repos/${repository}/issues/comments/${id}`;
      const request: RestRequest = { method: 'DELETE', path, expects: [404], doing: `Deleting the comment ${id}` };
      await ask(token, request, signal);
    },
  };
}

async function unlessForbidden<T>(body: () => Promise<T>): Promise<T | Refused> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof Forbidden) return { refused: error.message };
    throw error;
  }
}

function written({ body }: RestAnswer): Written {
  const { id, html_url } = body as CommentJson;
  return { id, url: html_url };
}

function withBody(comments: readonly Comment[] | Refused, body: string): Written | undefined {
  return 'refused' in comments ? undefined : comments.find((comment) => comment.body === body);
}

interface CommentJson {
  readonly id: number;
  readonly body?: string;
  readonly html_url: string;
  /** Null where the account is gone. */
  readonly user: { readonly login: string; readonly type: string } | null;
}

function commentOf({ id, body = '', html_url, user }: CommentJson): Comment {
  return { id, body, url: html_url, author: { login: user?.login ?? '', isBot: user?.type === 'Bot' } };
}
