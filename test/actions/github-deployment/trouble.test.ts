import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/github-deployment/index.ts';
import { realClock } from '../../cloud/core/clock.ts';
import type { Fault } from '../../cloud/core/faults.ts';
import { failureOf } from '../../support/action.ts';
import { type GitHubHow, type GitHubStage, repositoryName, startGitHubStage } from '../../support/github-stage.ts';

let stage: GitHubStage;

beforeEach(async () => {
  stage = await startGitHubStage(action);
});
afterEach(() => stage.close());

const record = (how?: GitHubHow, state = 'success') =>
  stage.run({ operation: 'finish', environment: 'prod', app: 'clinic', state }, how);
/** Of a release that failed: there is nothing that its record could turn red. */
const recordFailed = (how?: GitHubHow) => record(how, 'failure');
const strike = (operation: string, fault: Fault, times = 1) =>
  stage.cloud.faults.add({ service: 'github', operation, times, fault });
const states = () => stage.repository.deployments.map(({ statuses }) => statuses.map(({ state }) => state));

describe('GitHub in trouble', () => {
  test.each([
    ['ListDeployments', { kind: 'error', code: 'bad gateway', status: 502 }],
    ['ListDeployments', { kind: 'reset' }],
    ['ListDeployments', { kind: 'throttle' }],
    ['CreateDeployment', { kind: 'error', code: 'unavailable', status: 503 }],
    ['CreateDeployment', { kind: 'reset' }],
    ['CreateDeployment', { kind: 'throttle' }],
    ['CreateDeploymentStatus', { kind: 'error', code: 'internal', status: 500 }],
    ['CreateDeploymentStatus', { kind: 'throttle' }],
  ] as const)('%s answers %j once: the release is recorded, once', async (operation, fault) => {
    strike(operation, fault);
    expect((await record()).report.status).toBe('succeeded');
    expect(states()).toEqual([['success']]);
  });

  test('a deployment that was created, but whose answer was lost, is not created again', async () => {
    strike('CreateDeployment', { kind: 'reset', afterwards: true });
    expect((await record()).report.status).toBe('succeeded');
    expect(states()).toEqual([['success']]);
  });

  test('trouble that does not end is told with what was to be done', async () => {
    strike('CreateDeployment', { kind: 'error', code: 'unavailable', status: 503 }, Number.POSITIVE_INFINITY);
    expect(await failureOf(recordFailed())).toMatch(/^Creating a deployment in prod failed, 3 times in a row\./);
    expect(states()).toEqual([]);
  });

  test('a job that is cancelled does not wait for GitHub', async () => {
    strike('ListDeployments', { kind: 'throttle' }, Number.POSITIVE_INFINITY);
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('cancelled')), 100);
    await expect(record({ signal: controller.signal })).rejects.toThrow('cancelled');
  });
});

describe('what the token may not do', () => {
  test('the permission that is missing is named', async () => {
    const token = stage.token({ deployments: 'read' });
    expect(await failureOf(recordFailed({ token }))).toContain(
      'Creating a deployment in prod failed. GitHub answered: HTTP 403, Resource not accessible by integration. The token needs `deployments: write`',
    );
  });

  test('a token that nobody knows', async () => {
    expect(await failureOf(recordFailed({ token: 'ghs_wrong' }))).toContain(
      'HTTP 401, Bad credentials. Check `github-token`',
    );
  });

  test('a repository that it does not see', async () => {
    stage.cloud.github.addRepository({ name: 'acme/other' });
    const token = stage.cloud.github.token({ repository: 'acme/other', permissions: { deployments: 'write' } });
    expect(await failureOf(recordFailed({ token }))).toContain('GitHub hides everything else from it');
  });

  test('a commit that the repository does not have', async () => {
    expect(await failureOf(recordFailed({ commit: 'f'.repeat(40) }))).toContain('HTTP 422, No ref found for: ffff');
    expect(stage.repository.name).toBe(repositoryName);
  });

  test('an hour that is used up ends the step, and tells until when', async () => {
    const realTime = await startGitHubStage(action, { clock: realClock(), github: { hourlyLimit: 3 } });
    const release = { operation: 'finish', environment: 'prod', app: 'clinic', state: 'failure' };
    await realTime.run(release);
    expect(await failureOf(realTime.run(release))).toMatch(
      /API rate limit exceeded for installation\. The token has used up its requests of this hour\. Run the job again after 20\d\d-/,
    );
    await realTime.close();
  });
});

describe('a release that serves stays green when it cannot be recorded', () => {
  const asked = { operation: 'finish', environment: 'prod', app: 'clinic', state: 'success' };
  const told = /The release serves, but it was not recorded completely: .* Run this job again to record it/;

  test.each([
    ['ListDeployments', { kind: 'error', code: 'bad gateway', status: 502 }],
    ['CreateDeployment', { kind: 'error', code: 'unavailable', status: 503 }],
    ['CreateDeploymentStatus', { kind: 'error', code: 'internal', status: 500 }],
    ['CreateDeployment', { kind: 'deny' }],
    ['ListDeployments', { kind: 'reset' }],
  ] as const)('%s answers %j for good: said, and recorded when the job runs again', async (operation, fault) => {
    const attempt = { attempt: '9-1' };
    strike(operation, fault, Number.POSITIVE_INFINITY);
    const { failure, outputs, report, log } = await stage.run(asked, attempt);
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ recorded: false });
    expect(report).toMatchObject({ status: 'unchanged', result: expect.stringMatching(told) });
    expect(log.join('\n')).toMatch(told);

    stage.cloud.faults.clear();
    const again = await stage.run(asked, attempt);
    expect(again.outputs).toMatchObject({ recorded: true });
    expect(states().map(([state]) => state)).toContain('success');
    expect(states().filter(([state]) => state === 'success')).toHaveLength(1);
  });

  test.each([0, 1, 2, 3, 4])('the limit of the hour, reached after %i requests', async (hourlyLimit) => {
    const realTime = await startGitHubStage(action, { clock: realClock(), github: { hourlyLimit } });
    const { failure, outputs, log } = await realTime.run(asked);
    expect(failure).toBeUndefined();
    expect(outputs['recorded']).toBe(hourlyLimit >= 3);
    if (hourlyLimit < 3)
      expect(log.join('\n')).toMatch(/used up its requests of this hour\. Run the job again after 20/);
    await realTime.close();
  });

  test.each([
    ['CreateDeployment', { kind: 'deny' }],
    ['ListDeployments', { kind: 'deny' }],
  ] as const)('a release that cannot be announced (%s) is deployed all the same', async (operation, fault) => {
    strike(operation, fault, Number.POSITIVE_INFINITY);
    const { failure, log } = await stage.run({ ...asked, operation: 'start' });
    expect(failure).toBeUndefined();
    if (operation === 'CreateDeployment')
      expect(log.join()).toContain('The beginning of the release was not recorded:');
    else expect(states()).toEqual([['in_progress']]);
  });

  test('what is wrong with the inputs is still an error', async () => {
    expect(await failureOf(stage.run({ ...asked, 'deployment-id': '12' }))).toContain(
      'does not belong to clinic in prod',
    );
  });
});
