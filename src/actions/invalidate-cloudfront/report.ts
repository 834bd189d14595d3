import type { Distribution } from '../../aws/cloudfront.ts';
import type { Step } from '../action.ts';
import type { Outcome } from './apply.ts';
import type { contract } from './contract.ts';
import type { Invalidate } from './plan.ts';

export function report(
  { plan }: Step<typeof contract, Distribution | undefined, Invalidate>,
  outcome: Outcome | undefined,
) {
  const paths = plan.changes.flatMap((change) => change.paths);
  const { status, result } = ended(paths.length, outcome);
  const id = outcome === undefined || outcome === 'skipped' ? undefined : outcome.id;
  return {
    outputs: {
      'distribution-id': plan.target,
      'invalidation-id': id,
      paths,
      status: stateOf(paths.length, outcome),
      ...(outcome === 'skipped' ? { changed: false } : {}),
    },
    report: {
      title: `Invalidate ${plan.target}`,
      status,
      result,
      facts: id ? ([['Invalidation', { text: id, url: consoleUrl(plan.target, id) }]] as const) : [],
      sections:
        paths.length > 0
          ? ([{ kind: 'table', title: 'Paths', columns: ['Path'], rows: paths.map((path) => [path]) }] as const)
          : [],
    },
    failure: outcome === 'skipped' ? undefined : outcome?.failure,
  };
}

function ended(count: number, outcome: Outcome | undefined) {
  const paths = count === 1 ? '1 path' : `${count} paths`;
  if (count === 0) return { status: 'unchanged', result: 'Nothing to invalidate.' } as const;
  if (outcome === undefined) return { status: 'planned', result: `Would invalidate ${paths}.` } as const;
  if (outcome === 'skipped')
    return { status: 'unchanged', result: 'Skipped: too many invalidations are in progress.' } as const;
  if (outcome.failure)
    return { status: 'failed', result: `${outcome.id} was not over yet. ${outcome.failure.message}` } as const;
  return {
    status: 'succeeded',
    result: `${paths} ${outcome.status === 'Completed' ? 'invalidated' : 'being invalidated'}.`,
  } as const;
}

function stateOf(count: number, outcome: Outcome | undefined): string {
  if (count === 0) return 'unchanged';
  if (outcome === undefined) return 'planned';
  return outcome === 'skipped' ? 'skipped' : outcome.status;
}

function consoleUrl(distributionId: string, invalidationId: string): string {
  return `https://console.aws.amazon.com/cloudfront/v4/home#/distributions/${distributionId}/invalidations/details/${invalidationId}`;
}
