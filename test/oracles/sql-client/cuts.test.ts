import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { run, type Workbench, workbench } from '../../actions/seed-rds/workbench.ts';
import { startCuttingProxy } from '../../support/cutting-proxy.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith, type Need } from '../../support/requires.ts';
import { mysqlTools, type NativeTools, postgresTools } from './clients.ts';
import { doubtfulFile, mysqlFile, postgresFile } from './interrupted-files.ts';

const doubt = /statement \d+ was begun by a run that ended there, and nothing tells whether it took effect/;

interface Engine {
  readonly needs: Need;
  readonly title: string;
  readonly file: string;
  /** What the next run may say instead of going on. */
  readonly mayAsk: RegExp | undefined;
  start(): Promise<DatabaseServer>;
  tools(server: DatabaseServer): NativeTools;
}

const mysql = { needs: 'mysql', tools: mysqlTools, start: () => startMysql() } as const;
const engines: readonly Engine[] = [
  { ...mysql, title: 'MariaDB', file: mysqlFile, mayAsk: undefined },
  { ...mysql, title: 'MariaDB without transactions', file: doubtfulFile, mayAsk: doubt },
  {
    needs: 'mysql8',
    title: 'MySQL 8',
    file: mysqlFile,
    mayAsk: undefined,
    start: () => startMysql({ server: 'mysql8' }),
    tools: mysqlTools,
  },
  {
    needs: 'postgres',
    title: 'PostgreSQL',
    file: postgresFile,
    mayAsk: undefined,
    start: () => startPostgres({ server: 'installed' }),
    tools: postgresTools,
  },
];

/** All moments with ORACLES=all, else some of them. */
const everything = process.env.ORACLES === 'all';
const moments = 6;

for (const engine of engines)
  describeWith(engine.needs, `a run that dies at any moment, on ${engine.title}`, () => {
    let server: DatabaseServer;
    let tools: NativeTools;
    let bench: Workbench;
    let whole = '';
    let pieces = 0;

    const inputs = {
      migrations: 'db',
      'url-env': 'DATABASE',
      'lock-timeout-seconds': '30',
      'allow-destructive': 'true',
    };
    const step = (url: string, repair = '') =>
      run(
        { ...inputs, repair },
        { workspace: bench.workspace, environment: { DATABASE: url }, signal: AbortSignal.timeout(120_000) },
      ).then(
        ({ failure }) => failure?.message,
        (error: Error) => error.message,
      );
    const through = (port: number) => tools.url().replace(`:${server.port}/`, `:${port}/`);

    beforeAll(async () => {
      server = await engine.start();
      tools = engine.tools(server);
      bench = workbench();
      bench.write({ 'db/001_a.sql': engine.file });
      await tools.reset();
      const proxy = await startCuttingProxy(server.port);
      expect(await step(through(proxy.port))).toBeUndefined();
      await proxy.stop();
      pieces = proxy.sent();
      whole = comparable(tools.dump());
    }, 180_000);
    afterAll(async () => {
      bench.remove();
      await server.stop();
    });

    test('is made up for by the next one, or asked for: nothing is done twice and nothing is left out', async () => {
      const told = { equal: 0, asked: 0 };
      const stride = everything ? 1 : Math.ceil(pieces / moments);
      for (let at = 1; at <= pieces; at += stride)
        for (const answered of [false, true]) {
          await tools.reset();
          const proxy = await startCuttingProxy(server.port, { at, answered });
          const died = await step(through(proxy.port));
          await proxy.stop();
          const again = await step(tools.url());
          const where = `cut at ${at}${answered ? ', answered' : ''}: ${died}`;
          if (again !== undefined && engine.mayAsk?.test(again)) {
            told.asked++;
            const answer = await answerTo(again, tools.url());
            expect([where, answer, await step(tools.url(), answer)]).toEqual([where, answer, undefined]);
          } else {
            expect([where, again]).toEqual([where, undefined]);
            told.equal++;
          }
          expect([where, comparable(tools.dump())]).toEqual([where, whole]);
        }
      console.log(`${engine.title}: ${pieces} moments, ${told.equal} equal, ${told.asked} asked for`);
      expect(told.equal).toBeGreaterThan(0);
    }, 1_800_000);
  });

/** The line of `repair` that is true: whether the row of the statement that is asked for is there. */
async function answerTo(message: string, url: string): Promise<string> {
  const statement = Number(/statement (\d+) was begun/.exec(message)?.[1]);
  const connection = await createConnection(url);
  const [rows] = await connection.query<RowDataPacket[]>('SELECT id FROM plain WHERE id = ?', [statement - 1]);
  await connection.end();
  const act = rows.length > 0 ? 'statement-applied' : 'statement-not-applied';
  return new RegExp(`repair: (${act} [^\\x60]+)`).exec(message)?.[1] ?? `no line for ${act} in: ${message}`;
}

function comparable(dump: Buffer): string {
  return dump.toString('latin1').replace(/^-- (Dump completed|Host:|Server version).*$/gm, '');
}
