import { invalidationPathOfKey } from '../../domain/invalidation-path.ts';
import type { Conclusion } from '../../lifecycle/action.ts';
import { counted } from '../../report/counted.ts';
import type { Cell, Section } from '../../report/report.ts';
import type { Outcome } from './apply.ts';
import type { contract } from './contract.ts';
import type { SeenPreview } from './observe.ts';
import { wholePreviews } from './plan.ts';
import { folderOf } from './preview.ts';
import type { SweepStep } from './step.ts';

export function report(step: SweepStep, outcome: Outcome | undefined): Conclusion<typeof contract> {
  const { observation, plan, inputs } = step;
  const planned = [...new Set(plan.changes.map(({ pull }) => pull))];
  const removed = outcome?.removed ?? wholePreviews(plan.changes, observation);
  const kept = observation.map(({ pull }) => pull).filter((pull) => !removed.includes(pull));
  const deleted = outcome ? outcome.deleted : plan.changes.length;
  const touched = outcome ? planned.filter((pull) => removed.includes(pull) || outcome.deleted > 0) : planned;
  return {
    outputs: {
      ...(outcome ? { changed: outcome.deleted > 0 } : {}),
      removed: removed.map(String),
      kept: kept.map(String),
      deleted,
      'invalidation-paths': touched.map((pull) => invalidationPathOfKey(`${folderOf(inputs.prefix, pull)}*`)),
    },
    report: {
      title: `Sweep the previews in ${plan.target}`,
      ...ending({ removed: removed.length, deleted, left: leftBehind(step) }, outcome),
      facts: [
        ['Removed', listed(removed)],
        ['Kept', listed(kept)],
        ['Objects deleted', deleted],
      ],
      sections: previewTable(observation, outcome),
    },
    failure: outcome?.failure,
  };
}

/** How many objects of closed pull requests are more than one run may delete. */
function leftBehind({ observation, plan }: SweepStep): number {
  const closed = observation.filter(({ state }) => state === 'closed');
  return closed.reduce((sum, { objects }) => sum + objects.length, 0) - plan.changes.length;
}

interface Counts {
  readonly removed: number;
  readonly deleted: number;
  readonly left: number;
}

function ending({ removed, deleted, left }: Counts, outcome: Outcome | undefined) {
  if (outcome?.failure)
    return { status: 'failed', result: `Stopped after ${deleted} objects. ${outcome.failure.message}` } as const;
  const rest = left === 0 ? '' : ` The next run goes on with ${counted(left, 'object')}: \`max-delete\` is reached.`;
  const what = `${counted(removed, 'preview')} (${counted(deleted, 'object')}).${rest}`;
  if (deleted === 0) return { status: 'unchanged', result: 'No closed pull request has a preview.' } as const;
  return outcome
    ? ({ status: 'succeeded', result: `Removed ${what}` } as const)
    : ({ status: 'planned', result: `Would remove ${what}` } as const);
}

function previewTable(previews: readonly SeenPreview[], outcome: Outcome | undefined): readonly Section[] {
  if (previews.length === 0) return [];
  const rows = previews.map(({ pull, state, objects }): readonly Cell[] => [
    `#${pull}`,
    state === 'unknown' ? 'not in this repository' : outcome?.revived.includes(pull) ? 'in use again' : state,
    objects.length,
  ]);
  const columns = ['Pull request', 'State', 'Objects'] as const;
  return [{ kind: 'table', title: 'Previews', columns, rows: rows.slice(0, 200), collapsed: rows.length > 10 }];
}

function listed(pulls: readonly number[]): string {
  const shown = pulls.slice(0, 50).map((pull) => `#${pull}`);
  return pulls.length === 0 ? 'none' : shown.join(', ') + (pulls.length > 50 ? `, and ${pulls.length - 50} more` : '');
}
