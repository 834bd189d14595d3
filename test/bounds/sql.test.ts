import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { scanStatements } from '../../src/domain/sql/statement.ts';
import type { DatabaseAccess } from '../../src/sql/access.ts';
import { connectDatabase } from '../../src/sql/connect.ts';
import { databases } from '../../src/sql/databases.ts';
import type { FileRun } from '../../src/sql/file-run.ts';
import { serverError } from '../../src/sql/session.ts';
import type { DatabaseServer } from '../support/database.ts';
import { type Fault, startFaultyProxy } from '../support/faulty-proxy.ts';
import { startMysql } from '../support/mysql.ts';
import { startPostgres } from '../support/postgres.ts';
import { describeWith } from '../support/requires.ts';

const bounds = {
  connectMilliseconds: 1_500,
  answerMilliseconds: 500,
  aliveMilliseconds: 400,
  blockersMilliseconds: 600_000,
  stopMilliseconds: 300,
};
const settings = { applicationName: 'test', lockTimeoutSeconds: 1, statementTimeoutSeconds: undefined };
const answerMilliseconds = settings.lockTimeoutSeconds * 1_000 + bounds.answerMilliseconds;
/** What is not waiting: this machine may be busy. */
const grace = 6_000;

const endpoint = 'clinic-dev.c0ffee.us-east-1.rds.amazonaws.com';
const faults: readonly Fault[] = ['silent', 'dripping', 'breaking'];

async function ended(work: () => Promise<unknown>) {
  const begun = performance.now();
  const result = await work().then(
    () => 'done',
    (error: unknown) => error,
  );
  return { result, milliseconds: performance.now() - begun };
}

for (const [need, start] of [
  ['postgres', startPostgres],
  ['mysql', startMysql],
] as const)
  describeWith(need, `a ${need} server that stops answering`, () => {
    let [server, secure]: DatabaseServer[] = [];
    let count = 0;
    let database: string;
    beforeAll(async () => {
      server = await start();
      secure = await start({ tlsNames: [endpoint] });
    }, 120_000);
    afterAll(async () => {
      await server?.stop();
      await secure?.stop();
    });
    beforeEach(async () => {
      database = `bounds_${++count}`;
      await server?.createDatabase(database);
    });

    function accessTo(of: DatabaseServer | undefined, port: number, host = '127.0.0.1'): DatabaseAccess {
      if (!of) throw new Error('The server has not started.');
      return {
        ...{ engine: of.engine, host, port, dial: { host: '127.0.0.1', port } },
        ...{ database: of === server ? database : need, username: of.username, password: async () => of.password },
        ...{ authentication: 'password', authorities: of.authority },
      };
    }

    const proxied = () => startFaultyProxy(server as DatabaseServer);

    /** How many bytes a whole connection gets before it can be used. */
    async function bytesToOpen(of: DatabaseServer | undefined, host?: string): Promise<number> {
      await using proxy = await startFaultyProxy(of as DatabaseServer);
      const session = await connectDatabase(accessTo(of, proxy.port, host), settings);
      const bytes = proxy.bytes();
      session.destroy();
      return bytes;
    }

    describe.each(faults)('%s', (fault) => {
      test('while it is connected to, at each part of the handshake', async () => {
        const whole = await bytesToOpen(server);
        for (const share of [0, 0.1, 0.4, 0.7, 0.95]) {
          await using proxy = await proxied();
          proxy.failAfter(Math.floor(whole * share), fault);
          const { result, milliseconds } = await ended(() =>
            connectDatabase(accessTo(server, proxy.port), settings, undefined, bounds),
          );
          expect([share, (result as Error).message]).toEqual([share, expect.stringContaining('could not be opened')]);
          expect(milliseconds).toBeLessThan(bounds.connectMilliseconds + 2_000 + grace);
        }
      }, 120_000);

      test('while TLS is agreed on', async () => {
        const whole = await bytesToOpen(secure, endpoint);
        for (const bytes of [1, Math.floor(whole * 0.2), Math.floor(whole * 0.6)]) {
          await using proxy = await startFaultyProxy(secure as DatabaseServer);
          proxy.failAfter(bytes, fault);
          const { result, milliseconds } = await ended(() =>
            connectDatabase(accessTo(secure, proxy.port, endpoint), settings, undefined, bounds),
          );
          expect([bytes, (result as Error).message]).toEqual([bytes, expect.stringContaining('could not be opened')]);
          expect(milliseconds).toBeLessThan(bounds.connectMilliseconds + 2_000 + grace);
        }
      }, 120_000);

      test('in the middle of an answer to a statement of ours', async () => {
        for (const bytes of [0, 7, 40]) {
          await using proxy = await proxied();
          const session = await connectDatabase(accessTo(server, proxy.port), settings, undefined, bounds);
          proxy.failAfter(proxy.bytes() + bytes, fault);
          const { result, milliseconds } = await ended(() =>
            session.query("SELECT 'a long answer, longer than 40 bytes' AS a"),
          );
          expect([bytes, serverError(result)]).toEqual([bytes, expect.objectContaining({ connectionLost: true })]);
          expect(milliseconds).toBeLessThan(answerMilliseconds + grace);
          await session.close();
        }
      }, 120_000);

      test('while a migration runs, whose end is then unknown', async () => {
        await using proxy = await proxied();
        const migrator = await databases(bounds).writer.open(
          accessTo(server, proxy.port),
          settings,
          { commit: 'c', runUrl: 'r' },
          () => undefined,
        );
        await migrator.tryLock();
        await migrator.createLedger();
        const sleep = need === 'postgres' ? 'SELECT pg_sleep(300)' : 'SELECT SLEEP(300)';
        const running = ended(async () => {
          const result = await migrator.run(fileOf(sleep), new AbortController().signal);
          if (!result.ok) throw Object.assign(new Error(result.failure.error.message), result.failure.error);
        });
        await new Promise((resolve) => setTimeout(resolve, 700));
        proxy.failAfter(0, fault);
        if (fault === 'breaking') await proxy[Symbol.asyncDispose]();
        const { result, milliseconds } = await running;
        expect(result).toMatchObject({ connectionLost: true });
        expect(milliseconds).toBeLessThan(700 + 2 * bounds.aliveMilliseconds + 2_000 + grace);
        await migrator.close();
      }, 60_000);
    });

    test('does not hold a run that is stopped', async () => {
      await using proxy = await proxied();
      const patient = { ...bounds, aliveMilliseconds: 600_000, answerMilliseconds: 600_000 };
      const open = databases(patient).writer.open;
      const migrator = await open(
        accessTo(server, proxy.port),
        settings,
        { commit: 'c', runUrl: 'r' },
        () => undefined,
      );
      await migrator.createLedger();
      const stop = new AbortController();
      const sleep = need === 'postgres' ? 'SELECT pg_sleep(300)' : 'SELECT SLEEP(300)';
      const running = ended(() => migrator.run(fileOf(sleep), stop.signal));
      await new Promise((resolve) => setTimeout(resolve, 700));
      proxy.failAfter(0, 'silent');
      stop.abort(new Error('stopped'));
      expect((await running).milliseconds).toBeLessThan(700 + bounds.stopMilliseconds + 2_000 + grace);
      await migrator.close();
    }, 60_000);
  });

function fileOf(text: string): FileRun {
  const scan = scanStatements(text as never, 'postgres');
  const statements = scan.ok ? scan.statements : [];
  return {
    kind: 'migration',
    file: '001_a.sql',
    sha256: 'a'.repeat(64),
    statements,
    mode: 'statements',
    from: 0,
    known: false,
  };
}
