import type { Conclusion } from '../conclusion.ts';
import type { Permissions } from '../parse/permissions.ts';
import type { JobResult } from '../run-result.ts';

interface JobHead {
  readonly id: string;
  readonly name: string;
  readonly permissions: Permissions;
}

/** A job that never got to a runner: skipped, or cancelled before. */
export function unstartedJob(head: JobHead, conclusion: Conclusion): JobResult {
  return {
    ...head,
    runsOn: undefined,
    environment: undefined,
    outcome: conclusion,
    conclusion,
    outputs: {},
    seconds: 0,
    steps: [],
  };
}

/** A job that failed before it got to a runner: something in its definition cannot be evaluated. */
export function unplannableJob(head: JobHead, message: string): JobResult {
  const step = {
    name: 'Set up job',
    id: undefined,
    outcome: 'failure',
    conclusion: 'failure',
    outputs: {},
    seconds: 0,
    log: [`##[error]${message}`],
    summary: '',
    annotations: [{ level: 'error', message }],
    artifactReferences: [],
  } as const;
  return { ...unstartedJob(head, 'failure'), steps: [step] };
}
