import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isMapping } from '@actions/workflow-parser/templates/tokens/type-guards';
import { evaluateText } from '../expressions/template.ts';
import type { RunStep } from '../parse/workflow-model.ts';
import { invoke } from './invocation.ts';
import { runCommand } from './run-command.ts';
import type { StepCall, StepEnd } from './step-call.ts';
import { printHeader } from './step-header.ts';

/** Executes a `run:` step: the script goes to a file, the file to the shell. */
export async function runScript(step: RunStep, call: StepCall): Promise<StepEnd> {
  const script = evaluateText(step.script, call.scope);
  const shell = shellCommand(setting(step.shell, 'shell', call));
  const folder = setting(step.workingDirectory, 'working-directory', call) ?? '.';
  printHeader(call, script, [`shell: ${shell.join(' ')}`]);
  const scriptFile = join(call.job.folders.commands, `${randomUUID()}.sh`);
  writeFileSync(scriptFile, script.endsWith('\n') ? script : `${script}\n`);
  const [file = '', ...args] = shell.map((word) => (word === '{0}' ? scriptFile : word));
  const workingDirectory = resolve(call.job.folders.workspace, folder);
  const reportExit = (code: number): void =>
    call.record.console.annotate('error', `Process completed with exit code ${code}.`);
  return invoke(call, new Map(), (files) => runCommand(call, files, { file, args, workingDirectory }, {}, reportExit));
}

/** The shells by name: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
function shellCommand(shell: string | undefined): readonly string[] {
  switch (shell) {
    case undefined:
      return ['bash', '-e', '{0}'];
    case 'bash':
      return ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '{0}'];
    case 'sh':
      return ['sh', '-e', '{0}'];
    default:
      if (shell.includes('{0}')) return shell.trim().split(/\s+/);
      throw new Error(`The shell '${shell}' is not supported: use bash, sh or a command with {0}.`);
  }
}

/** What the step says, or the job's defaults, or the workflow's; a composite action has no defaults. */
function setting(own: TemplateToken | undefined, key: string, { frame, job, scope }: StepCall): string | undefined {
  if (own !== undefined) return evaluateText(own, scope);
  if (frame.action !== undefined) return undefined;
  const levels = [job.plan.job.defaults, job.plan.workflow.defaults];
  const found = levels.map((defaults) => find(find(defaults, 'run'), key)).find((token) => token !== undefined);
  return found === undefined ? undefined : evaluateText(found, scope);
}

function find(token: TemplateToken | undefined, key: string): TemplateToken | undefined {
  return token !== undefined && isMapping(token) ? token.find(key) : undefined;
}
