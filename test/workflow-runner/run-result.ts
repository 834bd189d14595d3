import type { Annotation } from './commands/annotation.ts';
import type { Conclusion } from './conclusion.ts';
import type { Attempt } from './run/attempt.ts';
import type { RunsOn } from './run/runner-labels.ts';

/** How a run of a workflow went. */
export interface RunResult {
  readonly workflow: string;
  readonly conclusion: Conclusion;
  readonly seconds: number;
  /** In the order of the files; the jobs of a called workflow stand in the place of the calling job. */
  readonly jobs: readonly JobResult[];
  /** The outputs of the workflow, when it declares some in `on.workflow_call`. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly artifacts: readonly ArtifactResult[];
  /** As GitHub shows them: in the order in which the jobs ended, at most 20 of a job. */
  readonly summaries: readonly Summary[];
  /** For `rerunOf`. */
  readonly attempt: Attempt;
}

export interface JobResult {
  readonly id: string;
  /** As GitHub shows it, with the calling jobs before it: `deploy / build (amd64)`. */
  readonly name: string;
  /** Undefined for a job that never got to a runner. */
  readonly runsOn: RunsOn | undefined;
  readonly environment: EnvironmentResult | undefined;
  /** What happened; `conclusion` differs only when the job has `continue-on-error`. */
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly permissions: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly steps: readonly StepResult[];
}

export interface EnvironmentResult {
  readonly name: string;
  readonly url: string | undefined;
  /** Whether GitHub would record a deployment. */
  readonly deployment: boolean;
}

export interface StepResult {
  readonly name: string;
  readonly id: string | undefined;
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly seconds: number;
  /** Masked, one line each, with GitHub's marks such as `##[group]`. */
  readonly log: readonly string[];
  /** Masked Markdown. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly artifactReferences: readonly string[];
}

export interface Summary {
  readonly job: string;
  readonly step: string;
  readonly markdown: string;
}

export interface ArtifactResult {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly sizeBytes: number }[];
}
