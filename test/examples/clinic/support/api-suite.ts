import { expect, test } from '@jest/globals';
import type { DatabaseServer } from '../../../support/database.ts';
import { signIn } from './clinic.ts';
import { databaseTests } from './database-tests.ts';
import { fileTests } from './file-tests.ts';
import { healthTests } from './health-tests.ts';
import { originTests } from './origin-tests.ts';
import { reportTests } from './report-tests.ts';
import { requestTests } from './request-tests.ts';
import { sessionTests } from './session-tests.ts';
import { useWorld } from './world.ts';

/** What the API promises, tried over HTTP on a real database; the same for every engine. */
export function apiSuite(startServer: () => Promise<DatabaseServer>): void {
  const world = useWorld(startServer);
  healthTests(world);
  sessionTests(world);
  originTests(world);
  requestTests(world);
  fileTests(world);
  reportTests(world);
  databaseTests(world);

  // Last, because the clock does not go back.
  test('a session ends after eight hours', async () => {
    const browser = await signIn(world.clinic, 'operator');
    world.clinic.advance(8 * 3600 - 60);
    expect((await browser.get('/requests')).status).toBe(200);
    world.clinic.advance(61);
    expect((await browser.get('/requests')).status).toBe(401);
  });

  test('nothing of all this was an internal error', () => {
    expect(world.clinic.errors).toEqual([]);
  });
}
