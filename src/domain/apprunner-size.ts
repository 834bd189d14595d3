import type { Result } from './result.ts';
import { cpuUnitsOf, megabytesOf } from './size.ts';

/** Memory in MB that goes with each CPU, in units. Source: https://docs.aws.amazon.com/apprunner/latest/dg/manage-configure.html */
const memoryFor: Readonly<Record<string, readonly string[]>> = {
  256: ['512', '1024'],
  512: ['1024'],
  1024: ['2048', '3072', '4096'],
  2048: ['4096', '6144'],
  4096: ['8192', '10240', '12288'],
};

/** CPU units (1024 are one vCPU) from "1024" or "1 vCPU". */
export function parseCpu(text: string): Result<string> {
  const units = cpuUnitsOf(text);
  return units !== undefined && Object.hasOwn(memoryFor, units)
    ? { ok: true, value: units }
    : { ok: false, reason: 'App Runner has no such size' };
}

/** Memory in MB from "2048" or "2 GB". */
export function parseMemory(text: string): Result<string> {
  const megabytes = megabytesOf(text);
  return megabytes !== undefined && Object.values(memoryFor).some((sizes) => sizes.includes(megabytes))
    ? { ok: true, value: megabytes }
    : { ok: false, reason: 'App Runner has no such size' };
}

/** The memory sizes that App Runner allows with so many CPU units. */
export function memoryChoices(cpu: string): readonly string[] {
  return memoryFor[cpu] ?? [];
}
