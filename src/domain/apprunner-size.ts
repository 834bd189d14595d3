import type { Result } from './result.ts';

/** CPU units by how they are written. Source: https://docs.aws.amazon.com/apprunner/latest/api/API_InstanceConfiguration.html */
const cpuUnits: Readonly<Record<string, string>> = {
  '0.25 vCPU': '256',
  '0.5 vCPU': '512',
  '1 vCPU': '1024',
  '2 vCPU': '2048',
  '4 vCPU': '4096',
};

/** Memory in MB that goes with each CPU. Source: https://docs.aws.amazon.com/apprunner/latest/dg/manage-configure.html */
const memoryFor: Readonly<Record<string, readonly string[]>> = {
  256: ['512', '1024'],
  512: ['1024'],
  1024: ['2048', '3072', '4096'],
  2048: ['4096', '6144'],
  4096: ['8192', '10240', '12288'],
};

/** CPU units (1024 are one vCPU) from "1024" or "1 vCPU". */
export function parseCpu(text: string): Result<string> {
  const units = cpuUnits[text] ?? text;
  return Object.hasOwn(memoryFor, units)
    ? { ok: true, value: units }
    : { ok: false, reason: 'App Runner has no such size' };
}

/** Memory in MB from "2048" or "2 GB". */
export function parseMemory(text: string): Result<string> {
  const gigabytes = /^(\d+(?:\.5)?) GB$/.exec(text)?.[1];
  const megabytes = gigabytes === undefined ? text : String(Number(gigabytes) * 1024);
  const known = Object.values(memoryFor).some((sizes) => sizes.includes(megabytes));
  return known ? { ok: true, value: megabytes } : { ok: false, reason: 'App Runner has no such size' };
}

/** The memory sizes that App Runner allows with so many CPU units. */
export function memoryChoices(cpu: string): readonly string[] {
  return memoryFor[cpu] ?? [];
}
