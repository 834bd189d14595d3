import { expect, test } from '@jest/globals';
import { runFixture } from './run-fixture.ts';
import type { StartedRun } from './run-options.ts';

/** What GitHub's API is told of a run, and how it ended. */
async function told(file: string, options: Parameters<typeof runFixture>[1] = {}) {
  const seen: [StartedRun, string][] = [];
  const identity = () => ({ requestUrl: 'http://127.0.0.1:9/token', requestToken: 'request-token' });
  const github = { identity, started: (run: StartedRun) => (conclusion: string) => void seen.push([run, conclusion]) };
  await runFixture(file, { sha: 'a'.repeat(40), ...options, github });
  return seen;
}

const event = (from: string) => ({
  name: 'pull_request',
  payload: {
    ...{ action: 'opened', number: 7 },
    pull_request: { base: { ref: 'main' }, head: { ref: 'topic', sha: 'b'.repeat(40), repo: { full_name: from } } },
  },
});

test('a run is told once, with its commit, its branch and its end', async () => {
  const [[run, conclusion] = [], ...others] = await told('steps.yml');
  expect(others).toEqual([]);
  expect(run).toMatchObject({
    ...{ path: '.github/workflows/steps.yml', event: 'workflow_dispatch', headBranch: 'main', headSha: 'a'.repeat(40) },
    ...{ referenced: [], actor: 'octocat' },
  });
  expect(run?.headRepository).toBeUndefined();
  expect(['success', 'failure']).toContain(conclusion);
});

test('the workflows that it calls are told, at any depth', async () => {
  const [[run] = []] = await told('calls.yml', { secrets: { PASSWORD: 'open-sesame' } });
  const file = (name: string) =>
    expect.objectContaining({ path: `acme/suite/.github/workflows/${name}@v1`, ref: 'refs/tags/v1' });
  expect(run?.referenced).toEqual([file('deploy.yml'), file('nested.yml'), file('deploy.yml'), file('nested.yml')]);
});

test('a pull request has the branch and the commit of its author, and his repository where that is a fork', async () => {
  const ref = 'refs/pull/7/merge';
  const head = { headBranch: 'topic', headSha: 'b'.repeat(40) };
  const [[ofOwn] = []] = await told('request.yml', { event: event('acme/shop'), ref });
  expect(ofOwn).toMatchObject(head);
  expect(ofOwn?.headRepository).toBeUndefined();
  const [[ofFork] = []] = await told('request.yml', { event: event('mallory/shop'), ref });
  expect(ofFork).toMatchObject({ ...head, headRepository: { name: 'mallory/shop' } });
});
