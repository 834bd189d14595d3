import { renderSummaryPage } from '../workflow-runner/render/summary-page.ts';
import type { RunResult } from '../workflow-runner/run-result.ts';
import type { Scene } from './scenes.ts';

/** A scene that was played. */
export interface Played {
  readonly scene: Scene;
  readonly run: RunResult;
}

/** All runs of the demo on one page, in order; its verdict is whether each ended as it was meant to. */
export function summaryPage(played: readonly Played[]): string {
  const runs = played.map(({ run }) => run);
  const numbered = played.map(({ scene, run }, index) => ({ ...run, prefix: `${index + 1}. ${scene.title}: ` }));
  return renderSummaryPage({
    workflow: 'The life of the clinic',
    conclusion: played.find(({ scene, run }) => run.conclusion !== scene.ends)?.run.conclusion ?? 'success',
    seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
    outputs: {},
    artifacts: runs.at(-1)?.artifacts ?? [],
    jobs: numbered.flatMap(({ jobs, prefix }) => jobs.map((job) => ({ ...job, name: prefix + job.name }))),
    summaries: numbered.flatMap(({ summaries, prefix }) =>
      summaries.map((summary) => ({ ...summary, job: prefix + summary.job })),
    ),
  });
}
