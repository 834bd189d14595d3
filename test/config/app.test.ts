import { expect, test } from '@jest/globals';
import { readDocument } from '../../src/config/document.ts';
import { configSection } from '../../src/config/section.ts';
import { defineGitHubContract, text } from '../../src/contract/index.ts';
import { textsOf, contract as withoutApp } from './config-file.ts';

const contract = defineGitHubContract({
  ...{ name: 'record', title: 'Record', description: 'An action that wants to know the app.' },
  inputs: { app: text({ description: 'Name of the app.' }) },
  outputs: {},
});

const inputsOf = (source: string, which: typeof contract | typeof withoutApp = contract) =>
  textsOf(configSection(readDocument('webapp.yml', source), undefined, which, ['record', 'sync']).inputs);

test('the name of the app is an input of whoever wants to know it; its own section says it louder', () => {
  expect(inputsOf('app: clinic\n')).toEqual({ app: 'clinic' });
  expect(inputsOf('app: clinic\ndefaults: { record: { app: other } }\n')).toEqual({ app: 'other' });
  expect(inputsOf('app: clinic\n', withoutApp)).toEqual({});
  expect(inputsOf('app:\n')).toEqual({});
});

test('an app that is no text is a mistake', () => {
  expect(() => inputsOf('app: { name: clinic }\n')).toThrow('webapp.yml:1: app has the wrong type; it is a text.');
});

test('what the runner fills in is no key of the file', () => {
  expect(() => inputsOf('defaults: { record: { github-token: x } }\n')).toThrow('unknown key "github-token" in record');
});
