import { errorMessage } from '../error-message.ts';
import { evaluateCondition } from '../expressions/evaluate.ts';
import { evaluateText, evaluateTexts } from '../expressions/template.ts';
import type { Step } from '../parse/workflow-model.ts';
import type { StepResult } from '../run-result.ts';
import type { ActionInstance } from '../step/action-instance.ts';
import { displayStep } from '../step/displayed-step.ts';
import type { StepContext } from '../step/frame.ts';
import { runNodeFile } from '../step/node-action.ts';
import { resolveAction } from '../step/resolve-action.ts';
import { allInputs } from '../step/run-action.ts';
import { runStep } from '../step/run-step.ts';
import type { StepRecord } from '../step/step-call.ts';
import { stepScope } from '../step/step-scope.ts';
import type { JobState, PostStep } from './job-state.ts';

/** Runs the steps of a job, one after the other. */
export async function runSteps(job: JobState): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of job.plan.job.steps) {
    const place = { job, frame: job.frame, environment: {}, cancel: new AbortController().signal };
    results.push(
      await displayStep(job, displayName(job, step), step.id, (record) => runStep(step, { ...place, record })),
    );
  }
  return results;
}

/** Runs the `pre` parts of the JavaScript actions that have one, before the first step. */
export async function runPres(job: JobState): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of job.plan.job.steps) {
    const pre = preOf(job, step);
    if (pre !== undefined) results.push(await runPart(job, { ...pre, name: `Pre ${displayName(job, step)}` }));
  }
  return results;
}

/** Runs the `post` parts, the last noted first, whatever happened before. */
export async function runPosts(job: JobState): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (let post = job.posts.pop(); post !== undefined; post = job.posts.pop()) results.push(await runPart(job, post));
  return results;
}

function preOf(job: JobState, step: Step): PostStep | undefined {
  if (step.kind !== 'uses' || step.uses.startsWith('./')) return undefined;
  const action = resolveAction(step.uses, job.frame.repository, job);
  if (action.kind === 'stand-in' || action.definition.runs.kind !== 'node') return undefined;
  const { definition, source } = action;
  const { pre, preIf } = action.definition.runs;
  if (pre === undefined) return undefined;
  return {
    name: '',
    condition: preIf,
    body: ({ record, cancel }) => {
      const environment = evaluateTexts(step.env, stepScope(job, job.frame, {}));
      const scope = stepScope(job, job.frame, environment);
      const call = { job, frame: job.frame, record, id: step.id ?? '__pre', scope, environment, cancel };
      const inputs = allInputs(definition, evaluateTexts(step.with, scope), call);
      const instance: ActionInstance = { label: step.uses, inputs, state: new Map(), source };
      job.instances.set(step, instance);
      return runNodeFile(pre, instance, call);
    },
  };
}

function runPart(job: JobState, part: PostStep): Promise<StepResult> {
  return displayStep(job, part.name, undefined, async (record) => {
    const { conclusion, outputs } = await runPartIfWanted(job, part, record);
    if (conclusion === 'failure') job.frame.failed = true;
    return { outcome: conclusion, conclusion, outputs };
  });
}

async function runPartIfWanted(job: JobState, part: PostStep, record: StepRecord): Promise<PartEnd> {
  try {
    const wanted = evaluateCondition(part.condition, stepScope(job, job.frame, {}));
    return wanted
      ? await part.body({ record, cancel: job.cancellation.forced })
      : { conclusion: 'skipped', outputs: {} };
  } catch (error) {
    record.console.annotate('error', errorMessage(error));
    return { conclusion: 'failure', outputs: {} };
  }
}

type PartEnd = Pick<StepContext, 'conclusion' | 'outputs'>;

/** The step's name, or what it runs; a name that cannot be evaluated is shown as it stands. */
function displayName(job: JobState, step: Step): string {
  try {
    const scope = stepScope(job, job.frame, evaluateTexts(step.env, stepScope(job, job.frame, {})));
    if (step.name !== undefined) return evaluateText(step.name, scope);
    const what = step.kind === 'uses' ? step.uses : evaluateText(step.script, scope);
    return `Run ${what.trim().split('\n')[0] ?? ''}`;
  } catch {
    return step.name?.toString() ?? `Run ${step.kind === 'uses' ? step.uses : 'script'}`;
  }
}
