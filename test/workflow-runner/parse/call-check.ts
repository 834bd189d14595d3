import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import { WorkflowError } from '../workflow-error.ts';
import type { CallJob } from './workflow-model.ts';

/** Throws when a call passes what the called workflow does not declare, or leaves out what it requires. */
export function checkCall(jobId: string, job: Pick<CallJob, 'callee' | 'with' | 'secrets'>): void {
  const contract = job.callee.call;
  const callee = `${job.callee.repository.name}/${job.callee.path}`;
  if (contract === undefined) throw new WorkflowError(`${callee} cannot be called: it has no 'on: workflow_call'.`);
  const faults = [
    ...differences('input', keysOf(job.with), contract.inputs, callee),
    ...(job.secrets === 'inherit' ? [] : differences('secret', keysOf(job.secrets), contract.secrets, callee)),
  ];
  if (faults.length > 0) throw new WorkflowError(`Job '${jobId}' cannot call ${callee}:\n${faults.join('\n')}`);
}

function differences(
  kind: string,
  given: readonly string[],
  declared: readonly { readonly name: string; readonly required: boolean }[],
  callee: string,
): readonly string[] {
  const givenNames = new Set(given.map((name) => name.toLowerCase()));
  const declaredNames = new Set(declared.map(({ name }) => name.toLowerCase()));
  const unknown = given.filter((name) => !declaredNames.has(name.toLowerCase()));
  const missing = declared.filter(({ name, required }) => required && !givenNames.has(name.toLowerCase()));
  return [
    ...unknown.map((name) => `${kind} '${name}' is not declared by ${callee}`),
    ...missing.map(({ name }) => `${kind} '${name}' is required and not given`),
  ];
}

function keysOf(mapping: MappingToken | undefined): readonly string[] {
  return mapping === undefined ? [] : [...mapping].map(({ key }) => key.toString());
}
