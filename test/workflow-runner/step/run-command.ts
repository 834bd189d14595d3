import type { CommandFiles } from '../commands/command-files.ts';
import { type ProcessCommand, runProcess } from '../process/run-process.ts';
import { processEnvironment } from './process-environment.ts';
import type { StepCall, StepEnd } from './step-call.ts';

/** Runs a process of a step with the runner's environment; any exit code but 0 is a failure, which goes to `reportExit`. */
export async function runCommand(
  call: StepCall,
  files: CommandFiles,
  command: Omit<ProcessCommand, 'environment'>,
  variables: Readonly<Record<string, string>>,
  reportExit?: (code: number) => void,
): Promise<StepEnd['conclusion']> {
  const { console } = call.record;
  const environment = { ...processEnvironment(call, files), ...variables };
  const { delays, guard } = call.job.runner;
  const code = await runProcess({ ...command, environment }, console.write, call.cancel, { delays, guard });
  if (call.cancel.aborted) return 'cancelled';
  if (code === 0) return 'success';
  reportExit?.(code);
  return 'failure';
}
