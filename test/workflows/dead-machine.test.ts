import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import type { LogEntry } from '../workflow-runner/run-options.ts';
import { conclusions, failures, job } from './results.ts';
import { type Serving, type Shop, startShop } from './shop.ts';

const releasing = 'dev / Release';

describeWith('postgres', 'a machine that dies after the backend, before the site', () => {
  let shop: Shop;
  let good: string;
  let served: Serving;
  let number = 0;
  afterAll(() => shop?.close());

  const withVariable = (line: string) =>
    readFileSync(join(shop.folder, 'webapp.yml'), 'utf8').replace(
      /env: \{ APP_COMMIT.*\}/,
      `env: { APP_COMMIT: "\${commit}"${line} }`,
    );
  const variables = () =>
    shop.cloud.appRunner.services().findLast(({ name }) => name === shop.environments.dev.service)?.configuration.source
      .ImageRepository?.ImageConfiguration?.RuntimeEnvironmentVariables;
  const atSite = ({ step, line }: LogEntry) => step === 'Deploy the release' && line.includes('group]Site');

  /** A green release, and one whose machine dies: its backend serves, with a variable more, and the old site beside it. */
  beforeEach(async () => {
    shop ??= await startShop();
    number += 1;
    good = shop.commit({ 'release.txt': `works ${number}\n`, 'webapp.yml': withVariable('') });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    served = await shop.serving('dev');
  }, 300_000);

  async function die(): Promise<string> {
    const half = shop.commit({
      'release.txt': `works ${number} and dies\n`,
      'webapp.yml': withVariable(', LOGIN: broken'),
    });
    await shop.run('dev.yml', { dies: atSite });
    expect(await shop.serving('dev')).toMatchObject({ siteCommit: good, backendCommit: half });
    expect(variables()).toHaveProperty('LOGIN');
    expect(shop.begun('dev')[0]).toMatchObject({ commit: half, state: 'in_progress' });
    expect(shop.ledger('dev')[0]).toMatchObject({ commit: good, state: 'success' });
    return half;
  }

  test('is found by the next push, which says so, ends it in the ledger and deploys green', async () => {
    const half = await die();
    const next = shop.commit({ 'release.txt': `works ${number} again\n`, 'webapp.yml': withVariable('') });
    const run = await shop.run('dev.yml');
    expect(failures(run)).toEqual([]);
    const warnings = job(run, releasing).steps.flatMap(({ annotations }) => annotations.map(({ message }) => message));
    expect(warnings.join('\n')).toMatch(
      new RegExp(
        `The release of ${half.slice(0, 12)}, begun at .* by https://.*/actions/runs/\\d+/attempts/1, has no end`,
      ),
    );
    expect(shop.begun('dev').find(({ commit }) => commit === half)).toMatchObject({ state: 'error' });
    expect(shop.ledger('dev')[0]).toMatchObject({ commit: next, state: 'success' });
    expect(await shop.serving('dev')).toMatchObject({ siteCommit: next, backendCommit: next });
    expect(variables()).toEqual({ APP_COMMIT: next });
  }, 300_000);

  test('and a next push that fails its smoke test leaves the last green release, not the half one', async () => {
    await die();
    shop.commit({ 'release.txt': 'broken\n', 'webapp.yml': withVariable('') });
    const run = await shop.run('dev.yml');
    expect(conclusions(run)).toMatchObject({ [releasing]: 'failure', 'dev / Record': 'success' });
    expect(await shop.serving('dev')).toEqual(served);
    expect(variables()).toEqual({ APP_COMMIT: good });
    expect(shop.ledger('dev').slice(0, 2)).toMatchObject([{ state: 'failure' }, { state: 'success', commit: good }]);
    expect(shop.ledger('dev')[0]?.release['unsettled']).toBeUndefined();
  }, 300_000);
});
