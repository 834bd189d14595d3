import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { accessTo } from '../../../src/actions/build-push-ecr/sign-in.ts';
import { ecr } from '../../../src/aws/ecr.ts';
import { tagDigest } from '../../../src/container/build/tag-digest.ts';
import { registry } from '../../../src/container/registry.ts';
import type { RepositoryAddress } from '../../../src/domain/image-reference.ts';
import { runProcess } from '../../../src/machine/process.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { accountId, region, type Stage, startStage, wholePolicy } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const signal = new AbortController().signal;
const clock = quickClock();

/** The digest of a base image, asked for as the action does. */
function digestOf(image: string) {
  const ports = { ecr: ecr({ region }).reader, registry: registry({ run: runProcess, clock }).reader };
  const log = { mask: (secret: string) => void stage.masked.push(secret) } as Parameters<typeof accessTo>[2]['log'];
  const reading = (address: RepositoryAddress, asked: AbortSignal) => accessTo(address, ports, { log, signal: asked });
  return tagDigest(image, { accessTo: reading, clock }, signal);
}

test("the digest of a base image in the account's own ECR is read with the login of the step", async () => {
  stage.permit([await wholePolicy({ RepositoryName: 'clinic/base' })]);
  const image = await stage.cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic/base', tag: 'v1' });
  const [uri, digest] = image.split('@');
  expect(await digestOf(`${uri}:v1`)).toEqual({ digest });
  expect(stage.masked).toHaveLength(1);
});

test('a role that may not read it gives no digest, and the reason', async () => {
  const image = await stage.cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic/base', tag: 'v1' });
  const [uri = ''] = image.split('@');
  expect(await digestOf(`${uri}:v1`)).toEqual({ why: expect.stringContaining('asks for a login') });
  stage.permit([]);
  expect(await digestOf(`${uri}:v1`)).toEqual({
    why: expect.stringMatching(/Signing in to the registry of eu-central-1 failed: AccessDenied/),
  });
});
