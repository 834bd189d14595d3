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

const record = (how?: GitHubHow) =>
  stage.run({ operation: 'finish', environment: 'prod', app: 'clinic', state: 'success' }, how);
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
    expect(await failureOf(record())).toMatch(/^Creating a deployment in prod failed, 3 times in a row\./);
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
    expect(await failureOf(record({ token }))).toContain(
      'Creating a deployment in prod failed. GitHub answered: HTTP 403, Resource not accessible by integration. The token needs `deployments: write`',
    );
  });

  test('a token that nobody knows', async () => {
    expect(await failureOf(record({ token: 'ghs_wrong' }))).toContain(
      'HTTP 401, Bad credentials. Check `github-token`',
    );
  });

  test('a repository that it does not see', async () => {
    stage.cloud.github.addRepository({ name: 'acme/other' });
    const token = stage.cloud.github.token({ repository: 'acme/other', permissions: { deployments: 'write' } });
    expect(await failureOf(record({ token }))).toContain('GitHub hides everything else from it');
  });

  test('a commit that the repository does not have', async () => {
    expect(await failureOf(record({ commit: 'f'.repeat(40) }))).toContain('HTTP 422, No ref found for: ffff');
    expect(stage.repository.name).toBe(repositoryName);
  });

  test('an hour that is used up ends the step, and tells until when', async () => {
    const realTime = await startGitHubStage(action, { clock: realClock(), github: { hourlyLimit: 3 } });
    const release = { operation: 'finish', environment: 'prod', app: 'clinic', state: 'success' };
    await realTime.run(release);
    expect(await failureOf(realTime.run(release))).toMatch(
      /API rate limit exceeded for installation\. The token has used up its requests of this hour\. Run the job again after 20\d\d-/,
    );
    await realTime.close();
  });
});
