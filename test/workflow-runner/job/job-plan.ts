import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import type { JsonObject } from '../expressions/json.ts';
import type { Permissions } from '../parse/permissions.ts';
import type { StepsJob, Workflow } from '../parse/workflow-model.ts';
import type { RunsOn } from '../run/runner-labels.ts';

/** One job with everything that was decided before a runner takes it. */
export interface JobPlan {
  readonly job: StepsJob;
  readonly workflow: Workflow;
  readonly name: string;
  readonly runsOn: RunsOn;
  readonly contexts: JobContexts;
  readonly environment: JobEnvironment | undefined;
  readonly permissions: Permissions;
  readonly continueOnError: boolean;
  /** Cancels the job. */
  readonly cancel: AbortSignal;
}

/** The contexts that stay the same for the whole job. */
export interface JobContexts {
  readonly github: JsonObject;
  readonly vars: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
  readonly inputs: JsonObject;
  readonly needs: JsonObject;
  readonly strategy: JsonObject;
  readonly matrix: JsonObject | null;
}

export interface JobEnvironment {
  readonly name: string;
  readonly url: TemplateToken | undefined;
  readonly deployment: boolean;
}
