import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChainStage, commits, startChain } from './chain-stage.ts';

let stage: ChainStage;
beforeAll(async () => {
  stage = await startChain({ database: 'postgres' });
}, 60_000);
afterAll(() => stage.close());

const migrations = { '001_users.sql': 'CREATE TABLE users (id int);' };

test('the first deployment', async () => {
  const { failure, outputs, log, report } = await stage.deploy({ commit: commits.one, migrations });
  if (failure) console.log(log.join('\n'), report);
  expect(failure).toBeUndefined();
  console.log(outputs, report);
  console.log(await stage.served());
}, 60_000);
