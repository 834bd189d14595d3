import type { UserError } from '../../../errors.ts';
import { imageLink, short } from '../../../report/links.ts';
import type { Cell, Report, Span, Trouble } from '../../../report/report.ts';
import type { Outcome } from '../apply.ts';
import type { Observation } from '../observe.ts';
import type { RollbackOutcome } from '../roll-back.ts';
import { hasChanged, type StageResult } from '../stage-result.ts';

type Told = Pick<Report, 'status' | 'result' | 'trouble'>;

/** The failure of a chain as its page tells it: the stage that failed, why, what serves now, and what to do. */
export function troubleOf(
  failure: UserError,
  { stages }: Pick<Observation, 'stages'>,
  outcome: Outcome | undefined,
): Told {
  const failed = outcome?.results.find(({ ending }) => ending.failure);
  const own = failed?.ending.report;
  const { what, why, next } = failure.parts;
  if (!outcome || !failed || !own || stages.some(({ kind }) => kind === 'failed'))
    return { status: 'failed', result: what, trouble: { why, next, serves: outcome && unchanged } };
  return {
    status: 'failed',
    result: `${failed.planned.stage.title} failed: ${own.result}`,
    trouble: { ...reason(own.trouble?.firstError, why), serves: servesNow(outcome, failed), next },
  };
}

/** Its own first error says more than the platform's reason, which its section has as well. */
function reason(firstError: Cell | undefined, why: string | undefined): Trouble {
  return firstError === undefined ? { why } : { firstError, why: undefined };
}

const unchanged = 'The release before: nothing was changed.';

function servesNow({ results, rollback }: Outcome, failed: StageResult): Cell | undefined {
  if (rollback?.kind === 'tried') return restored(rollback);
  if (failed.ending.report.trouble?.serves !== undefined) return failed.ending.report.trouble.serves;
  const served = results.filter(({ planned }) => planned.stage.rollback);
  if (!served.some((result) => hasChanged(result) || result.ending.failure))
    return 'The release before: neither backend nor site was changed.';
  return rollback?.why === undefined ? undefined : `Possibly a part of the new release. ${rollback.why}`;
}

function restored({ steps }: Extract<RollbackOutcome, { kind: 'tried' }>): Cell {
  const failed = steps.find(({ failure }) => failure);
  if (failed) return `Not certain, as the rollback failed: ${failed.what}: ${failed.result}`;
  const versions = steps.flatMap(({ restored: [output, version] = [undefined, undefined] }): readonly Span[] => {
    if (version === undefined) return [];
    return output === 'image' ? [', image ', imageLink(version)] : [`, site ${short(version)}`];
  });
  return ['The release before, restored and checked', ...versions, '.'];
}
