/** What GitHub holds of a repository, as far as a release is concerned. */
export interface Releasing {
  readonly commits: Readonly<Record<string, Commit>>;
  readonly branches: Record<string, string>;
  readonly tags: Record<string, string>;
  readonly releases: { readonly tag: string; draft: boolean }[];
  /** How many requests were made. */
  requests: number;
  /** The request, counted from 1, at which the client is killed: before GitHub hears of it, or after it has done it. */
  readonly killAt?: { readonly request: number; readonly when: 'before' | 'after' };
}

export interface Commit {
  readonly parents: readonly string[];
  /** What stands for all its workflow files. */
  readonly workflows: string;
}

/** GitHub's refusal, as `gh` prints it. */
export class Refused extends Error {}

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits: how the head stands to the base. */
export function compare(state: Releasing, base: string, branch: string): 'identical' | 'ahead' | 'behind' | 'diverged' {
  const head = state.branches[branch];
  if (head === undefined) throw new Refused('gh: Not Found (HTTP 404)');
  if (head === base) return 'identical';
  if (reaches(state, head, base)) return 'ahead';
  return reaches(state, base, head) ? 'behind' : 'diverged';
}

function reaches({ commits }: Releasing, from: string, to: string): boolean {
  return from === to || (commits[from]?.parents ?? []).some((parent) => reaches({ commits } as Releasing, parent, to));
}

/**
 * A job's token may put a ref on a commit only where the head of a branch has the same workflow files: anything else needs the
 * permission `workflows`, which a job cannot have. https://github.com/mkb79/Audible/pull/882 and
 * https://github.com/RafPe/pod-certificate-signer/pull/128 show both answers.
 */
export function putTag(state: Releasing, tag: string, sha: string, exists: boolean): void {
  if ((state.tags[tag] !== undefined) !== exists)
    throw new Refused(`gh: Reference ${exists ? 'does not exist' : 'already exists'} (HTTP 422)`);
  const { workflows } = state.commits[sha] ?? {};
  if (!Object.values(state.branches).some((head) => state.commits[head]?.workflows === workflows))
    throw new Refused('gh: Resource not accessible by integration (HTTP 403)');
  if (state.releases.some((release) => release.tag === tag && !release.draft))
    throw new Refused('gh: Cannot update the tag of an immutable release (HTTP 422)');
  state.tags[tag] = sha;
}

/**
 * `gh release create`: a tag that exists is needed (`--verify-tag`), and a second release of it is refused. No commit is named, so the
 * token needs no more: https://github.com/tox-dev/github-workflows/releases/tag/6.8.2
 */
export function createRelease({ tags, releases }: Releasing, tag: string): void {
  if (tags[tag] === undefined)
    throw new Refused(`tag ${tag} doesn't exist in the repo, aborting due to --verify-tag flag`);
  if (releases.some((release) => release.tag === tag))
    throw new Refused('HTTP 422: Validation Failed\nRelease.tag_name already exists');
  releases.push({ tag, draft: false });
}

export function publishDraft({ releases }: Releasing, tag: string): void {
  const draft = releases.find((release) => release.tag === tag);
  if (draft === undefined) throw new Refused('release not found');
  draft.draft = false;
}
