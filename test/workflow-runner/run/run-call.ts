import { combineConclusions } from '../conclusion.ts';
import { isObject } from '../expressions/json.ts';
import { createScope } from '../expressions/scope.ts';
import { evaluateTemplate, evaluateText, evaluateTexts } from '../expressions/template.ts';
import { unstartedJob } from '../job/unstarted-job.ts';
import type { CallJob } from '../parse/workflow-model.ts';
import { inConcurrencyGroup } from './concurrency-turn.ts';
import { typedInputs } from './inputs.ts';
import { tokenSecret } from './plan-job.ts';
import type { JobEnd, Run, Secrets, WorkflowCall } from './run.ts';
import type { Instance } from './run-instance.ts';
import { runJobs } from './run-jobs.ts';

/** Runs the workflow that a job calls. */
export async function runCall(job: CallJob, instance: Instance, caller: WorkflowCall, run: Run): Promise<JobEnd> {
  const { callee } = job;
  const given = job.with === undefined ? {} : evaluateTemplate(job.with, instance.scope);
  const call: WorkflowCall = {
    workflow: callee,
    inputs: typedInputs(callee.call?.inputs ?? [], isObject(given) ? given : {}, createScope(instance.contexts)),
    secrets: secretsFor(job, instance, caller, run),
    permissions: instance.permissions,
    namePrefix: `${instance.name} / `,
    cancel: instance.cancel,
    isFresh: instance.isFresh,
  };
  const end = await runWorkflowCall(call, run);
  return end ?? { result: 'cancelled', outputs: {}, jobs: [unstartedJob(instance, 'cancelled')] };
}

/** Runs the jobs of a workflow and gathers its outputs; undefined when its concurrency group never let it begin. */
export function runWorkflowCall(call: WorkflowCall, run: Run): Promise<JobEnd | undefined> {
  const contexts = { github: run.github, inputs: call.inputs, vars: run.vars };
  return inConcurrencyGroup(call.workflow.concurrency, createScope(contexts), run, call.cancel, async (cancel) => {
    const ends = await runJobs({ ...call, cancel }, run);
    const jobs = Object.fromEntries([...ends].map(([id, { result, outputs }]) => [id, { result, outputs }]));
    const scope = createScope({ ...contexts, jobs });
    const outputs = (call.workflow.call?.outputs ?? []).map(
      ({ name, value }) => [name, evaluateText(value, scope)] as const,
    );
    return {
      result: combineConclusions([...ends.values()].map((end) => end.result)),
      outputs: Object.fromEntries(outputs),
      jobs: [...ends.values()].flatMap((end) => end.jobs),
    };
  });
}

/** `inherit` passes everything on, environments' secrets included; named secrets pass only themselves. Each job has a token anyway. */
function secretsFor(job: CallJob, instance: Instance, caller: WorkflowCall, run: Run): Secrets {
  if (job.secrets === 'inherit') return caller.secrets;
  const token = tokenSecret(run.token?.(instance.permissions));
  const scope = createScope({ ...instance.contexts, secrets: { ...caller.secrets.values, ...token } });
  return { values: evaluateTexts(job.secrets, scope), includesEnvironments: false };
}
