import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import type { Repository } from './repository.ts';

/** A workflow file, parsed; what may hold expressions stays a token until the moment GitHub would evaluate it. */
export interface Workflow {
  readonly repository: Repository;
  /** Path inside the repository. */
  readonly path: string;
  /** The full ref by which another repository calls it; undefined for the ref of the run. */
  readonly ref: string | undefined;
  readonly name: string;
  readonly events: ReadonlySet<string>;
  /** `on` with its filters. */
  readonly on: TemplateToken | undefined;
  readonly dispatchInputs: readonly InputDeclaration[];
  /** What `on.workflow_call` declares; undefined when the workflow cannot be called. */
  readonly call: CallContract | undefined;
  readonly env: MappingToken | undefined;
  readonly defaults: TemplateToken | undefined;
  readonly permissions: TemplateToken | undefined;
  readonly concurrency: TemplateToken | undefined;
  readonly jobs: readonly Job[];
}

export interface InputDeclaration {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'choice' | 'environment';
  readonly required: boolean;
  readonly default: TemplateToken | undefined;
  readonly options: readonly string[];
}

export interface CallContract {
  readonly inputs: readonly InputDeclaration[];
  readonly secrets: readonly { readonly name: string; readonly required: boolean }[];
  readonly outputs: readonly { readonly name: string; readonly value: TemplateToken }[];
}

export type Job = StepsJob | CallJob;

interface JobBase {
  readonly id: string;
  readonly name: TemplateToken | undefined;
  readonly needs: readonly string[];
  /** An expression; always calls a status function. */
  readonly condition: string;
  readonly strategy: TemplateToken | undefined;
  readonly concurrency: TemplateToken | undefined;
  readonly permissions: TemplateToken | undefined;
}

/** A job that runs steps on a runner. */
export interface StepsJob extends JobBase {
  readonly kind: 'steps';
  readonly runsOn: TemplateToken;
  readonly env: MappingToken | undefined;
  readonly environment: TemplateToken | undefined;
  readonly defaults: TemplateToken | undefined;
  readonly timeoutMinutes: TemplateToken | undefined;
  readonly continueOnError: TemplateToken | undefined;
  readonly outputs: MappingToken | undefined;
  readonly steps: readonly Step[];
}

/** A job that calls a reusable workflow. */
export interface CallJob extends JobBase {
  readonly kind: 'call';
  readonly callee: Workflow;
  readonly with: MappingToken | undefined;
  readonly secrets: 'inherit' | MappingToken | undefined;
}

export type Step = RunStep | UsesStep;

interface StepBase {
  readonly id: string | undefined;
  readonly name: TemplateToken | undefined;
  /** An expression; always calls a status function. */
  readonly condition: string;
  readonly env: MappingToken | undefined;
  readonly continueOnError: TemplateToken | undefined;
  readonly timeoutMinutes: TemplateToken | undefined;
}

export interface RunStep extends StepBase {
  readonly kind: 'run';
  readonly script: TemplateToken;
  readonly shell: TemplateToken | undefined;
  readonly workingDirectory: TemplateToken | undefined;
}

export interface UsesStep extends StepBase {
  readonly kind: 'uses';
  readonly uses: string;
  readonly with: MappingToken | undefined;
}
