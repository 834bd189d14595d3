import { expect, test } from '@jest/globals';
import { memoryChoices, parseCpu, parseMemory } from '../../src/domain/apprunner-size.ts';

test.each([
  ['256', '256'],
  ['1024', '1024'],
  ['0.25 vCPU', '256'],
  ['4 vCPU', '4096'],
  ['1vCPU', '1024'],
  ['1 vcpu', '1024'],
])('CPU %s is %s units', (given, units) => {
  expect(parseCpu(given)).toEqual({ ok: true, value: units });
});

test.each([
  ['2048', '2048'],
  ['0.5 GB', '512'],
  ['2 GB', '2048'],
  ['12 GB', '12288'],
  ['2GB', '2048'],
])('memory %s is %s MB', (given, megabytes) => {
  expect(parseMemory(given)).toEqual({ ok: true, value: megabytes });
});

test.each(['', '1', '1 CPU', '3 vCPU', 'toString'])('there is no CPU %j', (given) => {
  expect(parseCpu(given).ok).toBe(false);
});

test.each(['', '2', '5 GB', '2 gigabytes', '1536', '1e3', 'toString'])('there is no memory %j', (given) => {
  expect(parseMemory(given).ok).toBe(false);
});

/** Source: https://docs.aws.amazon.com/apprunner/latest/api/API_InstanceConfiguration.html */
test('each CPU has its memory sizes', () => {
  expect(['256', '512', '1024', '2048', '4096'].map(memoryChoices)).toEqual([
    ['512', '1024'],
    ['1024'],
    ['2048', '3072', '4096'],
    ['4096', '6144'],
    ['8192', '10240', '12288'],
  ]);
  expect(memoryChoices('8192')).toEqual([]);
});
