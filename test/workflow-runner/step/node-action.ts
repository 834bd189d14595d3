import { resolve } from 'node:path';
import type { NodeRuns } from '../parse/action-file.ts';
import type { ActionInstance } from './action-instance.ts';
import { invoke } from './invocation.ts';
import { runCommand } from './run-command.ts';
import type { StepCall, StepEnd } from './step-call.ts';

/** Runs the `main` of a JavaScript action, and notes its `post` for the end of the job. */
export function runNodeMain(runs: NodeRuns, instance: ActionInstance, call: StepCall): Promise<StepEnd> {
  const { post } = runs;
  if (post !== undefined) {
    call.job.posts.push({
      name: `Post ${instance.label}`,
      condition: runs.postIf,
      body: (postCall) => runNodeFile(post, instance, { ...call, ...postCall }),
    });
  }
  return runNodeFile(runs.main, instance, call);
}

/** Runs one file of a JavaScript action with the runner's own Node, in the workspace. */
export function runNodeFile(file: string, instance: ActionInstance, call: StepCall): Promise<StepEnd> {
  const { source } = instance;
  if (source === undefined) throw new Error(`${instance.label} has no folder.`);
  const command = {
    file: call.job.runner.nodePath,
    args: [resolve(source.folder, file)],
    workingDirectory: call.job.folders.workspace,
  };
  const place = { GITHUB_ACTION_REPOSITORY: source.repository.name, GITHUB_ACTION_REF: source.ref };
  const variables = { ...place, ...actionVariables(instance) };
  return invoke(call, instance.state, (files) => runCommand(call, files, command, variables));
}

/** The variables through which an action's process gets its inputs and its state. */
export function actionVariables(instance: ActionInstance): Readonly<Record<string, string>> {
  const inputs = Object.entries(instance.inputs).map(([name, value]) => [inputVariable(name), value] as const);
  const state = [...instance.state].map(([name, value]) => [`STATE_${name}`, value] as const);
  return Object.fromEntries([...inputs, ...state]);
}

/** Only blanks are replaced, so dashes stay: `INPUT_AWS-REGION`. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
