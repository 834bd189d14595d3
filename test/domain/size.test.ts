import { expect, test } from '@jest/globals';
import { parseCpu, parseMemory } from '../../src/domain/apprunner-size.ts';
import { parseInstanceCpu, parseInstanceMemory } from '../../src/domain/beanstalk.ts';
import { parseFargateCpu, parseFargateMemory } from '../../src/domain/fargate-size.ts';
import { cpuUnitsOf, megabytesOf } from '../../src/domain/size.ts';

test.each([
  ['1024', '1024'],
  ['1 vCPU', '1024'],
  ['1vCPU', '1024'],
  ['1 VCPU', '1024'],
  ['.25 vCPU', '256'],
  ['0.25vCPU', '256'],
])('the CPU %s is %s units', (text, units) => {
  expect(cpuUnitsOf(text)).toBe(units);
});

test.each([
  ['2048', '2048'],
  ['2048 MB', '2048'],
  ['2 GB', '2048'],
  ['2GB', '2048'],
  ['2gb', '2048'],
  ['0.5 GB', '512'],
])('the memory %s is %s MB', (text, megabytes) => {
  expect(megabytesOf(text)).toBe(megabytes);
});

test.each([
  '',
  '0',
  '-1',
  '1e3',
  '0 GB',
  '0.3 vCPU',
  '1.2345 GB',
  '1  GB',
  ' 1 GB',
  '2 TB',
  'toString',
])('%j is no size', (text) => {
  expect([cpuUnitsOf(text), megabytesOf(text)]).toEqual([undefined, undefined]);
});

test.each([
  [parseCpu, parseMemory],
  [parseFargateCpu, parseFargateMemory],
  [parseInstanceCpu, parseInstanceMemory],
])('all targets understand the same sizes (%#)', (cpu, memory) => {
  expect(['1024', '1 vCPU', '1vCPU'].map(cpu)).toEqual(Array(3).fill({ ok: true, value: '1024' }));
  expect(['2048', '2048 MB', '2 GB', '2GB'].map(memory)).toEqual(Array(4).fill({ ok: true, value: '2048' }));
});
