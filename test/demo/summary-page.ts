import { renderSummaryPage } from '../workflow-runner/render/summary-page.ts';
import type { RunResult } from '../workflow-runner/run-result.ts';

/** All runs of the demo on one page, in order. */
export function summaryPage(played: readonly { readonly title: string; readonly run: RunResult }[]): string {
  const runs = played.map(({ run }) => run);
  const numbered = played.map(({ title, run }, index) => ({ ...run, prefix: `${index + 1}. ${title}: ` }));
  return renderSummaryPage({
    workflow: 'Deploy the clinic',
    conclusion: runs.find(({ conclusion }) => conclusion !== 'success')?.conclusion ?? 'success',
    seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
    outputs: {},
    artifacts: runs.at(-1)?.artifacts ?? [],
    jobs: numbered.flatMap(({ jobs, prefix }) => jobs.map((job) => ({ ...job, name: prefix + job.name }))),
    summaries: numbered.flatMap(({ summaries, prefix }) =>
      summaries.map((summary) => ({ ...summary, job: prefix + summary.job })),
    ),
  });
}
