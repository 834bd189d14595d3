import { mkdtemp, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { noTemporaryFolder, systemTrouble } from '../../src/domain/system-error.ts';

test('a full disk is told as one, with the file where it is known', async () => {
  const error = await writeFile('/dev/full', 'x').catch((thrown: unknown) => thrown);
  expect(systemTrouble(error, 'Writing report.json')?.message).toBe(
    "Writing report.json failed. The disk is full. Free space on the runner's disk, or use a larger runner.",
  );
  expect(systemTrouble(Object.assign(new Error(''), { code: 'EACCES', path: '/a' }))?.message).toBe(
    'The runner let the step down (/a). It may not be read or written by this user. Let the user that the runner runs as write there.',
  );
});

test('a bug stays a bug', () => {
  expect(systemTrouble(new TypeError('x is undefined'))).toBeUndefined();
  expect(systemTrouble(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBeUndefined();
});

test('a folder for temporary files that is missing is named, with its variable', async () => {
  const made = mkdtemp('/missing/x-').catch(noTemporaryFolder('/missing'));
  await expect(made).rejects.toThrow(
    /^No temporary files can be made in \/missing; nothing was changed\. There is no folder \/missing\. Let RUNNER_TEMP/,
  );
});
