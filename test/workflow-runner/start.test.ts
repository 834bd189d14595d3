import { expect, test } from '@jest/globals';
import { jobNamed, runFixture } from './run-fixture.ts';

test('a called workflow cannot have more permissions than its caller', async () => {
  await expect(runFixture('too-much.yml')).rejects.toThrow(
    "Job 'ask' of acme/suite/.github/workflows/wants-identity.yml asks for 'id-token: write', which its caller was not granted",
  );
});

test('a call with undeclared or missing inputs and secrets does not start', async () => {
  const start = runFixture('bad-call.yml');
  await expect(start).rejects.toThrow("input 'environmnt' is not declared by acme/suite/.github/workflows/deploy.yml");
  await expect(start).rejects.toThrow("secret 'passwort' is not declared");
  await expect(start).rejects.toThrow("input 'environment' is required and not given");
});

test('a calling job has only the keys that GitHub allows', async () => {
  const start = runFixture('bad-keys.yml');
  await expect(start).rejects.toThrow("Unexpected value 'timeout-minutes'");
  await expect(start).rejects.toThrow("Unexpected value 'env'");
});

test('an input of the wrong type fails the calling job', async () => {
  const call = jobNamed(await runFixture('bad-type.yml'), 'call');
  expect(call.conclusion).toBe('failure');
  expect(call.steps[0]?.annotations[0]?.message).toBe("Input 'verbose' must be a boolean, but it is 'true'.");
});

test('unknown needs, events and files are named', async () => {
  await expect(runFixture('bad-needs.yml', { event: { name: 'push' } })).rejects.toThrow("unknown job 'none'");
  await expect(runFixture('graph.yml', { event: { name: 'push' } })).rejects.toThrow("does not run on 'push'");
  await expect(runFixture('missing.yml')).rejects.toThrow('There is no workflow .github/workflows/missing.yml');
  await expect(runFixture('calls.yml', { repositories: {} })).rejects.toThrow('add it to `repositories`');
});

test('a Docker action is refused with its name', async () => {
  const job = jobNamed(await runFixture('docker.yml'), 'image');
  expect(job.steps[0]?.annotations[0]?.message).toContain("'docker://alpine:3' is a Docker action");
});
