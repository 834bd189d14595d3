import { beforeEach, expect, test } from '@jest/globals';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

const engines = [
  { need: 'postgres', start: () => startPostgres() },
  { need: 'mysql', start: () => startMysql() },
] as const;

for (const { need, start } of engines)
  describeWith(need, `whose a database is: ${need}`, () => {
    const stage = databaseStage(() => start());
    beforeEach(() => stage.bench.write({ 'db/001_a.sql': 'CREATE TABLE a (b int);' }));

    const step = (environment: string | undefined, more: Readonly<Record<string, string>> = {}) =>
      run(
        { 'url-env': 'DATABASE', migrations: 'db', ...(environment ? { environment } : {}), ...more },
        { workspace: stage.bench.workspace, environment: { DATABASE: stage.url } },
      );

    test('the first run writes it down, and a run of another environment is refused, also as a plan', async () => {
      expect((await step('production')).failure).toBeUndefined();
      stage.bench.write({ 'db/002_b.sql': 'CREATE TABLE b (b int);' });
      const told = new RegExp(
        `${stage.database} belongs to the environment production, and this run is of dev; nothing was changed.*runs/1.*claim-environment`,
        's',
      );
      await expect(step('dev')).rejects.toThrow(told);
      await expect(step('dev', { 'dry-run': 'true' })).rejects.toThrow(told);
      expect((await step('production')).outputs).toMatchObject({ applied: ['db/002_b.sql'] });
    });

    test('a run without an environment neither asks nor tells', async () => {
      expect((await step(undefined)).failure).toBeUndefined();
      expect((await step('dev')).failure).toBeUndefined();
      stage.bench.write({ 'db/002_b.sql': 'CREATE TABLE b (b int);' });
      expect((await step('dev')).failure).toBeUndefined();
      expect((await step(undefined)).failure).toBeUndefined();
      await expect(step('production')).rejects.toThrow(/belongs to the environment dev/);
    });

    test('a copy is claimed once', async () => {
      await step('production');
      stage.bench.write({ 'db/002_b.sql': 'CREATE TABLE b (b int);' });
      expect((await step('dev', { 'claim-environment': 'true' })).failure).toBeUndefined();
      expect((await step('dev')).outputs).toMatchObject({ changed: false });
      await expect(step('production')).rejects.toThrow(/belongs to the environment dev/);
    });

    test('what says so is no table of the app', async () => {
      stage.bench.write({ 'db/001_a.sql': 'SELECT 1;' });
      await step('dev');
      stage.bench.write({ 'db/002_b.sql': 'DROP TABLE seed_rds_ledger;' });
      await step(undefined, { command: 'true', 'allow-destructive': 'true' });
      const plan = await step('dev', { 'dry-run': 'true' });
      expect(JSON.stringify(plan.report)).not.toContain('has tables and no ledger');
      await expect(step('production')).rejects.toThrow(/belongs to the environment dev/);
    });

    test('another run that claims it while this one waits for the lock is seen', async () => {
      stage.bench.write({ 'db/001_a.sql': need === 'mysql' ? 'SELECT SLEEP(2);' : 'SELECT pg_sleep(2);' });
      const slow = step('production');
      await new Promise((resolve) => setTimeout(resolve, 700));
      await expect(step('dev', { migrations: 'db' })).rejects.toThrow(/belongs to the environment production/);
      expect((await slow).failure).toBeUndefined();
    });
  });
