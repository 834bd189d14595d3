import { keyPrefix } from '../../domain/key-prefix.ts';
import { bytesText, counted } from '../../report/counted.ts';
import { short } from '../../report/links.ts';
import type { Fact } from '../../report/report.ts';
import type { Outcome } from './apply.ts';
import { isWrite, type SyncChange } from './change.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observation.ts';
import { staleAtEdge, viewedSite, withEarlier } from './pending-invalidations.ts';
import { publicPrefix } from './public-prefix.ts';
import { filesOf } from './routing.ts';
import { releaseId, type SyncStep } from './step.ts';

const maxRows = 50;

export function report(planned: SyncStep, outcome: Outcome | undefined) {
  const step = outcome?.step ?? planned;
  const { inputs, observation, plan } = step;
  const writes = plan.changes.filter(isWrite).filter(({ path }) => outcome?.written.has(path) ?? true);
  const puts = writes.filter((change) => change.kind === 'put');
  const bytes = puts.reduce((sum, change) => sum + change.bytes, 0);
  const { releases } = observation.manifest;
  const serving = releases[0]?.id;
  const release = outcome?.switched ? releaseId(step) : (serving ?? releaseId(step));
  const deleted = outcome?.deleted.length ?? plan.changes.filter(({ kind }) => kind === 'delete').length;
  const unchanged = filesOf(inputs, observation).length - plan.changes.filter(isWrite).length;
  const viewed = viewedSite(step);
  const stale = withEarlier(staleAtEdge(writes, viewed), observation.pendingInvalidations);
  return {
    outputs: {
      'release-id': release,
      'previous-release-id': serving,
      uploaded: puts.length,
      unchanged,
      deleted,
      bytes,
      'changed-paths': writes.map(({ path }) => `/${publicPrefix(inputs)}${path}`).toSorted(),
      'invalidation-paths': stale,
      'website-url': websiteUrl(inputs, observation),
      routing: viewed.routing,
      ...(outcome?.failure ? { changed: outcome.written.size > 0 } : {}),
    },
    report: {
      title: `Sync the site to ${plan.target}`,
      ...ending(plan.changes.length, { uploaded: puts.length, copied: writes.length - puts.length }, outcome),
      facts: [
        ['Release', short(release)],
        ['Uploaded', `${counted(puts.length, 'file')}, ${bytesText(bytes)}`],
        ...countFact('Copied in the bucket', writes.length - puts.length),
        ...countFact('Unchanged', unchanged),
        ...countFact('Pruned', deleted),
        ...websiteFacts(inputs, observation),
      ] as readonly Fact[],
      sections: changeTable(plan.changes, inputs.bucket),
    },
    // Another deployment may have come before, and this is what was done instead.
    plan,
    failure: outcome?.failure,
  };
}

/** What the cheapest way to serve a site costs. */
function websiteFacts(inputs: Inputs, observation: Observation): readonly Fact[] {
  if (!inputs.website) return [];
  const address = websiteUrl(inputs, observation) ?? `that of s3://${inputs.bucket}`;
  return [['Website', `${address}, by plain HTTP: browsers keep no Secure cookies of it and run no service worker`]];
}

/** A website of S3 serves each object under its key. */
function websiteUrl({ prefix }: Inputs, { website }: Observation): string | undefined {
  const path = keyPrefix(prefix).slice(0, -1);
  return website?.url === undefined || path === '' ? website?.url : `${website.url}/${encodeURI(path)}`;
}

function countFact(name: string, count: number): readonly Fact[] {
  return count === 0 ? [] : [[name, counted(count, 'file')]];
}

interface Written {
  readonly uploaded: number;
  readonly copied: number;
}

function ending(changes: number, written: Written, outcome: Outcome | undefined) {
  if (outcome?.failure)
    return {
      status: 'failed',
      result: `${outcome.switched ? 'The new release is served, but the run is not complete.' : 'Stopped: visitors get the entry page that was there before.'} ${outcome.failure.message}`,
    } as const;
  if (changes === 0) return { status: 'unchanged', result: 'The bucket serves this build already.' } as const;
  const { uploaded, copied } = written;
  if (outcome === undefined) {
    const copies = copied === 0 ? '' : `, and copy ${copied} in the bucket`;
    return { status: 'planned', result: `Would upload ${counted(uploaded, 'file')}${copies}.` } as const;
  }
  const parts = [
    ...(uploaded > 0 || copied === 0 ? [`${wasOrWere(uploaded)} uploaded`] : []),
    ...(copied > 0 ? [`${wasOrWere(copied)} copied in the bucket`] : []),
  ];
  return { status: 'succeeded', result: `The new release is served; ${parts.join(', ')}.` } as const;
}

function wasOrWere(files: number): string {
  return `${counted(files, 'file')} ${files === 1 ? 'was' : 'were'}`;
}

/** Copies that are kept for a rollback are no change that a visitor could meet. */
function changeTable(all: readonly SyncChange[], bucket: string) {
  const changes = all.filter(({ kind }) => kind !== 'keep');
  if (changes.length === 0) return [];
  const rows = changes
    .slice(0, maxRows)
    .map((change) => [change.kind, 'reason' in change ? change.reason : '', change.path]);
  const more = changes.length - rows.length;
  const table = {
    kind: 'table',
    title: `Changes in ${bucket}`,
    columns: ['What', 'Why', 'File'],
    rows,
    code: [2],
    collapsed: changes.length > 10,
  } as const;
  return more > 0 ? [table, { kind: 'note', text: `and ${more} more` } as const] : [table];
}
