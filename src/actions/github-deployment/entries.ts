import { mapConcurrently } from '../../domain/map-concurrently.ts';
import { type Release, recordedRelease } from '../../domain/release.ts';
import type { Deployment } from '../../github/deployments.ts';
import { type Entry, failedEntry } from './entry.ts';
import type { Ledger } from './ledger.ts';
import { isAnnouncement } from './trust/rival.ts';

/** The statuses of at most so many deployments are read: each is a request, and a token has a thousand in an hour. */
export const maxEntries = 200;

/** Mostly the first two are enough; more are read side by side. */
const [firstReads, furtherReads] = [2, 8];

/** Whether older entries may be there that were not read. */
export function isCutShort(entries: readonly Entry[]): boolean {
  return entries.filter(({ statuses }) => statuses.length > 0).length >= maxEntries;
}

/** What is done with each entry that is read, and whether those read so far are enough. */
export interface Reading {
  check?(entry: Entry): Promise<Entry>;
  isEnough?(entries: readonly Entry[]): boolean;
}

/** So many rows behind a success nothing is looked for any more that has succeeded later. */
const rowsBehindSuccess = 100;

/**
 * The newest entries, down to the first that cannot be current: a success makes all earlier releases inactive, so no entry
 * behind an inactive one that follows a success is current. `isEnough` may ask for more.
 */
export async function recentEntries(
  ledger: Ledger,
  { check = async (entry) => entry, isEnough = () => true }: Reading = {},
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let behind = 0;
  for await (const read of entriesOf(ledger)) {
    const entry = await check(read);
    entries.push(entry);
    const isBehind = behind > 0 || entries.some(({ state }) => state === 'success');
    if (isBehind) behind += 1;
    const isBehindCurrent = isBehind && entry.state === 'inactive';
    if ((isBehindCurrent || behind > rowsBehindSuccess) && isEnough(entries)) break;
  }
  return entries;
}

/**
 * The entries of a ledger, newest first. A deployment that was recorded as failed tells that by itself, and what was only
 * announced by a run that has recorded its end says nothing more: neither is asked about.
 */
async function* entriesOf(ledger: Ledger): AsyncGenerator<Entry> {
  const ended = new Set<string>();
  let waiting: (Deployment | Entry)[] = [];
  let [unread, read, wanted] = [0, 0, firstReads];
  for await (const deployment of ledger.deployments()) {
    const failed = failedEntry(deployment);
    const release = failed?.release ?? recordedRelease(deployment.payload, deployment.commit);
    if (isEndedAnnouncement(release, ended)) continue;
    if (release.run !== undefined) ended.add(release.run);
    waiting.push(failed ?? deployment);
    unread += failed ? 0 : 1;
    if (unread < wanted && waiting.length < maxWaiting) continue;
    yield* await readAll(waiting, ledger);
    read += unread;
    if (read >= maxEntries) return;
    [waiting, unread, wanted] = [[], 0, Math.min(furtherReads, maxEntries - read)];
  }
  yield* await readAll(waiting, ledger);
}

/** As many as a page has. */
const maxWaiting = 100;

function isEndedAnnouncement(release: Release, ended: ReadonlySet<string>): boolean {
  return release.run !== undefined && ended.has(release.run) && isAnnouncement(release);
}

function readAll(waiting: readonly (Deployment | Entry)[], ledger: Ledger): Promise<readonly Entry[]> {
  return mapConcurrently(waiting, furtherReads, async (each) => ('state' in each ? each : ledger.entry(each)));
}
