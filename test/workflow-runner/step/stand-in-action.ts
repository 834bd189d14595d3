import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { CommandFiles } from '../commands/command-files.ts';
import { errorMessage } from '../error-message.ts';
import type { FunctionStandIn, StandInContext } from '../stand-ins/stand-in.ts';
import { type ActionInstance } from './action-instance.ts';
import { invoke } from './invocation.ts';
import { actionVariables, inputVariable } from './node-action.ts';
import { processEnvironment } from './process-environment.ts';
import type { StepCall, StepEnd } from './step-call.ts';

/** Runs a stand-in's `main`, and notes its `post` for the end of the job. */
export function runStandIn(standIn: FunctionStandIn, instance: ActionInstance, call: StepCall): Promise<StepEnd> {
  const { post } = standIn;
  if (post !== undefined) {
    call.job.posts.push({
      name: `Post ${instance.label}`,
      condition: 'always()',
      body: (postCall) => runPart(post, instance, { ...call, ...postCall }),
    });
  }
  return runPart(standIn.main, instance, call);
}

function runPart(part: FunctionStandIn['main'], instance: ActionInstance, call: StepCall): Promise<StepEnd> {
  return invoke(call, instance.state, async (files) => {
    try {
      await part(createContext(call, instance, files));
      return call.cancel.aborted ? 'cancelled' : 'success';
    } catch (error) {
      if (call.cancel.aborted) return 'cancelled';
      call.record.console.annotate('error', errorMessage(error));
      return 'failure';
    }
  });
}

function createContext(call: StepCall, instance: ActionInstance, files: CommandFiles): StandInContext {
  const { job } = call;
  const environment = { ...processEnvironment(call, files), ...actionVariables(instance) };
  const write = call.record.console.write;
  return {
    input: (name) => (environment[inputVariable(name)] ?? '').trim(),
    environment,
    workspace: job.folders.workspace,
    temp: job.folders.runnerTemp,
    nodePath: job.runner.nodePath,
    artifacts: job.runner.artifacts,
    cacheFolder: job.runner.cacheFolder,
    findRepository: job.runner.findRepository,
    signal: call.cancel,
    write,
    setOutput: (name, value) => appendPair(files.GITHUB_OUTPUT, name, value),
    exportVariable: (name, value) => appendPair(files.GITHUB_ENV, name, value),
    addPath: (folder) => appendFileSync(files.GITHUB_PATH, `${folder}\n`),
    setSecret: (value) => write(`::add-mask::${escapeData(value)}`),
    saveState: (name, value) => appendPair(files.GITHUB_STATE, name, value),
    state: (name) => instance.state.get(name) ?? '',
  };
}

/** With a delimiter that no value can hold by accident or on purpose. */
function appendPair(file: string, name: string, value: string): void {
  const delimiter = `delimiter_${randomUUID()}`;
  appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

function escapeData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
