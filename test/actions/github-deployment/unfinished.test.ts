import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/github-deployment/index.ts';
import { commits, type GitHubHow, type GitHubStage, startGitHubStage } from '../../support/github-stage.ts';

const [first, second, third] = commits as [string, string, string];
const image = (digit: string) => `111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic@sha256:${digit.repeat(64)}`;
const config = `app: clinic
defaults: { deploy-apprunner: { env: { LEVEL: info } } }
environments:
  prod: { deploy-apprunner: { env: { LOGIN: broken, APP: x }, secrets: ["KEY=arn:aws:ssm:x"] }, smoke-test: { variables: { NO: "1" } } }
`;

let stage: GitHubStage;
beforeEach(async () => {
  stage = await startGitHubStage(action);
  stage.write({ 'webapp.yml': config });
});
afterEach(() => stage.close());

const prod = { environment: 'prod', app: 'clinic' };
const run = (operation: string, id: string, commit: string, inputs: Readonly<Record<string, string>> = {}) => {
  const how: GitHubHow = { attempt: id, commit, head: commit };
  return stage.run({ operation, ...prod, ...inputs }, how);
};
const begin = (id: string, commit: string) => {
  stage.clock.advance(120_000);
  return stage.startRun(Number(id.split('-')[0]), { headSha: commit });
};
const states = () => stage.repository.deployments.map(({ statuses }) => statuses[0]?.state);

/** A release as deploy.yml records it. */
async function released(id: string, commit: string, { state = 'success', release = {} } = {}) {
  const end = begin(id, commit);
  await run('start', id, commit);
  const whole = { commit, image: image(id.slice(0, 1)), siteRelease: commit, fingerprint: 'f'.repeat(64), ...release };
  await run('finish', id, commit, { state, release: JSON.stringify(whole) });
  end(state === 'success' ? 'success' : 'failure');
}

/** A release whose machine dies midway: nobody records its end. */
async function died(id: string, commit: string, conclusion: string | undefined) {
  const end = begin(id, commit);
  await run('start', id, commit);
  if (conclusion !== undefined) end(conclusion);
}

const restored = { 'restore-commit': first, 'restore-image': image('1'), 'restore-site-release': first };

describe('a release without an end', () => {
  test.each([
    'failure',
    'cancelled',
    'timed_out',
  ])('whose run is over (%s): named with run, commit and time, and the last green release is to be restored', async (conclusion) => {
    await released('1-1', first);
    await died('2-1', second, conclusion);
    const [announced] = stage.repository.deployments;
    begin('3-1', third);
    const { outputs, log, report } = await run('compare', '3-1', third);
    expect(outputs).toMatchObject({ found: true, changed: false, ...restored });
    expect(outputs['variables']).toEqual(['APP', 'KEY', 'LEVEL', 'LOGIN']);
    const said =
      `The release of ${second.slice(0, 12)}, begun at ${announced?.createdAt.toISOString().replace('.000', '')} ` +
      'by https://github.com/acme/clinic/actions/runs/2/attempts/1, has no end in the ledger, though its run is over';
    expect(log.join('\n')).toContain(said);
    expect(JSON.stringify(report.sections)).toContain(
      `First, the last green release is restored: ${first.slice(0, 12)}`,
    );
  });

  test('is marked as an error when the next one begins, and is over for the one after that', async () => {
    await released('1-1', first);
    await died('2-1', second, 'failure');
    await released('3-1', third);
    expect(states()).toEqual(['success', 'inactive', 'error', 'inactive', 'inactive']);
    begin('4-1', third);
    expect((await run('compare', '4-1', third)).outputs['restore-commit']).toBeUndefined();
  });

  test('whose run goes on is left alone', async () => {
    await released('1-1', first);
    await died('2-1', second, undefined);
    begin('3-1', third);
    const { outputs, log } = await run('compare', '3-1', third);
    expect(outputs['restore-commit']).toBeUndefined();
    expect(log.join('\n')).toContain('is still being deployed. It is left alone.');
    await run('start', '3-1', third);
    expect(states()).toEqual(['in_progress', 'in_progress', 'success', 'inactive']);
  });

  test('of an earlier attempt of the same run is over, also while that run goes on', async () => {
    await released('1-1', first);
    await died('2-1', second, undefined);
    begin('2-2', second);
    expect((await run('compare', '2-2', second)).outputs).toMatchObject(restored);
    await run('start', '2-2', second);
    expect(states().slice(0, 2)).toEqual(['in_progress', 'error']);
  });

  test('that was recorded by nobody, but whose run is green, serves: an older commit is superseded by it', async () => {
    await released('1-1', first);
    await died('3-1', third, 'success');
    begin('4-1', second);
    const { outputs, log } = await run('compare', '4-1', second);
    expect(outputs).toMatchObject({ found: true, 'superseded-by': third });
    expect(outputs['restore-commit']).toBeUndefined();
    expect(log.join('\n')).toContain('is green, but was not recorded. It counts as the one that serves.');
    await released('5-1', third);
    expect(states()).toEqual(['success', 'inactive', 'inactive', 'inactive', 'inactive']);
  });

  test('that somebody forged, in the name of a run that is over, is none', async () => {
    await released('1-1', first);
    begin('2-1', second)('failure');
    stage.clock.advance(600_000);
    await run('start', '2-1', second);
    begin('3-1', third);
    const { outputs, log } = await run('compare', '3-1', third);
    expect(outputs['restore-commit']).toBeUndefined();
    expect(outputs['variables']).not.toContain('LOGIN');
    expect(log.join('\n')).not.toContain('has no end');
  });

  test('before any green one leaves nothing to restore', async () => {
    await died('2-1', second, 'failure');
    begin('3-1', third);
    const { outputs, log } = await run('compare', '3-1', third);
    expect(outputs['restore-commit']).toBeUndefined();
    expect(log.join('\n')).toContain('There is no release before it that could be restored.');
  });

  test('is not answered by a commit that this run does not have', async () => {
    await released('1-1', second);
    await died('2-1', third, 'failure');
    begin('3-1', first);
    const { outputs, log } = await stage.run(
      { operation: 'compare', ...prod, 'allow-older': 'true' },
      { attempt: '3-1', commit: first, head: first },
    );
    expect(outputs['restore-commit']).toBeUndefined();
    expect(log.join('\n')).toContain('is not in the history of this run, so it is not restored.');
  });
});

describe('a release that failed', () => {
  test('and was put back leaves nothing to do', async () => {
    await released('1-1', first);
    await released('2-1', second, { state: 'failure' });
    begin('3-1', third);
    expect((await run('compare', '3-1', third)).outputs['restore-commit']).toBeUndefined();
  });

  test('and says that it left both releases half is settled by the next run', async () => {
    await released('1-1', first);
    await released('2-1', second, { state: 'failure', release: { unsettled: 'true' } });
    begin('3-1', third);
    const { outputs, log } = await run('compare', '3-1', third);
    expect(outputs).toMatchObject(restored);
    expect(log.join('\n')).toContain('failed midway, and what served before it was not put back.');
  });

  test('whose step was killed says nothing: that is unsettled, too', async () => {
    await released('1-1', first);
    const end = begin('2-1', second);
    await run('start', '2-1', second);
    await run('finish', '2-1', second, { state: 'failure' });
    end('failure');
    expect(states()).toEqual(['failure', 'failure', 'success', 'inactive']);
    begin('3-1', third);
    expect((await run('compare', '3-1', third)).outputs).toMatchObject(restored);
  });
});
