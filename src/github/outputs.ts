import { saveState, setOutput } from '@actions/core';

export type OutputValue = string | number | boolean | readonly string[] | undefined;

/** Sets the step's outputs; lists become lines, unknown values stay unset. */
export function writeOutputs(outputs: Readonly<Record<string, OutputValue>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    if (value !== undefined) setOutput(name, typeof value === 'object' ? value.join('\n') : value);
  }
}

/** Values that a step saves for its post phase, which reads them by `savedState`. */
export interface State {
  save(name: string, value: string): void;
}

export function runnerState(): State {
  return { save: saveState };
}
