import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { generatedFiles, orphanedFolders } from '../src/tooling/generated.ts';

const files = await generatedFiles();

test.each(files)('$path is what its contract says (npm run generate)', ({ path, content }) => {
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test('every folder of actions/ belongs to an action of the registry', () => {
  expect(orphanedFolders()).toEqual([]);
});
