import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly steps?: readonly Step[];
}

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: object;
  readonly with?: Readonly<Record<string, unknown>>;
}

function jobsOf(file: string): Readonly<Record<string, Job>> {
  return (parse(readFileSync(`.github/workflows/${file}`, 'utf8')) as { readonly jobs: Record<string, Job> }).jobs;
}

/** All jobs of a workflow, those of called ones included, and the most of them in a row; some may be left out. */
function counts(file: string, without: readonly string[] = []): { readonly all: number; readonly inARow: number } {
  const jobs = Object.fromEntries(Object.entries(jobsOf(file)).filter(([id]) => !without.includes(id)));
  const own = (job: Job) => (job.uses ? counts(job.uses.split('/').at(-1) ?? '') : { all: 1, inARow: 1 });
  const until = (id: string): number => {
    const job = jobs[id];
    if (job === undefined) return 0;
    return Math.max(0, ...[job.needs ?? []].flat().map(until)) + own(job).inARow;
  };
  return {
    all: Object.values(jobs).reduce((sum, job) => sum + own(job).all, 0),
    inARow: Math.max(...Object.keys(jobs).map(until)),
  };
}

test.each([
  ['deploy.yml', 5, 4],
  ['promote.yml', 5, 5],
  ['rollback.yml', 2, 2],
  ['preview.yml', 5, 3],
])('%s has %d jobs, %d in a row, as the page says', (file, all, inARow) => {
  expect(counts(file)).toEqual({ all, inARow });
  expect(readFileSync('docs/workflows.md', 'utf8')).toContain(`| ${file} | ${all} | ${inARow} |`);
});

test('a promotion that nobody approves has three jobs, in a row', () => {
  expect(counts('promote.yml', ['plan', 'approve'])).toEqual({ all: 3, inARow: 3 });
});

/** What a step does, without where its values come from. */
const outline = (steps: readonly Step[] = []) => steps.map(({ name, uses }) => ({ name, uses }));

test.each(['release', 'record'])('the job %s of deploy.yml has the steps of the one in apply-release.yml', (id) => {
  const shared = jobsOf('apply-release.yml')[id]?.steps ?? [];
  const found = shared.findIndex((step) => step.id === 'find');
  expect(outline(jobsOf('deploy.yml')[id]?.steps)).toEqual(outline(shared.slice(found + 1)));
});
