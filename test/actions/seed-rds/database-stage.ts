import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { DatabaseServer } from '../../support/database.ts';
import { type Workbench, workbench } from './workbench.ts';

/** A server for a suite, and for each of its tests a new database and an empty repository. */
export interface DatabaseStage {
  readonly server: DatabaseServer;
  readonly bench: Workbench;
  /** The name of the database. */
  readonly database: string;
  /** Its URL. */
  readonly url: string;
}

/** Belongs to the suite in which it is called; what it holds is there once a test runs. */
export function databaseStage(start: () => Promise<DatabaseServer>): DatabaseStage {
  let server: DatabaseServer;
  let bench: Workbench;
  let count = 0;
  beforeAll(async () => {
    server = await start();
  }, 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    bench = workbench();
    count += 1;
    await server.createDatabase(nameOf(count));
  });
  afterEach(() => bench.remove());
  return {
    get server() {
      return server;
    },
    get bench() {
      return bench;
    },
    get database() {
      return nameOf(count);
    },
    get url() {
      return server.url(nameOf(count));
    },
  };
}

function nameOf(count: number): string {
  return `clinic_${count}`;
}
