import { expect, test } from '@jest/globals';
import { UserError } from '../../src/errors.ts';
import { currentRun } from '../../src/github/run.ts';

const [pushed, promoted] = ['a'.repeat(40), 'b'.repeat(40)];

test('the commit is that of the run, unless another is released', () => {
  expect(currentRun({ GITHUB_SHA: pushed }).commit).toBe(pushed);
  expect(currentRun({ GITHUB_SHA: pushed, RELEASE_COMMIT: '' }).commit).toBe(pushed);
  expect(currentRun({ GITHUB_SHA: pushed, RELEASE_COMMIT: promoted }).commit).toBe(promoted);
});

test.each(['main', 'b'.repeat(12), 'B'.repeat(40), `${promoted}\n`])('%j is no commit to release', (given) => {
  expect(() => currentRun({ GITHUB_SHA: pushed, RELEASE_COMMIT: given })).toThrow(UserError);
});
