import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { type ChainStage, commits, startChain } from './chain-stage.ts';

let stage: ChainStage;
afterEach(() => stage.close());

const database = 'secret: clinic/database\nsecret-key: url\nmigrations: migrations\n';
const one = { commit: commits.one, migrations: { '001_users.sql': 'CREATE TABLE users (id int);' } };
const two = { ...one, commit: commits.two };

/** What the commands have written, each its name and what it was told. */
function traces(): readonly string[] {
  const file = join(stage.workspace, 'traces');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

test('a plan runs no command of the config file; a deployment runs them in the order of its stages', async () => {
  stage = await startChain({
    database: 'postgres',
    sections: {
      'sync-spa-s3': 'build-command: echo build >> traces && touch dist/index.html',
      'seed-rds': `${database}command: echo "database $([ -n "$DB_URL" ] && echo with its URL)" >> traces`,
      'smoke-test': 'command: echo "tests of $VERSION at $SERVICE_URL" >> traces',
    },
  });
  const planned = await stage.deploy(one, { 'dry-run': 'true' });
  expect(planned.failure).toBeUndefined();
  expect(traces()).toEqual([]);
  const deployed = await stage.again(commits.one, { 'expected-plan': String(planned.outputs['fingerprint']) });
  expect(deployed.failure).toBeUndefined();
  expect(traces()).toEqual([
    'build',
    'database with its URL',
    `tests of ${commits.one} at ${deployed.outputs['service-url']}`,
  ]);
}, 120_000);

test('where no build may run beside credentials, nothing is changed', async () => {
  stage = await startChain({
    sections: { 'sync-spa-s3': 'build-command: echo build >> traces && touch dist/index.html' },
  });
  const { failure, outputs } = await stage.deploy(one, { 'run-build-command': 'false' });
  expect(failure?.message).toContain('Site: sync-spa-s3 has a build-command, and this job must not run one');
  expect(failure?.message).toContain('`site-command`');
  expect(outputs).toMatchObject({ changed: false, 'failed-stage': 'site' });
  expect(traces()).toEqual([]);
}, 120_000);

test('tests of the user that fail bring the release before back, whose own tests are not run', async () => {
  stage = await startChain({
    sections: { 'smoke-test': `command: echo "$VERSION" >> traces; [ "$VERSION" = ${commits.one} ]` },
  });
  expect((await stage.deploy(one)).failure).toBeUndefined();
  const { failure, outputs } = await stage.deploy(two);
  expect(failure?.message).toMatch(/^Smoke test failed: .*the checks passed, and the command failed/);
  expect(failure?.message).toContain('it ended with exit code 1');
  expect(failure?.message).toContain('The previous release was restored and verified.');
  expect(outputs).toMatchObject({ 'failed-stage': 'smoke', 'rolled-back': true });
  expect(await stage.served()).toMatchObject({ page: '<p>release 1</p>', api: { commit: commits.one } });
  expect(traces()).toEqual([commits.one, commits.two]);
}, 120_000);
