import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { type ChainStage, commits, startChain } from './chain-stage.ts';

const users = { '001_users.sql': 'CREATE TABLE users (id int);' };
const one = { commit: commits.one, migrations: users };
const two = {
  ...{ commit: commits.two, variables: { COLOUR: 'red' } },
  migrations: { ...users, '002_more.sql': 'CREATE TABLE more (id int);' },
};
const dryRun = { 'dry-run': 'true' };

let stage: ChainStage;
beforeEach(async () => {
  stage = await startChain({ database: 'postgres' });
});
afterEach(() => stage.close());

/** Calls that are not reads by their name. */
function writes(): readonly string[] {
  return stage.calls().filter((call) => !/:(Describe|List|Get|BatchGet|BatchCheck|Head|Filter|Download)/.test(call));
}

test('a dry run shows the plans of all stages and writes nothing, also before there is anything', async () => {
  stage.calls();
  const { failure, outputs, report } = await stage.deploy(one, dryRun);
  expect(failure).toBeUndefined();
  expect(writes()).toEqual([]);
  expect(report).toMatchObject({ status: 'planned', result: 'Would change: image, database, backend, site.' });
  const plan = JSON.parse(String(outputs['plan'])) as { readonly changes: readonly { readonly stage: string }[] };
  expect([...new Set(plan.changes.map((change) => change.stage))]).toEqual(['image', 'database', 'backend', 'site']);
  expect(outputs).toMatchObject({ changed: true, 'rolled-back': false });
}, 120_000);

test('what was planned is what is applied, whatever only the stages make known', async () => {
  const planned = (await stage.deploy(one, dryRun)).outputs['fingerprint'];
  const applied = await stage.again(commits.one, { 'expected-plan': String(planned) });
  expect(applied.failure).toBeUndefined();
  expect(applied.outputs['fingerprint']).toBe(planned);
  const next = (await stage.deploy(two, dryRun)).outputs['fingerprint'];
  expect(next).not.toBe(planned);
  const { failure } = await stage.again(commits.two, { 'expected-plan': String(next) });
  expect(failure).toBeUndefined();
  expect(await stage.served()).toMatchObject({ page: '<p>release 2</p>', api: { colour: 'red' } });
}, 120_000);

test('a world that has moved stops the chain before its first write, and shows the plan as it is now', async () => {
  await stage.deploy(one);
  const approved = String((await stage.deploy(two, dryRun)).outputs['fingerprint']);
  stage.calls();
  stage.write({ 'dist/index.html': '<p>something else</p>' });
  const { failure, outputs, report } = await stage.again(commits.two, { 'expected-plan': approved });
  expect(failure?.message).toMatch(
    /^The plan for clinic in dev is no longer the one that was approved; nothing was changed/,
  );
  expect(writes()).toEqual([]);
  expect(report.sections).toContainEqual(expect.objectContaining({ title: 'Stages' }));
  expect(outputs['fingerprint']).not.toBe(approved);
  const now = await stage.again(commits.two, { 'expected-plan': String(outputs['fingerprint']) });
  expect(now.failure).toBeUndefined();
}, 120_000);

test('a stage that meets another world than the approved one is not begun', async () => {
  await stage.deploy(one);
  const approved = String((await stage.deploy(two, dryRun)).outputs['fingerprint']);
  const onLine = (line: string) => {
    if (line.includes('migrations/002_more.sql')) stage.write({ 'dist/index.html': '<p>something else</p>' });
  };
  const { failure, outputs } = await stage.again(commits.two, { 'expected-plan': approved }, { onLine });
  expect(failure?.message).toContain('Site failed: The plan of the stage site is no longer the one that was approved');
  expect(outputs).toMatchObject({ 'failed-stage': 'site', 'rolled-back': true });
  expect(await stage.served()).toMatchObject({ page: '<p>release 1</p>', api: { commit: commits.one } });
}, 120_000);

describe('stages that cannot be planned', () => {
  test('are told all at once, beside the plans of the others; those that need them wait', async () => {
    await stage.deploy(one);
    stage.calls();
    const bad = { ...two, migrations: { '001_users.sql': 'CREATE TABLE others (id int);' } };
    await stage.deploy(bad, dryRun);
    stage.write({ 'dist/index.html': '<script src="/missing.js"></script>' });
    const { failure, outputs, report } = await stage.again(commits.two, dryRun);
    expect(failure?.message).toMatch(
      /^Several stages cannot be planned; nothing was changed:\n {2}- Database: .*001_users\.sql: was edited/s,
    );
    expect(failure?.message).toContain('missing.js');
    expect(failure?.message).toContain('The stage edge cannot be planned before site.');
    expect(outputs).toMatchObject({ 'failed-stage': 'database' });
    expect(report.sections).toContainEqual(
      expect.objectContaining({
        kind: 'part',
        report: expect.objectContaining({ title: 'Backend: Deploy clinic-dev to App Runner' }),
      }),
    );
    const failed = { kind: 'part', report: expect.objectContaining({ title: 'Database', status: 'failed' }) };
    expect(report.sections).toContainEqual(failed);
    expect(await failureOf(stage.again(commits.two))).toBe(failure?.message);
    expect(writes()).toEqual([]);
  }, 120_000);
});
