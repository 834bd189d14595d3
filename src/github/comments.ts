import { createdOnce } from './rest/created-once.ts';
import { rowsOf } from './rest/pages.ts';
import { refusal } from './rest/refusal.ts';
import type { AskGitHub, RepositoryAccess, RestRequest } from './rest/request.ts';

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

/** A comment that was written, or why the token may not write it, in one sentence. */
export type Written = { readonly id: number; readonly url: string } | { readonly refused: string };

export interface CommentReader {
  /** Oldest first, read page by page as they are wanted. */
  comments(access: RepositoryAccess, issue: number, signal: AbortSignal): AsyncIterable<Comment>;
  tokenOwner(access: RepositoryAccess, signal: AbortSignal): Promise<TokenOwner>;
}

export interface CommentWriter {
  createComment(access: RepositoryAccess, issue: number, body: string, signal: AbortSignal): Promise<Written>;
  /** `gone` when somebody has deleted it. */
  updateComment(access: RepositoryAccess, id: number, body: string, signal: AbortSignal): Promise<Written | 'gone'>;
  deleteComment(access: RepositoryAccess, id: number, signal: AbortSignal): Promise<void>;
}

export function commentReader(ask: AskGitHub): CommentReader {
  return {
    async *comments({ repository, token }, issue, signal) {
      const doing = `Reading the comments on #${issue}`;
      const path = `/repos/${repository}/issues/${issue}/comments`;
      for await (const row of rowsOf((request) => ask(token, request, signal), path, {}, doing))
        yield commentOf(row as CommentJson);
    },
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
      const { repository, token } = access;
      const path = `/repos/${repository}/issues/${issue}/comments`;
      const request = { method: 'POST', path, body: { body }, expects: [403] } as const;
      const doing = `Commenting on #${issue}`;
      return createdOnce(
        async () => written(await ask(token, { ...request, doing }, signal), doing),
        () => withBody(reader.comments(access, issue, signal), body),
      );
    },
    async updateComment({ repository, token }, id, body, signal) {
      const path = `/repos/${repository}/issues/comments/${id}`;
      const request = { method: 'PATCH', path, body: { body }, expects: [403, 404] } as const;
      const doing = `Updating the comment ${id}`;
      const answer = await ask(token, { ...request, doing }, signal);
      return answer.status === 404 ? 'gone' : written(answer, doing);
    },
    async deleteComment({ repository, token }, id, signal) {
      const path = `/repos/${repository}/issues/comments/${id}`;
      const request: RestRequest = { method: 'DELETE', path, expects: [404], doing: `Deleting the comment ${id}` };
      await ask(token, request, signal);
    },
  };
}

function written(answer: Awaited<ReturnType<AskGitHub>>, doing: string): Written {
  if (answer.status === 403) return { refused: refusal(answer, doing).message };
  const { id, html_url } = answer.body as CommentJson;
  return { id, url: html_url };
}

async function withBody(comments: AsyncIterable<Comment>, body: string): Promise<Written | undefined> {
  for await (const comment of comments) if (comment.body === body) return { id: comment.id, url: comment.url };
  return undefined;
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
