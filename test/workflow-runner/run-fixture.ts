import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunOptions } from './run-options.ts';
import type { JobResult, RunResult, StepResult } from './run-result.ts';
import { runWorkflow } from './run-workflow.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

/** Runs a workflow of the fixture repository `acme/shop`, which uses `acme/suite`, and sees that nothing stays behind. */
export async function runFixture(file: string, options: Partial<RunOptions> = {}): Promise<RunResult> {
  const tempRoot = mkdtempSync(join(tmpdir(), 'runner-test-'));
  try {
    const result = await runWorkflow({
      repository: 'acme/shop',
      workspaceSource: join(fixtures, 'caller'),
      workflowPath: `.github/workflows/${file}`,
      repositories: { 'acme/suite': join(fixtures, 'suite') },
      delays: { interruptMs: 400, terminateMs: 400, orphanMs: 400 },
      tempRoot,
      ...options,
    });
    const left = readdirSync(tempRoot);
    if (left.length > 0) throw new Error(`The run left ${left.join(', ')} behind.`);
    return result;
  } finally {
    rmSync(tempRoot, { recursive: true, force: true });
  }
}

export function jobNamed(result: RunResult, name: string): JobResult {
  const job = result.jobs.find((candidate) => candidate.name === name);
  if (job === undefined)
    throw new Error(`There is no job '${name}': ${result.jobs.map((each) => each.name).join(', ')}`);
  return job;
}

export function stepNamed(job: JobResult, name: string): StepResult {
  const step = job.steps.find((candidate) => candidate.name === name);
  if (step === undefined)
    throw new Error(`There is no step '${name}': ${job.steps.map((each) => each.name).join(', ')}`);
  return step;
}

/** The conclusion of each job by name. */
export function conclusions(result: RunResult): Readonly<Record<string, string>> {
  return Object.fromEntries(result.jobs.map(({ name, conclusion }) => [name, conclusion]));
}

/** The output of a step without what the runner says of it. */
export function outputOf(step: StepResult): readonly string[] {
  return step.log.slice(step.log.indexOf('##[endgroup]') + 1);
}
