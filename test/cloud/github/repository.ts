/** A repository as a test seeds it. */
export interface RepositorySeed {
  /** `owner/name` */
  readonly name: string;
  /** [made up] */
  readonly id?: number;
  readonly ownerId?: number;
  /** [main] */
  readonly defaultBranch?: string;
  readonly isPrivate?: boolean;
}

export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** Commit statuses by their context. */
  readonly statuses: Map<string, 'success' | 'failure' | 'pending' | 'error'>;
}

export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly state: 'open' | 'closed';
  readonly headRef: string;
  readonly headSha: string;
  /** [the repository itself]; another one: a fork */
  readonly headRepository?: string;
  readonly baseRef: string;
  readonly login: string;
  readonly merged?: boolean;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: string;
  readonly createdAt: Date;
  updatedAt: Date;
  /** Newest first. */
  statuses: readonly DeploymentStatus[];
}

export type DeploymentState = 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: string;
  readonly createdAt: Date;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly login: string;
  body: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

/** A run of a workflow: https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run */
export interface WorkflowRun {
  readonly id: number;
  /** `.github/workflows/deploy.yml` */
  readonly path: string;
  readonly event: string;
  /** Short name of the branch or tag; the contributor's branch for a pull request. */
  readonly headBranch: string;
  readonly headSha: string;
  /** [the repository itself]; another one: a fork */
  readonly headRepository?: { readonly id: number; readonly name: string };
  /** Reusable workflows that it calls, as in `owner/name/.github/workflows/deploy.yml@v1`. */
  readonly referenced: readonly { readonly path: string; readonly sha: string; readonly ref?: string }[];
  readonly actor: string;
  /** The first attempt first. */
  attempts: readonly WorkflowRunAttempt[];
}

export interface WorkflowRunAttempt {
  readonly startedAt: Date;
  ended?: { readonly at: Date; readonly conclusion: string };
}

/** All that GitHub knows of one repository here. */
export interface Repository {
  readonly name: string;
  readonly id: number;
  readonly ownerId: number;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  /** Branches and tags, by short name, with their commits. */
  readonly refs: Map<string, string>;
  readonly commits: Map<string, Commit>;
  readonly issues: Set<number>;
  /** Issues and pull requests whose conversation is locked. */
  readonly locked: Set<number>;
  readonly pulls: Map<number, PullRequest>;
  readonly runs: Map<number, WorkflowRun>;
  /** Newest first. */
  deployments: readonly Deployment[];
  /** Oldest first. */
  comments: readonly Comment[];
  /** A number that was not given before: ids ascend over the whole repository. */
  nextId(): number;
}

export function newRepository({
  name,
  id = 1,
  ownerId = 2,
  defaultBranch = 'main',
  isPrivate = true,
}: RepositorySeed): Repository {
  let lastId = 1000;
  return {
    ...{ name, id, ownerId, defaultBranch, isPrivate },
    refs: new Map(),
    commits: new Map(),
    issues: new Set(),
    locked: new Set(),
    pulls: new Map(),
    runs: new Map(),
    deployments: [],
    comments: [],
    nextId: () => ++lastId,
  };
}

/** The commit that a sha, a branch or a tag names (`refs/heads/` may stand before). */
export function resolveRef({ refs, commits }: Repository, ref: string): Commit | undefined {
  const short = ref.replace(/^refs\/(heads|tags)\//, '').replace(/^(heads|tags)\//, '');
  return commits.get(ref) ?? commits.get(refs.get(short) ?? '') ?? byPrefix(commits, ref);
}

function byPrefix(commits: ReadonlyMap<string, Commit>, text: string): Commit | undefined {
  return /^[0-9a-f]{7,39}$/.test(text) ? [...commits.values()].find(({ sha }) => sha.startsWith(text)) : undefined;
}

/** The shas that can be reached from a commit, itself included. */
export function ancestors({ commits }: Repository, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  for (let left = [from]; left.length > 0; ) {
    const next = left.filter((sha) => !seen.has(sha));
    for (const sha of next) seen.add(sha);
    left = next.flatMap((sha) => commits.get(sha)?.parents ?? []);
  }
  return seen;
}
