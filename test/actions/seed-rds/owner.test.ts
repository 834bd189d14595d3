import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { DatabaseServer } from '../../support/database.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { run, type Workbench, workbench } from './workbench.ts';

const engines = [
  { need: 'postgres', start: () => startPostgres() },
  { need: 'mysql', start: () => startMysql() },
] as const;

for (const { need, start } of engines)
  describeWith(need, `whose a database is: ${need}`, () => {
    let server: DatabaseServer;
    let bench: Workbench;
    let database: string;
    let count = 0;

    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterAll(() => server.stop());
    beforeEach(async () => {
      bench = workbench();
      database = `clinic_${++count}`;
      await server.createDatabase(database);
      bench.write({ 'db/001_a.sql': 'CREATE TABLE a (b int);' });
    });
    afterEach(() => bench.remove());

    const step = (environment: string | undefined, more: Readonly<Record<string, string>> = {}) =>
      run(
        { 'url-env': 'DATABASE', migrations: 'db', ...(environment ? { environment } : {}), ...more },
        { workspace: bench.workspace, environment: { DATABASE: server.url(database) } },
      );

    test('the first run writes it down, and a run of another environment is refused, also as a plan', async () => {
      expect((await step('production')).failure).toBeUndefined();
      bench.write({ 'db/002_b.sql': 'CREATE TABLE b (b int);' });
      const told = new RegExp(
        `${database} belongs to the environment production, and this run is of dev; nothing was changed.*runs/1.*claim-environment`,
        's',
      );
      await expect(step('dev')).rejects.toThrow(told);
      await expect(step('dev', { 'dry-run': 'true' })).rejects.toThrow(told);
      expect((await step('production')).outputs).toMatchObject({ applied: ['db/002_b.sql'] });
    });

    test('a run without an environment neither asks nor tells', async () => {
      expect((await step(undefined)).failure).toBeUndefined();
      expect((await step('dev')).failure).toBeUndefined();
      bench.write({ 'db/002_b.sql': 'CREATE TABLE b (b int);' });
      expect((await step('dev')).failure).toBeUndefined();
      expect((await step(undefined)).failure).toBeUndefined();
      await expect(step('production')).rejects.toThrow(/belongs to the environment dev/);
    });

    test('a copy is claimed once', async () => {
      await step('production');
      bench.write({ 'db/002_b.sql': 'CREATE TABLE b (b int);' });
      expect((await step('dev', { 'claim-environment': 'true' })).failure).toBeUndefined();
      expect((await step('dev')).outputs).toMatchObject({ changed: false });
      await expect(step('production')).rejects.toThrow(/belongs to the environment dev/);
    });

    test('what says so is no table of the app', async () => {
      bench.write({ 'db/001_a.sql': 'SELECT 1;' });
      await step('dev');
      bench.write({ 'db/002_b.sql': 'DROP TABLE seed_rds_ledger;' });
      await step(undefined, { command: 'true', 'allow-destructive': 'true' });
      const plan = await step('dev', { 'dry-run': 'true' });
      expect(JSON.stringify(plan.report)).not.toContain('has tables and no ledger');
      await expect(step('production')).rejects.toThrow(/belongs to the environment dev/);
    });

    test('another run that claims it while this one waits for the lock is seen', async () => {
      bench.write({ 'db/001_a.sql': need === 'mysql' ? 'SELECT SLEEP(2);' : 'SELECT pg_sleep(2);' });
      const slow = step('production');
      await new Promise((resolve) => setTimeout(resolve, 700));
      await expect(step('dev', { migrations: 'db' })).rejects.toThrow(/belongs to the environment production/);
      expect((await slow).failure).toBeUndefined();
    });
  });
