import { expect, test } from '@jest/globals';
import { goWith, memoryChoices, parseFargateCpu, parseFargateMemory } from '../../src/domain/fargate-size.ts';

test.each([
  ['256', '256'],
  ['.25 vCPU', '256'],
  ['0.5 vCPU', '512'],
  ['1 vCPU', '1024'],
  ['16 vCPU', '16384'],
])('the CPU %s is %s units', (text, value) => {
  expect(parseFargateCpu(text)).toEqual({ ok: true, value });
});

test.each(['', '3 vCPU', '1000', 'one', 'toString'])('there is no CPU %j', (text) => {
  expect(parseFargateCpu(text)).toMatchObject({ ok: false });
});

test.each([
  ['512', '512'],
  ['0.5 GB', '512'],
  ['2 GB', '2048'],
  ['120 GB', '122880'],
])('the memory %s is %s MB', (text, value) => {
  expect(parseFargateMemory(text)).toEqual({ ok: true, value });
});

test.each(['', '1536', '100', '2 gigabytes', '-512', '1e3'])('there is no memory %j', (text) => {
  expect(parseFargateMemory(text)).toMatchObject({ ok: false });
});

test('each CPU has its memory', () => {
  expect(memoryChoices('256')).toEqual([512, 1024, 2048]);
  expect(memoryChoices('512')).toEqual([1024, 2048, 3072, 4096]);
  expect(memoryChoices('8192')[1]).toBe(20_480);
  expect(memoryChoices('16384').at(-1)).toBe(122_880);
  expect(memoryChoices('1')).toEqual([]);
  expect(goWith('1024', '2048')).toBe(true);
  expect(goWith('1024', '1024')).toBe(false);
});
