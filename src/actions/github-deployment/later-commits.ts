import { mapConcurrently } from '../../domain/map-concurrently.ts';
import { type Release, recordedRelease } from '../../domain/release.ts';
import { compareVersions, parseSqlFileName } from '../../domain/sql/sql-file.ts';
import type { CommitOrder, ComparisonReader } from '../../github/comparison.ts';
import type { Ledger } from './ledger.ts';

/** What is known already of a commit that is to be deployed. */
export interface KnownOrder {
  readonly commit: string;
  readonly serving: Release | undefined;
  /** How the commit stands to the one that serves, where that was asked. */
  readonly order: CommitOrder | undefined;
}

/** A page of the ledger, which has been read anyway. */
const maxRows = 100;
/** Each is a request. */
const maxLookups = 10;

/**
 * Commits of releases that came after a commit, whether they were green or not: what their migrations have made is still in the
 * database. Of a commit that the ledger has, all later rows are later; of another one, those that have it in their history. GitHub
 * is asked only about releases whose database went further than that of the history which is known.
 */
export async function laterCommits(
  known: KnownOrder,
  ledger: Ledger,
  repository: ComparisonReader,
): Promise<readonly string[]> {
  const releases = await newestReleases(ledger);
  const own = releases.findLastIndex(({ commit }) => commit === known.commit);
  if (own >= 0) return distinct(releases.slice(0, own), known.commit);
  if (releases.every((release) => versionOf(release) === undefined)) return [];
  const base = await databaseOfHistory(known, repository);
  const candidates = distinct(releases, known.commit)
    .filter((commit) => wentFurther(commit, releases, base))
    .slice(0, maxLookups);
  const orders = await mapConcurrently(candidates, maxLookups, async (commit) => ({
    commit,
    order: await repository.commitOrder(known.commit, commit),
  }));
  return orders.filter(({ order }) => order === 'behind').map(({ commit }) => commit);
}

async function newestReleases(ledger: Ledger): Promise<readonly Release[]> {
  const releases: Release[] = [];
  for await (const { payload, commit } of ledger.deployments()) {
    releases.push(recordedRelease(payload, commit));
    if (releases.length === maxRows) break;
  }
  return releases;
}

function distinct(releases: readonly Release[], own: string): readonly string[] {
  return [...new Set(releases.map(({ commit }) => commit))].filter((commit) => commit !== own);
}

/** The version of the last migration in the history of the commit, as far as that is the history of the release that serves. */
async function databaseOfHistory(
  { commit, serving, order }: KnownOrder,
  repository: ComparisonReader,
): Promise<string | undefined> {
  const version = versionOf(serving);
  if (!serving || version === undefined) return undefined;
  const known = order ?? (await repository.commitOrder(commit, serving.commit));
  return known === 'ahead' || known === 'identical' ? version : undefined;
}

function wentFurther(commit: string, releases: readonly Release[], base: string | undefined): boolean {
  const versions = releases.filter((each) => each.commit === commit).flatMap((each) => versionOf(each) ?? []);
  // Of a release that died, nothing is known.
  return versions.length === 0 || versions.some((version) => base === undefined || compareVersions(version, base) > 0);
}

function versionOf(release: Release | undefined): string | undefined {
  const name = parseSqlFileName(release?.databaseVersion ?? '');
  return name.ok ? name.value.version : undefined;
}
