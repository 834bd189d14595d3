import type { InputsOf } from '../../contract/index.ts';
import { redaction } from '../../domain/secret/redaction.ts';
import type { Context } from '../../lifecycle/context.ts';
import { runShellCommand, type ShellCommand } from '../../lifecycle/shell-command.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { SmokeContract } from './contract.ts';
import { clipped } from './expect/finding.ts';
import type { Observation } from './observation.ts';
import { type Deadline, deadlineAfter, reasonOf } from './run/deadline.ts';
import type { Results } from './run/result.ts';

/** How the tests of the user's own ended, free of secrets. */
export interface CommandResult {
  readonly text: string;
  /** Why it failed or was not started; undefined where it passed. */
  readonly failure: string | undefined;
  readonly started: boolean;
  /** Whether a program of it was not found or could not be run: that says nothing of the release. */
  readonly lacksProgram?: boolean;
  readonly milliseconds: number;
  readonly lastLines: readonly string[];
}

interface CommandStep {
  readonly inputs: Pick<InputsOf<SmokeContract>, 'command' | 'commandTimeoutMinutes' | 'siteOnly'>;
  readonly observation: Pick<Observation, 'commandVariables' | 'commandSecrets' | 'secrets'>;
}

const maxLineCharacters = 500;
const maxLastLines = 40;

/** Runs the command, where there is one and the checks have passed: what does not work need not be tested further. */
export async function runTests(
  { inputs, observation }: CommandStep,
  { checks, cleanUps, stopped }: Results,
  run: RunProcess,
  context: Context,
): Promise<CommandResult | undefined> {
  const { command: text, siteOnly, commandTimeoutMinutes: minutes } = inputs;
  if (text === undefined || siteOnly) return undefined;
  const isRed = stopped !== undefined || [...checks, ...cleanUps].some(({ status }) => status === 'failed');
  const hidden = redaction([...observation.secrets.values(), ...observation.commandSecrets.values()]);
  const result = { text: hidden.foreign(text), started: !isRed, milliseconds: 0, lastLines: [] };
  if (isRed) return { ...result, failure: 'it was not started, because the checks did not pass' };
  const begun = context.clock.now().getTime();
  const deadline = deadlineAfter(minutes * 60_000, `its time limit of ${minutes} minutes passed`, context.clock);
  try {
    const ended = await runWithin(deadline, commandOf(text, observation, context), run, context);
    return { ...result, ...ended, milliseconds: context.clock.now().getTime() - begun };
  } finally {
    deadline.stop();
  }
}

function commandOf(
  text: string,
  { commandVariables, commandSecrets, secrets }: CommandStep['observation'],
  { run: { workspace } }: Pick<Context, 'run'>,
): ShellCommand {
  const hidden = redaction([...secrets.values(), ...commandSecrets.values()]);
  return {
    text,
    directory: workspace,
    environment: Object.fromEntries([...commandVariables, ...commandSecrets]),
    withoutCredentials: true,
    shown: (line) => clipped(hidden.foreign(line), maxLineCharacters),
  };
}

type Ended = Pick<CommandResult, 'failure' | 'lacksProgram' | 'lastLines'>;

/** What bash says of a program that cannot be run, or is not there. https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html */
const lackingProgram: readonly number[] = [126, 127];

async function runWithin(deadline: Deadline, command: ShellCommand, run: RunProcess, context: Context): Promise<Ended> {
  const signal = AbortSignal.any([context.signal, deadline.signal]);
  const lines: string[] = [];
  const shown = (line: string) => {
    const told = command.shown?.(line) ?? line;
    if (lines.push(told) > maxLastLines) lines.shift();
    return told;
  };
  try {
    const exitCode = await runShellCommand({ ...command, shown }, run, { signal, log: context.log });
    const lacksProgram = lackingProgram.includes(exitCode);
    const reason = lacksProgram ? ': a program that it needs is not there, or cannot be run' : '';
    const failure = exitCode === 0 ? undefined : `it ended with exit code ${exitCode}${reason}`;
    return { failure, lacksProgram, lastLines: lines };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { failure: reasonOf(signal), lastLines: lines };
  }
}
