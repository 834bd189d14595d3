import { delimiter } from 'node:path';
import type { CommandFiles } from '../commands/command-files.ts';
import { isArray, isObject, type JsonObject, toText } from '../expressions/json.ts';
import { runnerContext } from './runner-context.ts';
import type { StepCall } from './step-call.ts';

/** The whole environment of a step's process: nothing is inherited from the process that runs the workflow. */
export function processEnvironment(call: StepCall, files: CommandFiles): Readonly<Record<string, string>> {
  const { job } = call;
  const chosen: Readonly<Record<string, string>> = {
    ...job.runner.environment,
    CI: 'true',
    ...Object.fromEntries(job.environment),
    ...call.environment,
  };
  return {
    ...chosen,
    PATH: [...job.path, chosen.PATH].filter((folder) => folder !== undefined).join(delimiter),
    HOME: job.folders.home,
    TMPDIR: job.folders.temp,
    GITHUB_ACTIONS: 'true',
    ...githubVariables(call),
    ...prefixed('RUNNER', runnerContext(job.folders)),
    RUNNER_TRACKING_ID: job.trackingId,
    ...job.identity,
    ...files,
  };
}

/** Which parts of the `github` context a process gets: https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
const exported = new Set(
  [
    'action_path action_ref action_repository actor actor_id api_url base_ref event_name graphql_url head_ref job ref',
    'ref_name ref_protected ref_type repository repository_id repository_owner repository_owner_id retention_days',
    'run_attempt run_id run_number server_url sha triggering_actor workflow workflow_ref workflow_sha',
  ].flatMap((line) => line.split(' ')),
);

function githubVariables({ job, frame, id }: StepCall): Readonly<Record<string, string>> {
  const { github } = job.plan.contexts;
  const known = Object.entries(github).filter(([name]) => exported.has(name));
  const action: JsonObject =
    frame.action === undefined
      ? {}
      : {
          action_path: frame.action.folder,
          action_ref: frame.action.ref,
          action_repository: frame.action.repository.name,
        };
  return {
    ...prefixed('GITHUB', { ...Object.fromEntries(known), ...action }),
    GITHUB_ACTION: id,
    GITHUB_WORKSPACE: job.folders.workspace,
    GITHUB_EVENT_PATH: job.folders.eventFile,
  };
}

function prefixed(prefix: string, values: JsonObject): Readonly<Record<string, string>> {
  const texts = Object.entries(values).filter(([, value]) => !isObject(value) && !isArray(value));
  return Object.fromEntries(texts.map(([name, value]) => [`${prefix}_${name.toUpperCase()}`, toText(value)]));
}
