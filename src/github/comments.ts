import { LimitReached, MissingPermission } from '../errors.ts';
import type { RepositoryApi } from './repository-api.ts';
import { createdOnce } from './rest/created-once.ts';
import { dataUnless, explained } from './rest/explained.ts';
import type { Octokit } from './rest/octokit.ts';
import { allRows, fullPages } from './rest/pages.ts';
import { type Authored, isOwn, ownedBy } from './token-owner.ts';

/** A comment on an issue or a pull request: https://docs.github.com/en/rest/issues/comments */
export interface Comment extends Authored {
  readonly id: number;
  readonly body: string;
  /** Web address. */
  readonly url: string;
}

/** The sentence that says which permission the token lacks. */
export interface Refused {
  readonly refused: string;
}

/** The comment that was created or updated. */
export type Written = Pick<Comment, 'id' | 'url'>;

export interface CommentReader {
  /** All of an issue or pull request, oldest first. */
  comments(issue: number): Promise<readonly Comment[] | Refused>;
  /** Those of the comments that the token's owner has written. */
  owned(comments: readonly Comment[]): Promise<readonly Comment[]>;
  /** Whether the token's owner has written the comment; undefined where GitHub does not say. */
  isOwn(comment: Comment): Promise<boolean | undefined>;
}

export interface CommentWriter {
  createComment(issue: number, body: string): Promise<Written | Refused>;
  /** `gone` when somebody has deleted it. */
  updateComment(id: number, body: string): Promise<Written | Refused | 'gone'>;
  deleteComment(id: number): Promise<void>;
}

export function commentReader(api: RepositoryApi, token: string): CommentReader {
  const { octokit, at } = api;
  return {
    comments: (issue) =>
      unlessForbidden(async () => {
        const request = { ...at, issue_number: issue, ...fullPages };
        const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, request);
        return (await allRows(pages, `Reading the comments on #${issue}`)).map(commentOf);
      }),
    owned: (comments) => ownedBy(api, token, comments),
    isOwn: (comment) => isOwn(api, token, comment),
  };
}

export function commentWriter({ octokit, at }: RepositoryApi, reader: CommentReader): CommentWriter {
  const { createComment, updateComment, deleteComment } = octokit.rest.issues;
  return {
    createComment(issue, body) {
      const create = () => createComment({ ...at, issue_number: issue, body });
      return unlessForbidden(() =>
        createdOnce(
          async () => written((await explained(`Commenting on #${issue}`, create)).data),
          async () => withBody(await reader.comments(issue), body),
        ),
      );
    },
    updateComment: (id, body) =>
      unlessForbidden(async () => {
        const updated = await explained(`Updating the comment ${id}`, () =>
          dataUnless([404], () => updateComment({ ...at, comment_id: id, body })),
        );
        return updated ? written(updated) : 'gone';
      }),
    async deleteComment(id) {
      await explained(`Deleting the comment ${id}`, () =>
        dataUnless([404], () => deleteComment({ ...at, comment_id: id })),
      );
    },
  };
}

async function unlessForbidden<T>(body: () => Promise<T>): Promise<T | Refused> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof MissingPermission || error instanceof LimitReached) return { refused: error.message };
    throw error;
  }
}

function withBody(comments: readonly Comment[] | Refused, body: string): Written | undefined {
  return 'refused' in comments ? undefined : comments.find((comment) => comment.body === body);
}

type CommentRow = Awaited<ReturnType<Octokit['rest']['issues']['listComments']>>['data'][number];

function written({ id, html_url }: Pick<CommentRow, 'id' | 'html_url'>): Written {
  return { id, url: html_url };
}

/** The author is null where the account is gone. */
function commentOf({ id, body = '', html_url, user }: CommentRow): Comment {
  return { id, body, url: html_url, author: { login: user?.login ?? '', isBot: user?.type === 'Bot' } };
}
