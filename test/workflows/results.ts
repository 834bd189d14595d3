import type { JobResult, RunResult, StepResult } from '../workflow-runner/run-result.ts';

/** The conclusion of each job by name. */
export function conclusions(run: RunResult): Readonly<Record<string, string>> {
  return Object.fromEntries(run.jobs.map(({ name, conclusion }) => [name, conclusion]));
}

export function job(run: RunResult, name: string): JobResult {
  const found = run.jobs.find((each) => each.name === name);
  if (found === undefined)
    throw new Error(`There is no job '${name}': ${run.jobs.map((each) => each.name).join(', ')}`);
  return found;
}

export function step(run: RunResult, jobName: string, name: string): StepResult {
  const { steps } = job(run, jobName);
  const found = steps.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no step '${name}': ${steps.map((each) => each.name).join(', ')}`);
  return found;
}

/** What failed, for a message: each failed step with its last lines. */
export function failures(run: RunResult): readonly string[] {
  return run.jobs.flatMap(({ name, steps }) =>
    steps
      .filter(({ outcome }) => outcome === 'failure')
      .map((failed) => `${name} / ${failed.name}:\n${failed.log.slice(-15).join('\n')}`),
  );
}

export function errors(run: RunResult): readonly string[] {
  return run.jobs.flatMap(({ steps }) =>
    steps.flatMap(({ annotations }) =>
      annotations.filter(({ level }) => level === 'error').map(({ message }) => message),
    ),
  );
}
