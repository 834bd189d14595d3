import { counted } from '../../report/counted.ts';
import type { Outcome } from './apply.ts';
import type { MonthlyPaths } from './monthly-paths.ts';
import type { Invalidate } from './plan.ts';
import type { StartedInvalidation } from './start.ts';
import type { InvalidationStep } from './step.ts';

const maxRows = 100;

export function report({ plan, observation }: InvalidationStep, outcome: Outcome | undefined) {
  const started = outcome?.started ?? [];
  const paths = [...new Set(plan.changes.flatMap((change) => change.paths))].toSorted();
  const { status, result } = ended(paths.length, outcome);
  return {
    outputs: {
      'distribution-id': observation.length > 0 ? observation.map(({ id }) => id).join('\n') : plan.target,
      'invalidation-id': started.map(({ id }) => id).join('\n') || undefined,
      paths,
      status: stateOf(plan.changes.length, outcome),
      ...(outcome && started.length === 0 ? { changed: false } : {}),
    },
    report: {
      title: `Invalidate ${plan.target}`,
      status,
      result,
      facts: [...started.map(invalidationFact), ...monthFact(outcome?.month)],
      sections: pathTable(plan.changes),
    },
    failure: outcome?.failure,
  };
}

function ended(count: number, outcome: Outcome | undefined) {
  const paths = counted(count, 'path');
  if (count === 0) return { status: 'unchanged', result: 'Nothing to invalidate.' } as const;
  if (outcome === undefined) return { status: 'planned', result: `Would invalidate ${paths}.` } as const;
  const { failure, started, skipped } = outcome;
  if (failure) {
    const open = started.filter(({ status }) => status !== 'Completed').map(({ id }) => id);
    const pending = open.length > 0 ? `${open.join(', ')} was not complete yet. ` : '';
    return { status: 'failed', result: pending + failure.message } as const;
  }
  if (started.length === 0)
    return { status: 'unchanged', result: `Skipped: too many invalidations are in progress. ${again}` } as const;
  const end = started.every(({ status }) => status === 'Completed') ? 'invalidated' : 'being invalidated';
  return skipped > 0
    ? ({ status: 'succeeded', result: `Partly skipped: too many invalidations are in progress. ${again}` } as const)
    : ({ status: 'succeeded', result: `${paths} ${end}.` } as const);
}

const again = 'Where sync-spa-s3 is in this job, its next run names these paths again.';

function stateOf(calls: number, outcome: Outcome | undefined): string {
  if (calls === 0) return 'unchanged';
  if (outcome === undefined) return 'planned';
  if (outcome.skipped > 0) return 'skipped';
  const isOver = outcome.started.length === calls && outcome.started.every(({ status }) => status === 'Completed');
  return isOver ? 'Completed' : 'InProgress';
}

function invalidationFact({ id, distributionId }: StartedInvalidation) {
  const url = `https://console.aws.amazon.com/cloudfront/v4/home#/distributions/${distributionId}/invalidations/details/${id}`;
  return ['Invalidation', { text: id, url }] as const;
}

function monthFact(month: MonthlyPaths | undefined) {
  if (!month) return [];
  const count = `${month.isComplete ? '' : 'at least '}${month.count}`;
  return [['Paths this month', `${count} (an account has 1,000 free, over all its distributions)`]] as const;
}

function pathTable(changes: readonly Invalidate[]) {
  const all = changes.flatMap(({ distributionId, paths }) => paths.map((path) => [distributionId, path] as const));
  if (all.length === 0) return [];
  const several = new Set(changes.map(({ distributionId }) => distributionId)).size > 1;
  const rows = all.slice(0, maxRows).map(([id, path]) => (several ? [id, path] : [path]));
  const columns = several ? (['Distribution', 'Path'] as const) : (['Path'] as const);
  const code = [several ? 1 : 0];
  const table = { kind: 'table', title: 'Paths', columns, rows, code, collapsed: all.length > 10 } as const;
  return all.length > maxRows ? [table, { kind: 'note', text: `and ${all.length - maxRows} more` } as const] : [table];
}
