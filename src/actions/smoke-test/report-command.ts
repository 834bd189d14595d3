import { UserError } from '../../errors.ts';
import type { Cell, Section } from '../../report/report.ts';
import type { CommandResult } from './command.ts';

/** A command that was started and failed. */
export function failedCommand(command: CommandResult | undefined): CommandResult | undefined {
  return command?.started && command.failure !== undefined ? command : undefined;
}

/** What came of the command, as the end of the result. */
export function commandSentence(command: CommandResult | undefined): string {
  if (!command) return '';
  return command.failure === undefined ? ' The command passed.' : ` The command failed: ${command.failure}.`;
}

export function commandFacts(command: CommandResult | undefined): readonly (readonly [string, Cell])[] {
  if (!command?.started) return [];
  const seconds = (command.milliseconds / 1000).toFixed(1);
  return [['Command', `${command.failure === undefined ? 'passed' : 'failed'} after ${seconds} s`]];
}

/** The end of what a failed command has printed. */
export function commandSections(command: CommandResult | undefined): readonly Section[] {
  const failed = failedCommand(command);
  return failed ? [{ kind: 'log', title: `❌ ${failed.text}`, lines: failed.lastLines }] : [];
}

export function commandFailure({ text, failure }: CommandResult): UserError {
  return new UserError({
    what: `The smoke test failed: the checks passed, and the command failed: ${text}`,
    why: `Of it is known that ${failure}.`,
    next: 'Its last lines are in the job summary, and all of them in the log.',
  });
}
