import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ScriptedClock, scriptedClock } from '../../cloud/core/clock.ts';
import type { Repository } from '../../cloud/ecr/state.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { accountId, defaultTag, region, type Stage, startStage, wholePolicy } from './stage.ts';

let stage: Stage;
let clock: ScriptedClock;
let repository: Repository;

beforeEach(async () => {
  clock = scriptedClock();
  stage = await startStage({ clock });
  repository = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
  await composeImage({
    folder: join(stage.workspace, 'image'),
    entries: [{ kind: 'text', path: '/app/server.js', text: 'serve()'.repeat(10_000) }],
    architecture: 'amd64',
  });
});
afterEach(() => stage.close());

const logins = () => stage.cloud.requests.names({ operation: 'GetAuthorizationToken' }).length;

/** Lets 13 hours pass when a registry request of this kind comes in: one more than a login lasts. */
function passTimeAt(operation: string): void {
  let passed = false;
  const when = () => {
    if (!passed) clock.advance(13 * 3_600_000);
    passed = true;
    return false;
  };
  stage.cloud.faults.add({ service: 'ecr-registry', operation, when, fault: { kind: 'reset' } });
}

test.each([
  'StartUpload',
  'CompleteUpload',
])('a login that expires at %s is renewed, and the new one masked', async (operation) => {
  passTimeAt(operation);
  const { failure } = await stage.run({ repository: 'clinic/backend', 'image-archive': 'image' });
  expect(failure).toBeUndefined();
  expect(repository.tags.has(defaultTag)).toBe(true);
  expect([logins(), new Set(stage.masked).size]).toEqual([2, 2]);
});

test.each(['GetManifest', 'GetBlob'])('a copy goes on after its login expired at %s', async (operation) => {
  const image = await stage.cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic/built' });
  stage.permit([await wholePolicy()]);
  passTimeAt(operation);
  const { failure } = await stage.run({ repository: 'clinic/backend', 'source-image': image });
  expect(failure).toBeUndefined();
  expect(repository.tags.get(defaultTag)).toBe(image.split('@')[1]);
  expect(stage.log.join()).not.toContain(stage.masked.at(-1));
});

test('a login that has expired as soon as it is new is an error that says so', async () => {
  const fault = {
    kind: 'error',
    code: 'DENIED',
    status: 403,
    message: 'Your authorization token has expired. Reauthenticate and try again.',
  } as const;
  stage.cloud.faults.add({ service: 'ecr-registry', times: Infinity, fault });
  const { failure } = await stage.run({ repository: 'clinic/backend', 'image-archive': 'image' });
  expect(failure?.message).toMatch(/^Beginning the upload .* failed\. .* token has expired.* Run the job again/);
  expect(repository.tags.size).toBe(0);
});
