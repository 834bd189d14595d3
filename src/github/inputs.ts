import { getInput } from '@actions/core';

/** The inputs that a workflow gave under `with:`; empty ones count as left out, as GitHub does not distinguish the two. */
export function workflowInputs(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name, getInput(name)] as const).filter(([, text]) => text !== ''));
}
