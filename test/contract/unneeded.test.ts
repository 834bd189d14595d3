import { expect, test } from '@jest/globals';
import { defineContract, flag, parseInputs, text, unneededInputs } from '../../src/contract/index.ts';

const contract = defineContract({
  name: 'try-it',
  title: 'Try it',
  description: 'An action for these tests.',
  inputs: {
    bucket: text({ description: 'A text that must be there.', required: 'with AWS' }),
    source: text({ description: 'Another one.', required: true }),
    push: flag({ description: 'A flag.', default: 'true' }),
  },
  outputs: {},
  less: { flag: 'push', is: false, unneeded: ['bucket'] },
});

const given = (inputs: Readonly<Record<string, string>>) =>
  new Map(Object.entries(inputs).map(([name, value]) => [name, { text: value, origin: 'with' }]));

test.each([
  [{}, []],
  [{ push: 'true' }, []],
  [{ push: 'False' }, ['bucket']],
  // What a reference stands for is not known yet.
  [{ push: '${env:PUSH}' }, []],
])('%j does without %j', (inputs, unneeded) => {
  expect(unneededInputs(contract, given(inputs))).toEqual(unneeded);
});

test('what is not needed is not required, and taken where it is given', () => {
  expect(parseInputs(contract, given({ push: 'false', source: 'a' }))).toMatchObject({ bucket: undefined });
  expect(parseInputs(contract, given({ push: 'false', source: 'a', bucket: 'b' }))).toMatchObject({ bucket: 'b' });
  expect(() => parseInputs(contract, given({ push: 'false' }))).toThrow('source: is required');
  expect(() => parseInputs(contract, given({ source: 'a' }))).toThrow('bucket: is required');
});
