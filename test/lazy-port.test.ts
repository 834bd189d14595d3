import { expect, test } from '@jest/globals';
import { lazyPort, lazyReader } from '../src/lazy-port.ts';

const port = {
  reader: { double: async (number: number) => number * 2, name: async () => 'reader' },
  writer: { write: async (text: string) => `wrote ${text}` },
};

test('a module is loaded with the first call, and once', async () => {
  let loads = 0;
  const { reader, writer } = lazyPort(async () => {
    loads++;
    return port;
  });
  expect(loads).toBe(0);
  expect(await Promise.all([reader.double(4), reader.name(), writer.write('x')])).toEqual([8, 'reader', 'wrote x']);
  expect(await reader.double(5)).toBe(10);
  expect(loads).toBe(1);
});

test('a port that only reads has no writer', async () => {
  const { reader, writer } = lazyReader(async () => port.reader);
  expect([await reader.double(1), writer]).toEqual([2, undefined]);
});

test('a module that cannot be loaded fails the call', async () => {
  const { reader } = lazyReader<{ name(): Promise<string> }>(async () => {
    throw new Error('No AWS region was given.');
  });
  await expect(reader.name()).rejects.toThrow('No AWS region was given.');
});

test('a reader can be handed on by a promise', async () => {
  const { reader } = lazyReader(async () => port.reader);
  const handedOn = await Promise.resolve(reader);
  expect(await handedOn.name()).toBe('reader');
});
