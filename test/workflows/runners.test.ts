import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Job {
  readonly 'runs-on'?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** The jobs of a workflow that get a runner which reaches the database. */
function inside(file: string): readonly string[] {
  const { jobs } = parse(readFileSync(`.github/workflows/${file}`, 'utf8')) as { readonly jobs: Record<string, Job> };
  const runnerOf = (job: Job) => job['runs-on'] ?? job.with?.['database-runs-on'];
  return Object.keys(jobs).filter((id) => String(runnerOf(jobs[id] ?? {})).includes('database-runs-on'));
}

test.each([
  ['deploy.yml', ['release']],
  ['apply-release.yml', ['release']],
  ['promote.yml', ['plan', 'release']],
  ['preview.yml', ['preview']],
])('of %s, only what looks at the database runs beside it: %j', (file, jobs) => {
  expect(inside(file)).toEqual(jobs);
});
