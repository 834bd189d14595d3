import { timestamp } from './deployments.ts';
import type { Comment } from './repository.ts';
import { type Endpoint, invalid, notFound, type RestCall, RestError, textOf, userJson } from './rest.ts';
import type { Permissions } from './tokens.ts';

/** https://docs.github.com/en/rest/issues/comments */
export const commentEndpoints: readonly Endpoint[] = [
  {
    ...{ operation: 'CreateIssueComment', method: 'POST', path: '/issues/*/comments' },
    permissions: ({ repository, names: [number] }) => needed('write', repository.pulls.has(Number(number))),
    perform: (call) => ({ status: 201, value: commentJson(createComment(call), call) }),
  },
  {
    ...{ operation: 'ListIssueComments', method: 'GET', path: '/issues/*/comments' },
    permissions: ({ repository, names: [number] }) => needed('read', repository.pulls.has(Number(number))),
    perform(call) {
      const number = existingIssue(call);
      const since = Date.parse(call.query.get('since') ?? '') || 0;
      const comments = call.repository.comments.filter(
        ({ issue, updatedAt }) => issue === number && updatedAt.getTime() >= since,
      );
      return { list: comments.map((comment) => commentJson(comment, call)) };
    },
  },
  {
    ...{ operation: 'GetIssueComment', method: 'GET', path: '/issues/comments/*' },
    permissions: (call) => needed('read', isOnPull(call)),
    perform: (call) => ({ status: 200, value: commentJson(findComment(call), call) }),
  },
  {
    ...{ operation: 'UpdateIssueComment', method: 'PATCH', path: '/issues/comments/*' },
    permissions: (call) => needed('write', isOnPull(call)),
    perform(call) {
      const comment = findComment(call);
      onlyOwnUnlessIssues(comment, call);
      comment.body = bodyOf(call);
      comment.updatedAt = call.now;
      return { status: 200, value: commentJson(comment, call) };
    },
  },
  {
    ...{ operation: 'DeleteIssueComment', method: 'DELETE', path: '/issues/comments/*' },
    permissions: (call) => needed('write', isOnPull(call)),
    perform(call) {
      const comment = findComment(call);
      onlyOwnUnlessIssues(comment, call);
      call.repository.comments = call.repository.comments.filter((other) => other !== comment);
      return { status: 204 };
    },
  },
];

/** In characters; a longer body is refused. */
const LONGEST_BODY = 65_536;

/** `issues` always will do; on a pull request `pull-requests` as well. */
function needed(level: 'read' | 'write', onPull: boolean): readonly Permissions[] {
  return [{ issues: level }, ...(onPull ? [{ 'pull-requests': level }] : [])];
}

function isOnPull({ repository, names: [id] }: RestCall): boolean {
  const comment = repository.comments.find((each) => each.id === Number(id));
  return comment !== undefined && repository.pulls.has(comment.issue);
}

/** With `pull-requests: write` alone, an app may change its own comments. */
function onlyOwnUnlessIssues({ login }: Comment, { token }: RestCall): void {
  if (login !== token.login && token.permissions.issues !== 'write')
    throw new RestError(403, 'Resource not accessible by integration');
}

function createComment(call: RestCall): Comment {
  const { repository, token, now } = call;
  const issue = existingIssue(call);
  // https://github.com/renovatebot/renovate/issues/6215
  if (repository.locked.has(issue)) throw new RestError(403, 'Unable to create comment because issue is locked.');
  const comment: Comment = {
    ...{ id: repository.nextId(), issue, login: token.login, body: bodyOf(call) },
    createdAt: now,
    updatedAt: now,
  };
  repository.comments = [...repository.comments, comment];
  return comment;
}

function bodyOf({ body }: RestCall): string {
  const text = textOf(body, 'IssueComment', 'body');
  if (text.trim() === '') throw invalid('IssueComment', 'data', 'unprocessable', "Body can't be blank");
  if ([...text].length > LONGEST_BODY)
    throw invalid('IssueComment', 'data', 'unprocessable', `Body is too long (maximum is ${LONGEST_BODY} characters)`);
  return text;
}

function existingIssue({ repository, names: [number] }: RestCall): number {
  const issue = Number(number);
  if (!repository.issues.has(issue) && !repository.pulls.has(issue)) throw notFound();
  return issue;
}

function findComment({ repository, names: [id] }: RestCall): Comment {
  const found = repository.comments.find((comment) => comment.id === Number(id));
  if (!found) throw notFound();
  return found;
}

function commentJson(
  { id, issue, login, body, createdAt, updatedAt }: Comment,
  { apiUrl, repository }: RestCall,
): object {
  const kind = repository.pulls.has(issue) ? 'pull' : 'issues';
  return {
    url: `${apiUrl}/repos/${repository.name}/issues/comments/${id}`,
    html_url: `https://github.com/${repository.name}/${kind}/${issue}#issuecomment-${id}`,
    issue_url: `${apiUrl}/repos/${repository.name}/issues/${issue}`,
    id,
    node_id: `IC_${id}`,
    user: userJson(login),
    created_at: timestamp(createdAt),
    updated_at: timestamp(updatedAt),
    body,
    author_association: login.endsWith('[bot]') ? 'NONE' : 'OWNER',
    performed_via_github_app: login === 'github-actions[bot]' ? { id: 15_368, slug: 'github-actions' } : null,
  };
}
