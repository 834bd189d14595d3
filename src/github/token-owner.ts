import type { RepositoryApi } from './repository-api.ts';
import { dataUnless, explained } from './rest/explained.ts';
import type { Octokit } from './rest/octokit.ts';

/** Who writes something. No person's account is a bot, whatever its login is. */
export interface Author {
  readonly login: string;
  readonly isBot: boolean;
}

/** Something that somebody has written. */
export interface Authored {
  readonly author: Author;
}

/** Those that the token's owner has written; where GitHub does not say who that is, those of all bots. */
export async function ownedBy<T extends Authored>(
  api: RepositoryApi,
  token: string,
  written: readonly T[],
): Promise<readonly T[]> {
  // GitHub is not asked where all is as usual: the token of a job, and nobody else's comments.
  if (isOfAnApp(token) && written.every(({ author }) => author.login === jobsLogin)) return written;
  const owner = await tokenOwner(api, token);
  return written.filter(({ author }) => (owner === undefined ? author.isBot : isSame(author, owner)));
}

/** Whether the token's owner has written it; undefined where GitHub does not say. */
export async function isOwn(api: RepositoryApi, token: string, { author }: Authored): Promise<boolean | undefined> {
  const owner = await tokenOwner(api, token);
  return owner && isSame(author, owner);
}

const jobsLogin = 'github-actions[bot]';

function isSame(author: Author, other: Author): boolean {
  return author.login === other.login && author.isBot === other.isBot;
}

function isOfAnApp(token: string): boolean {
  return token.startsWith('ghs_');
}

/** The author of what a token writes; undefined where GitHub does not say. */
async function tokenOwner({ octokit }: RepositoryApi, token: string): Promise<Author | undefined> {
  const person = isOfAnApp(token) ? undefined : await personOf(octokit);
  return person ?? (await viewerOf(octokit));
}

const purpose = 'Reading the owner of the token';

/** Not for the token of a job or of an app: https://docs.github.com/en/rest/users/users#get-the-authenticated-user */
async function personOf(octokit: Octokit): Promise<Author | undefined> {
  const owner = await explained(purpose, () => dataUnless([403, 404], () => octokit.rest.users.getAuthenticated()));
  return owner && { login: owner.login, isBot: false };
}

/** GraphQL answers every token: https://github.com/joshjohanning/bulk-github-repo-settings-sync-action/pull/194 */
async function viewerOf(octokit: Octokit): Promise<Author | undefined> {
  const ask = async () => ({
    data: await octokit.graphql<Viewer>('{ viewer { login } }', { request: { repeatable: true } }),
  });
  try {
    const { viewer } = (await explained(purpose, () => dataUnless([400, 401, 403, 404], ask))) ?? {};
    return viewer && { login: viewer.login, isBot: viewer.login.endsWith('[bot]') };
  } catch (error) {
    if (error instanceof Error && error.name === 'GraphqlResponseError') return undefined;
    throw error;
  }
}

interface Viewer {
  readonly viewer: { readonly login: string };
}
