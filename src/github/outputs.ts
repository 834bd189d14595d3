import { messageOf, type UserError } from '../errors.ts';
import { printCommand } from './print.ts';
import { appendToRunnerFile, keyValueText } from './runner-file.ts';

export type OutputValue = string | number | boolean | readonly string[] | undefined;

/**
 * Sets the step's outputs; lists become lines, unknown values stay unset. Where their file does not take them, they go to the
 * runner as commands of the log; the answer says why.
 */
export function writeOutputs(outputs: Readonly<Record<string, OutputValue>>): UserError | undefined {
  const texts = Object.entries(outputs).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'object' ? value.join('\n') : String(value)] as const],
  );
  return hand('GITHUB_OUTPUT', 'set-output', texts);
}

/** Values that a step saves for its post phase, which reads them by `savedState`. Saving never fails: work goes on without it. */
export interface State {
  save(name: string, value: string): void;
}

/** State in the runner's file. Where that does not take it, it goes to the runner as a command of the log; `warn` is told why, once. */
export function runnerState(warn: (message: string) => void): State {
  let isTold = false;
  return {
    save(name, value) {
      const trouble = hand('GITHUB_STATE', 'save-state', [[name, value]]);
      if (trouble && !isTold)
        warn(`${messageOf(trouble)} What the end of the job has to know is handed on through the log.`);
      isTold ||= trouble !== undefined;
    },
  };
}

type Command = 'set-output' | 'save-state';

/** The runner knows both ways to hand a value on; the commands are those of runners without the files. */
function hand(
  variable: string,
  command: Command,
  values: readonly (readonly [name: string, value: string])[],
): UserError | undefined {
  const path = process.env[variable];
  const trouble = path
    ? refusal(variable, path, values.map(([name, value]) => keyValueText(name, value)).join(''))
    : undefined;
  if (!path || trouble) for (const [name, value] of values) printCommand(command, value, { name });
  return trouble;
}

function refusal(variable: string, path: string, text: string): UserError | undefined {
  try {
    if (text !== '') appendToRunnerFile(variable, path, text);
    return undefined;
  } catch (error) {
    return error as UserError;
  }
}
