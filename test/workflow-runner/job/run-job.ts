import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createMasks } from '../commands/masks.ts';
import type { Conclusion } from '../conclusion.ts';
import { createScope } from '../expressions/scope.ts';
import { evaluateNumber, evaluateTexts } from '../expressions/template.ts';
import type { JobResult, StepResult } from '../run-result.ts';
import { completeJob } from './complete-job.ts';
import { identityRequest } from './identity-request.ts';
import { createJobCancellation } from './job-cancellation.ts';
import { createJobFolders } from './job-folders.ts';
import type { JobPlan } from './job-plan.ts';
import { type JobState, jobStatus } from './job-state.ts';
import { runPosts, runPres, runSteps } from './job-steps.ts';
import { killOrphans } from './orphans.ts';
import type { Runner } from './runner.ts';
import { setUpJob } from './set-up-job.ts';

/** Runs a job from an empty workspace to its outputs; leaves no process and no file behind. */
export async function runJob(plan: JobPlan, runner: Runner): Promise<JobResult> {
  const startedMs = performance.now();
  const job = createJobState(plan, runner);
  const steps: StepResult[] = [];
  try {
    writeFileSync(job.folders.eventFile, JSON.stringify(plan.contexts.github.event ?? {}));
    steps.push(await setUpJob(job));
    if (!job.frame.failed) {
      steps.push(...(await runPres(job)));
      steps.push(...(await runSteps(job)));
    }
    steps.push(...(await runPosts(job)));
    const { step, outputs, environment } = await completeJob(job);
    const outcome = jobStatus(job);
    return {
      ...describe(plan, environment),
      outcome,
      conclusion: concludeJob(outcome, plan.continueOnError),
      outputs,
      seconds: (performance.now() - startedMs) / 1000,
      steps: [...steps, step],
    };
  } finally {
    job.cancellation.dispose();
    killOrphans(job.trackingId);
    rmSync(job.folders.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

function createJobState(plan: JobPlan, runner: Runner): JobState {
  const { contexts, job, workflow } = plan;
  const scope = createScope(contexts);
  const folders = createJobFolders(runner.folder);
  const ofWorkflow = evaluateTexts(workflow.env, scope);
  const ofJob = evaluateTexts(job.env, createScope({ ...contexts, env: ofWorkflow }));
  const identity = identityRequest(plan, runner.identity);
  const timeoutMinutes = evaluateNumber(job.timeoutMinutes, scope, 360);
  return {
    runner,
    plan,
    folders,
    identity,
    masks: createMasks([...Object.values(contexts.secrets), identity.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '']),
    cancellation: createJobCancellation(plan.cancel, timeoutMinutes * 60_000, runner.delays.forceMs),
    trackingId: `github_${randomUUID()}`,
    environment: new Map(Object.entries({ ...ofWorkflow, ...ofJob })),
    path: [],
    frame: {
      repository: workflow.repository,
      inputs: contexts.inputs,
      steps: new Map(),
      failed: false,
      action: undefined,
    },
    instances: new Map(),
    posts: [],
  };
}

function describe(plan: JobPlan, environment: JobResult['environment']) {
  return { id: plan.job.id, name: plan.name, runsOn: plan.runsOn, permissions: plan.permissions, environment };
}

function concludeJob(outcome: Conclusion, continueOnError: boolean): Conclusion {
  return outcome === 'failure' && continueOnError ? 'success' : outcome;
}
