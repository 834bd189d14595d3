import type { Result } from './result.ts';
import { cpuUnitsOf, megabytesOf } from './size.ts';

/** CPU units and the memory that goes with them, in MB. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
const sizes: Readonly<Record<string, readonly [least: number, most: number, step: number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16_384, 1024],
  4096: [8192, 30_720, 1024],
  8192: [16_384, 61_440, 4096],
  16384: [32_768, 122_880, 8192],
};

/** CPU units (1024 are one vCPU) from "1024" or "1 vCPU". */
export function parseFargateCpu(text: string): Result<string> {
  const units = cpuUnitsOf(text);
  return units !== undefined && Object.hasOwn(sizes, units)
    ? { ok: true, value: units }
    : { ok: false, reason: 'Fargate has no such size' };
}

/** Memory in MB from "2048" or "2 GB". */
export function parseFargateMemory(text: string): Result<string> {
  const megabytes = megabytesOf(text);
  return megabytes !== undefined && Object.keys(sizes).some((cpu) => goWith(cpu, megabytes))
    ? { ok: true, value: megabytes }
    : { ok: false, reason: 'Fargate has no such size' };
}

/** Whether Fargate runs tasks with so many CPU units and so much memory. */
export function goWith(cpu: string, memory: string): boolean {
  return memoryChoices(cpu).includes(Number(memory));
}

/** The memory that Fargate allows with so many CPU units, in MB. */
export function memoryChoices(cpu: string): readonly number[] {
  const [least, most, step] = sizes[cpu] ?? [1, 0, 1];
  const all = Array.from({ length: Math.floor((most - least) / step) + 1 }, (_, index) => least + index * step);
  // A quarter of a vCPU takes 512, 1024 or 2048, but not 1536.
  return all.filter((megabytes) => megabytes !== 1536);
}
