import type { Conclusion } from '../../lifecycle/action.ts';
import { counted } from '../../report/counted.ts';
import type { Cell, Section } from '../../report/report.ts';
import type { Outcome } from './apply.ts';
import type { contract } from './contract.ts';
import type { SeenPreview } from './observe.ts';
import { folderOf } from './preview.ts';
import type { SweepStep } from './step.ts';

export function report(step: SweepStep, outcome: Outcome | undefined): Conclusion<typeof contract> {
  const { observation, plan, inputs } = step;
  const planned = observation.filter(({ state }) => state === 'closed').map(({ pull }) => pull);
  const removed = outcome?.removed ?? planned;
  const kept = observation.map(({ pull }) => pull).filter((pull) => !removed.includes(pull));
  const deleted = outcome ? outcome.deleted : plan.changes.length;
  const touched = outcome ? planned.filter((pull) => removed.includes(pull) || outcome.deleted > 0) : planned;
  return {
    outputs: {
      ...(outcome ? { changed: outcome.deleted > 0 } : {}),
      removed: removed.map(String),
      kept: kept.map(String),
      deleted,
      'invalidation-paths': touched.map((pull) => `/${folderOf(inputs.prefix, pull)}*`),
    },
    report: {
      title: `Sweep the previews in ${plan.target}`,
      ...ending(removed.length, deleted, outcome),
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

function ending(removed: number, deleted: number, outcome: Outcome | undefined) {
  const previews = counted(removed, 'preview');
  if (outcome?.failure)
    return { status: 'failed', result: `Stopped after ${deleted} objects. ${outcome.failure.message}` } as const;
  if (!outcome && removed > 0)
    return { status: 'planned', result: `Would remove ${previews} (${deleted} objects).` } as const;
  if (deleted === 0) return { status: 'unchanged', result: 'No closed pull request has a preview.' } as const;
  return { status: 'succeeded', result: `Removed ${previews} (${deleted} objects).` } as const;
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
