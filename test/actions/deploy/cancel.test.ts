import { afterEach, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { type ChainStage, commits, startChain } from './chain-stage.ts';

const users = { '001_users.sql': 'CREATE TABLE users (id int);' };
const next = {
  ...{ commit: commits.two, variables: { COLOUR: 'red' } },
  migrations: { ...users, '002_more.sql': 'CREATE TABLE more (id int);' },
};

let stage: ChainStage;
afterEach(() => stage.close());

/** What the log says when a stage is in the midst of its work, and how the chain reports the stages then. */
const moments = [
  [
    'image',
    /uploaded \(/,
    'image failed, database not started, backend not started, site not started, edge not started, smoke not started',
  ],
  ['database', /002_more\.sql: 1 statement/, 'image done, database failed, backend not started'],
  [
    'backend',
    /^update the App Runner service clinic-dev: operation/,
    'image unchanged, database done, backend failed, site not started',
  ],
  ['site', /^other: \d files/, 'backend unchanged, site failed, edge not started'],
  ['edge', /^Waiting for the invalidation/, 'site done, edge failed, smoke not started'],
  ['smoke', /^✓ the new version answers/, 'edge done, smoke failed'],
] as const;

test('cancelled at each stage in turn, it stops, rolls nothing back and reports the state of each stage; run again, it goes on', async () => {
  stage = await startChain({ database: 'postgres' });
  await stage.deploy({ commit: commits.one, migrations: users });
  await stage.deploy(next, { 'dry-run': 'true' });
  for (const [name, line, stands] of moments) {
    const controller = new AbortController();
    const onLine = (text: string) => {
      if (line.test(text)) controller.abort(new UserError({ what: 'The job was cancelled.', next: 'Run it again.' }));
    };
    const { failure, outputs, report } = await stage.again(commits.two, {}, { signal: controller.signal, onLine });
    expect(failure?.message).toContain('The job was cancelled.');
    expect(failure?.message).toContain(stands);
    expect(outputs).toMatchObject({ 'failed-stage': name, 'rolled-back': false });
    expect(JSON.stringify(report)).not.toContain('"Rollback"');
  }
  const { failure, outputs } = await stage.again(commits.two);
  expect(failure).toBeUndefined();
  expect(outputs).toMatchObject({ 'site-release': commits.two, 'database-version': '002_more.sql' });
  expect(await stage.served()).toMatchObject({ page: '<p>release 2</p>', api: { commit: commits.two, colour: 'red' } });
}, 120_000);
