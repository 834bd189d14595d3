import type { StepCall } from './step-call.ts';

/** Opens a step's log as GitHub does: what is run and with what, folded. */
export function printHeader(call: StepCall, what: string, details: readonly string[]): void {
  const { console } = call.record;
  const [first = '', ...more] = what.trimEnd().split('\n');
  const environment = { ...Object.fromEntries(call.job.environment), ...call.environment };
  console.print(`##[group]Run ${first}`);
  for (const line of more) console.print(line);
  for (const line of details) console.print(line);
  printPairs(call, 'env', environment);
  console.print('##[endgroup]');
}

/** The pairs of a mapping under its name; nothing when there are none. */
export function printPairs(call: StepCall, name: string, pairs: Readonly<Record<string, string>>): void {
  const lines = Object.entries(pairs).map(([key, value]) => `  ${key}: ${value}`);
  for (const line of lines.length === 0 ? [] : [`${name}:`, ...lines]) call.record.console.print(line);
}
