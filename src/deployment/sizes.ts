import type { Entries } from './saving.ts';

/** What a rollback gives back though the config file of its commit says nothing of it: the entry, and the input that gives it. */
const sizeInputs = [
  ...(['cpu', 'memory', 'port'] as const).map((name) => [name, name] as const),
  ['healthCheckPath', 'health-check-path'],
  ['minTasks', 'min-tasks'],
  ['maxTasks', 'max-tasks'],
  ['aws:ec2:instances:InstanceTypes', 'instance-types'],
] as const;

/** `cpu=1024 memory=2048`: as wanted; where nothing was wanted, as the platform has chosen. Undefined where nothing is known. */
export function sizesText(wanted: Entries, chosen: Entries): string | undefined {
  const sizes = sizeInputs.flatMap(([entry, input]) => {
    const value = wanted[entry] ?? chosen[entry];
    return typeof value === 'string' || typeof value === 'number' ? [`${input}=${value}`] : [];
  });
  return sizes.length > 0 ? sizes.join(' ') : undefined;
}
