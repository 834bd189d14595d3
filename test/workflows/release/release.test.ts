import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/requires.ts';
import type { RunResult } from '../../workflow-runner/run-result.ts';
import { runWorkflow } from '../../workflow-runner/run-workflow.ts';
import { conclusions, errors } from '../results.ts';
import { putTag, type Releasing } from './releasing.ts';

const id = (digit: string) => digit.repeat(40);
const [base, released, pushedLater, later] = [id('a'), id('b'), id('c'), id('d')];

/** v1.2.3 was pushed with its branch, v1 is the release before, and main has moved on with other workflow files. */
const pushed: Releasing = {
  commits: {
    [base]: { parents: [], workflows: 'old' },
    [released]: { parents: [base], workflows: 'of the release' },
    [pushedLater]: { parents: [released], workflows: 'newer' },
    [later]: { parents: [pushedLater], workflows: 'newest' },
  },
  branches: { main: pushedLater, 'releases/v1': released },
  tags: { v1: base, 'v1.2.2': base, 'v1.2.3': released },
  releases: [{ tag: 'v1.2.2', draft: false }],
  requests: 0,
};

test('GitHub refuses to move a tag where no branch has its workflow files', () => {
  const move = (branches: Releasing['branches']) => {
    const state = structuredClone({ ...pushed, branches });
    putTag(state, 'v1', released, true);
    return state.tags['v1'];
  };
  expect(() => move({ main: pushedLater })).toThrow('HTTP 403');
  expect(move(pushed.branches)).toBe(released);
});

describeWith('jq', 'a release', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
    const bin = join(folder, 'bin');
    for (const path of [bin, join(folder, 'suite/.ci'), join(folder, 'artifacts')])
      mkdirSync(path, { recursive: true });
    cpSync('.github/workflows', join(folder, 'suite/.github/workflows'), { recursive: true });
    const script = (path: string, line: string) => writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    script(
      join(bin, 'gh'),
      `exec '${process.execPath}' '${import.meta.dirname}/gh.ts' '${join(folder, 'state')}' "$@"`,
    );
    script(join(bin, 'sudo'), 'shift; exec "$@"');
    for (const name of ['dist', 'run']) script(join(folder, 'suite/.ci', name), 'exit 0');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const set = (state: Partial<Releasing>) =>
    writeFileSync(join(folder, 'state'), JSON.stringify({ ...structuredClone(pushed), ...state }));
  const state = () => JSON.parse(readFileSync(join(folder, 'state'), 'utf8')) as Releasing;
  const forgetTheKill = () => writeFileSync(join(folder, 'state'), JSON.stringify({ ...state(), killAt: undefined }));
  const run = (rerunOf?: RunResult) =>
    runWorkflow({
      repository: 'acme/suite',
      workspaceSource: join(folder, 'suite'),
      workflowPath: '.github/workflows/release.yml',
      event: { name: 'push' },
      ref: 'refs/tags/v1.2.3',
      sha: released,
      env: { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` },
      tempRoot: folder,
      artifactsFolder: join(folder, 'artifacts'),
      ...(rerunOf === undefined ? {} : { rerunOf: rerunOf.attempt }),
    });
  const whole = {
    tags: { ...pushed.tags, v1: released },
    releases: [...pushed.releases, { tag: 'v1.2.3', draft: false }],
  };

  test('is published and moves the major tag, whatever was pushed to main meanwhile', async () => {
    set({});
    expect(conclusions(await run())).toEqual({ 'Checks and tests': 'success', Release: 'success' });
    expect(state()).toMatchObject(whole);
  }, 60_000);

  test('is completed by a second attempt, wherever the first one broke off', async () => {
    set({});
    await run();
    const { requests } = state();
    for (let request = 1; request <= requests; request += 1) {
      for (const when of ['before', 'after'] as const) {
        set({ killAt: { request, when } });
        const broken = await run();
        expect([request, when, broken.conclusion]).toEqual([request, when, 'failure']);
        forgetTheKill();
        const again = await run(broken);
        expect([request, when, errors(again)]).toEqual([request, when, []]);
        expect(state()).toMatchObject(whole);
      }
    }
  }, 300_000);

  test('that is run as a whole once more changes nothing', async () => {
    set({});
    await run();
    const before = state();
    expect((await run()).conclusion).toBe('success');
    expect({ ...state(), requests: 0 }).toEqual({ ...before, requests: 0 });
  }, 60_000);

  test('of the first version makes the major tag', async () => {
    set({ tags: { 'v1.2.3': released, 'v1.2.3-rc': base }, releases: [] });
    expect((await run()).conclusion).toBe('success');
    expect(state().tags['v1']).toBe(released);
  }, 60_000);

  test('publishes the draft that somebody has made', async () => {
    set({ releases: [{ tag: 'v1.2.3', draft: true }] });
    expect((await run()).conclusion).toBe('success');
    expect(state().releases).toEqual([{ tag: 'v1.2.3', draft: false }]);
  }, 60_000);

  test('does not bring the major tag back from a later release', async () => {
    const tags = { ...pushed.tags, v1: later, 'v1.2.4': later };
    set({ branches: { main: later, 'releases/v1': later }, tags });
    expect((await run()).conclusion).toBe('success');
    expect(state()).toMatchObject({ tags, releases: whole.releases });
  }, 60_000);

  test.each([
    ['without its branch', { main: pushedLater }],
    ['with the branch of an older release', { main: pushedLater, 'releases/v1': base }],
  ])(
    '%s stops before the tests, and says what to push',
    async (_, branches) => {
      set({ branches });
      const stopped = await run();
      expect(conclusions(stopped)).toEqual({ 'Checks and tests': 'failure', Release: 'skipped' });
      expect(errors(stopped)[0]).toContain(`git push --atomic origin ${released}:refs/heads/releases/v1 v1.2.3`);
      expect(state()).toMatchObject({ tags: pushed.tags, releases: pushed.releases });
    },
    60_000,
  );

  test('of a tag that has moved since the tests is refused', async () => {
    set({ tags: { ...pushed.tags, 'v1.2.3': pushedLater } });
    const refused = await run();
    expect(errors(refused)[0]).toContain('nothing was released');
    expect(state().releases).toEqual(pushed.releases);
  }, 60_000);
});
