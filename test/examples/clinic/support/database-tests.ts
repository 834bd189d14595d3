import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { integer } from '../../../../examples/clinic/backend/src/database/row.ts';
import { deleteExpiredSessions } from '../../../../examples/clinic/cleanup/handler.ts';
import { applyMigrations, applySeeds } from '../../../../examples/clinic/database/apply-sql.ts';
import { sqlFolder } from './clinic.ts';
import type { World } from './world.ts';

/** Migrations, seeds and the clean-up of sessions. */
export function databaseTests(world: World): void {
  describe('the database', () => {
    test('migrations and seeds change nothing when they run again', async () => {
      const { engine } = world.clinic.database;
      const count = async (table: string) => {
        const [row] = await world.clinic.database.rows(`select count(*) as rows_of from ${table} where 1 = 1`);
        return row && integer(row, 'rows_of');
      };
      const tables = ['users', 'requests', 'request_history'];
      const before = await Promise.all(tables.map(count));
      expect(await applyMigrations(world.clinic.config.databaseUrl, sqlFolder(engine, 'migrations'))).toEqual([]);
      await applySeeds(world.clinic.config.databaseUrl, sqlFolder(engine, 'seeds'));
      expect(await Promise.all(tables.map(count))).toEqual(before);
      expect(before.every((rows) => rows && rows > 0)).toBe(true);
    });

    test('every demo request has the history that its state implies', async () => {
      const rows = await world.clinic.database.rows(
        `select requests.state, (select to_state from request_history where request_id = requests.id order by id desc limit 1) as last_state
         from requests where reference like 'CR-DEMO%'`,
      );
      expect(rows).toHaveLength(9);
      for (const row of rows) expect(row.last_state).toBe(row.state);
    });

    test('the clean-up deletes expired sessions only, and counts them', async () => {
      await world.clinic.database.change('delete from sessions where expires_at <= ?', [new Date()]);
      const day = new Date('2020-01-02T00:00:00Z');
      const hours = (count: number) => new Date(day.getTime() + count * 3_600_000);
      for (let session = 0; session < 1200; session++) {
        await world.clinic.database.change(
          'insert into sessions (token_sha256, user_id, created_at, expires_at) values (?, 1, ?, ?)',
          [createHash('sha256').update(String(session)).digest('hex'), hours(-1), hours(session < 1100 ? 0 : 1)],
        );
      }
      expect(await deleteExpiredSessions(world.clinic.database, day)).toBe(1100);
      expect(await deleteExpiredSessions(world.clinic.database, day)).toBe(0);
      expect(await deleteExpiredSessions(world.clinic.database, hours(1))).toBe(100);
      expect((await world.admin.get('/requests')).status).toBe(200);
    });
  });
}
