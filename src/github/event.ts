import { readFile } from 'node:fs/promises';

/** The pull request of a run. */
export interface TriggeringPull {
  readonly number: number;
  /** Its code is in another repository: the run has no secrets, no OIDC and a read-only token. */
  readonly isFork: boolean;
  /** The commit that was pushed; GITHUB_SHA is a merge commit. Unknown for a comment on a pull request. */
  readonly headCommit: string | undefined;
}

/** The pull request in the event that started the run (GITHUB_EVENT_PATH), if there is one. */
export async function triggeringPull(path: string | undefined): Promise<TriggeringPull | undefined> {
  if (!path) return undefined;
  const event = JSON.parse(await readFile(path, 'utf8')) as EventJson;
  if (event.pull_request) return pullOf(event.pull_request);
  const { issue } = event;
  return issue?.pull_request ? { number: issue.number, isFork: false, headCommit: undefined } : undefined;
}

interface PullJson {
  readonly number: number;
  /** The repository is null where the fork has been deleted. */
  readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null };
  readonly base: { readonly repo: { readonly full_name: string } };
}

/** Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
interface EventJson {
  readonly pull_request?: PullJson;
  readonly issue?: { readonly number: number; readonly pull_request?: object };
}

function pullOf({ number, head, base }: PullJson): TriggeringPull {
  return { number, isFork: head.repo?.full_name !== base.repo.full_name, headCommit: head.sha };
}
