import { ancestors, type Commit, type PullRequest, resolveRef } from './repository.ts';
import { type Endpoint, notFound, type RestCall, RestError, userJson } from './rest.ts';

/** The repository itself, its commits and its pull requests: what deployments refer to. */
export const historyEndpoints: readonly Endpoint[] = [
  {
    ...{ operation: 'GetRepository', method: 'GET', path: '', permissions: () => [{ metadata: 'read' }] },
    perform: ({ repository, apiUrl }) => ({
      status: 200,
      value: {
        ...{ id: repository.id, full_name: repository.name, name: repository.name.split('/')[1] },
        owner: { login: repository.name.split('/')[0], id: repository.ownerId },
        ...{ private: repository.isPrivate, default_branch: repository.defaultBranch },
        url: `${apiUrl}/repos/${repository.name}`,
        html_url: `https://github.com/${repository.name}`,
      },
    }),
  },
  {
    ...{ operation: 'GetBranch', method: 'GET', path: '/branches/*', permissions: () => [{ contents: 'read' }] },
    perform(call) {
      const [name = ''] = call.names;
      const sha = call.repository.refs.get(name);
      if (sha === undefined) throw notFound();
      return { status: 200, value: { name, commit: commitJson(commitAt(call, sha), call), protected: false } };
    },
  },
  {
    ...{ operation: 'GetCommit', method: 'GET', path: '/commits/*', permissions: () => [{ contents: 'read' }] },
    perform: (call) => ({ status: 200, value: commitJson(commitAt(call, call.names[0] ?? ''), call) }),
  },
  {
    ...{ operation: 'CompareCommits', method: 'GET', path: '/compare/*', permissions: () => [{ contents: 'read' }] },
    perform: (call) => ({ status: 200, value: comparison(call) }),
  },
  {
    ...{
      operation: 'GetPullRequest',
      method: 'GET',
      path: '/pulls/*',
      permissions: () => [{ 'pull-requests': 'read' }],
    },
    perform(call) {
      const pull = call.repository.pulls.get(Number(call.names[0]));
      if (!pull) throw notFound();
      return { status: 200, value: pullJson(pull, call) };
    },
  },
  {
    ...{
      operation: 'ListPullRequests',
      method: 'GET',
      path: '/pulls',
      permissions: () => [{ 'pull-requests': 'read' }],
    },
    perform: (call) => ({ list: matchingPulls(call).map((pull) => pullJson(pull, call)) }),
  },
];

function commitAt({ repository }: RestCall, ref: string): Commit {
  const commit = resolveRef(repository, ref);
  if (!commit) throw new RestError(422, `No commit found for SHA: ${ref}`);
  return commit;
}

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits */
function comparison(call: RestCall): object {
  const [baseRef = '', headRef = ''] = (call.names[0] ?? '').split('...');
  const [base, head] = [resolveRef(call.repository, baseRef), resolveRef(call.repository, headRef)];
  if (!base || !head) throw notFound();
  const [inBase, inHead] = [ancestors(call.repository, base.sha), ancestors(call.repository, head.sha)];
  const ahead = [...inHead].filter((sha) => !inBase.has(sha)).reverse();
  const behind = [...inBase].filter((sha) => !inHead.has(sha));
  return {
    status: statusOf(ahead.length, behind.length),
    ...{ ahead_by: ahead.length, behind_by: behind.length, total_commits: ahead.length },
    base_commit: commitJson(base, call),
    commits: ahead.map((sha) => commitJson(commitAt(call, sha), call)),
    files: [],
  };
}

function statusOf(ahead: number, behind: number): 'identical' | 'ahead' | 'behind' | 'diverged' {
  if (ahead === 0) return behind === 0 ? 'identical' : 'behind';
  return behind === 0 ? 'ahead' : 'diverged';
}

/** Newest first; open ones unless `state` says otherwise; `head` is `owner:branch`. */
function matchingPulls({ repository, query }: RestCall): readonly PullRequest[] {
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  return [...repository.pulls.values()]
    .filter((pull) => state === 'all' || pull.state === state)
    .filter((pull) => head === null || head === `${ownerOf(pull.headRepository ?? repository.name)}:${pull.headRef}`)
    .toReversed();
}

function ownerOf(repository: string): string {
  return repository.split('/')[0] ?? '';
}

function commitJson({ sha, parents, message }: Commit, { apiUrl, repository }: RestCall): object {
  const url = `${apiUrl}/repos/${repository.name}/commits/`;
  return {
    sha,
    url: url + sha,
    html_url: `https://github.com/${repository.name}/commit/${sha}`,
    commit: { message },
    parents: parents.map((parent) => ({ sha: parent, url: url + parent })),
  };
}

function pullJson(pull: PullRequest, { apiUrl, repository }: RestCall): object {
  const head = pull.headRepository ?? repository.name;
  return {
    number: pull.number,
    title: pull.title,
    state: pull.state,
    merged: pull.merged ?? false,
    url: `${apiUrl}/repos/${repository.name}/pulls/${pull.number}`,
    html_url: `https://github.com/${repository.name}/pull/${pull.number}`,
    user: userJson(pull.login),
    head: { ref: pull.headRef, sha: pull.headSha, repo: { full_name: head, fork: head !== repository.name } },
    base: {
      ref: pull.baseRef,
      sha: repository.refs.get(pull.baseRef),
      repo: { full_name: repository.name, fork: false },
    },
  };
}
