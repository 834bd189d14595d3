import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { Client } from 'pg';
import { run, type Workbench, workbench } from '../../actions/seed-rds/workbench.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith, type Need } from '../../support/requires.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { mysqlTools, type NativeTools, postgresTools } from './clients.ts';
import { mysqlFile, postgresFile } from './interrupted-files.ts';

/** In one transaction, with rows that are there twice where it is run twice. */
const postgresWhole = `
CREATE TABLE visits (at int, note text);
INSERT INTO visits SELECT n, 'note ' || n FROM generate_series(1, 5000) n;
COPY visits FROM stdin;
${Array.from({ length: 2_000 }, (_, at) => `${at}\trow`).join('\n')}
\\.
UPDATE visits SET note = note || '!';
`;

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => `INSERT INTO visits VALUES (${at}, 'note');\n`).join('');
const mysqlRows = `CREATE TABLE visits (at int, note varchar(20));\n${rows(200)}UPDATE visits SET note = CONCAT(note, '!');\n`;

interface Engine {
  readonly needs: Need;
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  start(): Promise<DatabaseServer>;
  tools(server: DatabaseServer): NativeTools;
}

const mysql = { files: { 'db/001_a.sql': mysqlFile, 'db/002_b.sql': mysqlRows }, tools: mysqlTools } as const;
const engines: readonly Engine[] = [
  { ...mysql, needs: 'mysql', title: 'MariaDB', start: () => startMysql() },
  { ...mysql, needs: 'mysql8', title: 'MySQL 8', start: () => startMysql({ server: 'mysql8' }) },
  {
    needs: 'postgres',
    title: 'PostgreSQL',
    files: { 'db/001_a.sql': postgresFile, 'db/002_b.sql': postgresWhole },
    start: () => startPostgres({ server: 'installed' }),
    tools: postgresTools,
  },
];

/** 500 for each engine with ORACLES=all; `KILLS=120-200` takes those of them, where a run was ended. */
const kills = process.env.ORACLES === 'all' ? 500 : 6;
const [first = 0, end = kills] = (process.env['KILLS'] ?? '').split('-').filter(Boolean).map(Number);
/** Of the whole time, the same for each number. */
const random = seededRandom(6);
const moments = Array.from({ length: kills }, (_, number) => ({ number, part: random() })).slice(first, end);

for (const engine of engines)
  describeWith(engine.needs, `a process that is killed at any time, on ${engine.title}`, () => {
    let server: DatabaseServer;
    let tools: NativeTools;
    let bench: Workbench;
    let whole = '';
    let milliseconds = 0;

    beforeAll(async () => {
      server = await engine.start();
      tools = engine.tools(server);
      bench = workbench();
      bench.write(engine.files);
      // The first one of all is slower.
      for (let count = 0; count < 2; count++) {
        await tools.reset();
        const { took, code } = await killedAfter(120_000);
        expect(code).toBe(0);
        milliseconds = took;
      }
      whole = comparable(tools.dump());
    }, 240_000);
    afterAll(async () => {
      bench.remove();
      await server.stop();
    }, 180_000);

    /** Runs the process, and kills it so long after it has begun, unless it has ended by itself. */
    async function killedAfter(delay: number): Promise<{ readonly took: number; readonly code: number | null }> {
      const script = new URL('killed-run.ts', import.meta.url).pathname;
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, bench.workspace], {
        env: { PATH: process.env.PATH, DATABASE: tools.url() },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      const begun = performance.now();
      child.stdout.resume();
      const timer = setTimeout(() => child.kill('SIGKILL'), delay);
      const [code] = await ended;
      clearTimeout(timer);
      return { took: performance.now() - begun, code };
    }

    const again = () =>
      run(
        { migrations: 'db', 'url-env': 'DATABASE', 'lock-timeout-seconds': '30', 'allow-destructive': 'true' },
        { workspace: bench.workspace, environment: { DATABASE: tools.url() }, signal: AbortSignal.timeout(120_000) },
      ).then(
        ({ failure }) => failure?.message,
        (error: Error) => error.message,
      );

    test('is made up for by the next run: nothing is done twice, nothing is left out, and no lock stays', async () => {
      let killed = 0;
      for (const { number, part } of moments) {
        await tools.reset();
        const delay = part * milliseconds;
        const { code, took } = await killedAfter(delay);
        if (code === null) killed++;
        // The machine is quicker than it was, so the next one is killed earlier.
        else milliseconds = took;
        const where = `number ${number}, killed after ${delay.toFixed(0)} of ${milliseconds.toFixed(0)} ms`;
        expect([where, await again()]).toEqual([where, undefined]);
        expect([where, comparable(tools.dump())]).toEqual([where, whole]);
        expect([where, await left(server, tools.url())]).toEqual([where, { unfinished: 0, locks: 0 }]);
      }
      console.log(`${engine.title}: ${moments.length} runs, of which ${killed} were killed before their end`);
      expect(killed).toBeGreaterThan(0);
    }, 7_200_000);
  });

/** What a run may have left: entries of the ledger without an end, and locks. */
async function left({ engine }: DatabaseServer, url: string) {
  const unfinished =
    'SELECT COUNT(*) AS n FROM seed_rds_ledger WHERE finished_at IS NULL OR statements_done <> statements';
  const locks =
    engine === 'mysql'
      ? 'SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()'
      : "SELECT COUNT(*)::int AS n FROM pg_locks WHERE locktype = 'advisory'";
  const [entries, held] =
    engine === 'mysql' ? await mysqlCounts(url, unfinished, locks) : await postgresCounts(url, unfinished, locks);
  return { unfinished: Number(entries), locks: Number(held) };
}

async function mysqlCounts(url: string, ...queries: readonly string[]): Promise<readonly unknown[]> {
  const connection = await createConnection(url);
  const counts: unknown[] = [];
  for (const sql of queries) counts.push((await connection.query<RowDataPacket[]>(sql))[0][0]?.['n']);
  await connection.end();
  return counts;
}

async function postgresCounts(url: string, ...queries: readonly string[]): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const counts: unknown[] = [];
  for (const sql of queries) counts.push((await client.query<{ readonly n: unknown }>(sql)).rows[0]?.n);
  await client.end();
  return counts;
}

function comparable(dump: Buffer): string {
  return dump.toString('latin1').replace(/^-- (Dump completed|Host:|Server version).*$/gm, '');
}
