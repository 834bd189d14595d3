import type { Step } from '../action.ts';
import type { Outcome } from './apply.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import { isWrite, type SyncChange } from './plan.ts';
import { viewerPaths } from './site.ts';

const maxRows = 50;

export function report(step: Step<typeof contract, Observation, SyncChange>, outcome: Outcome | undefined) {
  const { inputs, observation, plan } = step;
  const writes = outcome ? outcome.written.map(({ change }) => change) : plan.changes.filter(isWrite);
  const puts = writes.filter((change) => change.kind === 'put');
  const bytes = puts.reduce((sum, change) => sum + change.bytes, 0);
  const serving = observation.manifest.releases[0]?.id;
  const release = outcome?.switched ? releaseId(step) : (serving ?? releaseId(step));
  const deleted = outcome?.deleted.length ?? plan.changes.filter(({ kind }) => kind === 'delete').length;
  const unchanged = observation.files.length - plan.changes.filter(isWrite).length;
  return {
    outputs: {
      'release-id': release,
      'previous-release-id': outcome?.switched ? serving : observation.manifest.releases[1]?.id,
      uploaded: puts.length,
      unchanged,
      deleted,
      bytes,
      'changed-paths': writes.map(({ path }) => `/${path}`).toSorted(),
      ...(outcome?.failure ? { changed: outcome.written.length > 0 } : {}),
      'invalidation-paths': writes
        .filter(({ served }) => served)
        .flatMap(({ path }) => viewerPaths(path))
        .toSorted(),
    },
    report: {
      title: `Sync the site to ${plan.target}`,
      ...ending(plan.changes.length, puts.length, outcome),
      facts: [
        ['Release', release],
        ['Uploaded', `${puts.length} files, ${bytes} bytes`],
        ['Headers replaced', writes.length - puts.length],
        ['Unchanged', unchanged],
        ['Pruned', deleted],
      ] as const,
      sections: changeTable(plan.changes, inputs.bucket),
    },
    failure: outcome?.failure,
  };
}

export function releaseId({
  inputs,
  observation,
}: Pick<Step<typeof contract, Observation, SyncChange>, 'inputs' | 'observation'>): string {
  return inputs.releaseId ?? (observation.commit || observation.now);
}

function ending(changes: number, puts: number, outcome: Outcome | undefined) {
  if (outcome?.failure)
    return {
      status: 'failed',
      result: `${outcome.switched ? 'The new release is served, but the run is not complete.' : 'Stopped: visitors get the entry page that was there before.'} ${outcome.failure.message}`,
    } as const;
  if (changes === 0) return { status: 'unchanged', result: 'The bucket serves this build already.' } as const;
  if (outcome === undefined) return { status: 'planned', result: `Would upload ${puts} files.` } as const;
  return { status: 'succeeded', result: `The new release is served; ${puts} files were uploaded.` } as const;
}

function changeTable(changes: readonly SyncChange[], bucket: string) {
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
    collapsed: changes.length > 10,
  } as const;
  return more > 0 ? [table, { kind: 'note', text: `and ${more} more` } as const] : [table];
}
