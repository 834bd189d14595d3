import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly steps?: readonly Step[];
}

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: object;
  readonly with?: Readonly<Record<string, unknown>>;
}

function jobsOf(file: string): Readonly<Record<string, Job>> {
  return (parse(readFileSync(`.github/workflows/${file}`, 'utf8')) as { readonly jobs: Record<string, Job> }).jobs;
}

/** All jobs of a workflow, those of called ones included, and the most of them in a row. */
function counts(file: string): { readonly all: number; readonly inARow: number } {
  const jobs = jobsOf(file);
  const own = (job: Job) => (job.uses ? counts(job.uses.split('/').at(-1) ?? '') : { all: 1, inARow: 1 });
  const until = (id: string): number => {
    const job = jobs[id] ?? {};
    return Math.max(0, ...[job.needs ?? []].flat().map(until)) + own(job).inARow;
  };
  return {
    all: Object.values(jobs).reduce((sum, job) => sum + own(job).all, 0),
    inARow: Math.max(...Object.keys(jobs).map(until)),
  };
}

test.each([
  ['deploy.yml', 5, 4],
  ['promote.yml', 6, 6],
  ['rollback.yml', 3, 3],
  ['preview.yml', 7, 3],
])('%s has %d jobs, %d in a row, as the page says', (file, all, inARow) => {
  expect(counts(file)).toEqual({ all, inARow });
  expect(readFileSync('docs/workflows.md', 'utf8')).toContain(`| ${file} | ${all} | ${inARow} |`);
});

/** What a step does, without where its values come from. */
const outline = (steps: readonly Step[] = []) => steps.map(({ name, uses }) => ({ name, uses }));

test.each([
  ['release', 'deploy'],
  ['record', 'record'],
] as const)('the job %s of deploy.yml has the steps of %s in apply-release.yml', (own, shared) => {
  expect(outline(jobsOf('deploy.yml')[own]?.steps)).toEqual(outline(jobsOf('apply-release.yml')[shared]?.steps));
});
