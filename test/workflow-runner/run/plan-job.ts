import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isMapping } from '@actions/workflow-parser/templates/tokens/type-guards';
import type { Scope } from '../expressions/scope.ts';
import { evaluateBoolean, evaluateText } from '../expressions/template.ts';
import type { JobEnvironment, JobPlan } from '../job/job-plan.ts';
import type { StepsJob } from '../parse/workflow-model.ts';
import { demandKnownKey } from './enterprise-server.ts';
import type { Run, WorkflowCall } from './run.ts';
import type { Instance } from './run-instance.ts';
import { runsOn } from './runner-labels.ts';

/** Settles what a job on a runner is given: its environment's variables and secrets above those of the repository. */
export function planJob(job: StepsJob, instance: Instance, call: WorkflowCall, run: Run): JobPlan {
  const environment = toEnvironment(job.environment, instance.scope);
  if (environment?.deployment === false) demandKnownKey('deployment', run.github);
  const settings = environment === undefined ? undefined : run.environments[environment.name];
  const environmentSecrets = call.secrets.includesEnvironments ? settings?.secrets : undefined;
  const token = run.token?.(instance.permissions);
  return {
    job,
    workflow: call.workflow,
    name: instance.name,
    runsOn: runsOn(job.runsOn, instance.scope),
    contexts: {
      ...instance.contexts,
      github: { ...instance.contexts.github, token: token ?? '' },
      vars: { ...run.vars, ...settings?.vars },
      secrets: { ...call.secrets.values, ...environmentSecrets, ...tokenSecret(token) },
    },
    environment,
    permissions: instance.permissions,
    continueOnError: evaluateBoolean(job.continueOnError, instance.scope),
    cancel: instance.cancel,
  };
}

/** The token as a secret of a job; nothing where there is none. */
export function tokenSecret(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { GITHUB_TOKEN: token };
}

/** An environment is a name or `{ name, url, deployment }`; an empty name means none. */
function toEnvironment(token: TemplateToken | undefined, scope: Scope): JobEnvironment | undefined {
  if (token === undefined) return undefined;
  const mapping = isMapping(token) ? token : undefined;
  const nameToken = mapping === undefined ? token : mapping.find('name');
  const name = nameToken === undefined ? '' : evaluateText(nameToken, scope);
  if (name === '') return undefined;
  return { name, url: mapping?.find('url'), deployment: evaluateBoolean(mapping?.find('deployment'), scope, true) };
}
