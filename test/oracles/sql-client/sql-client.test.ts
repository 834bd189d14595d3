import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { maxReadAtOnce } from '../../../src/actions/seed-rds/file-content.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith, type Need } from '../../support/requires.ts';
import { mysqlTools, type NativeTools, postgresTools } from './clients.ts';
import { type Bench, benchOf, compare, type Verdict } from './differential.ts';
import { mysqlFlags, mysqlSchema, postgresFlags, postgresSchema } from './dumped-files.ts';
import { type FileCase, fileCase } from './file-case.ts';
import { mysqlLongFile, postgresLongFile } from './long-files.ts';
import { mysqlFiles } from './mysql-files.ts';
import { postgresFiles } from './postgres-files.ts';
import { mysqlRandomFile, postgresRandomFile } from './random-files.ts';

interface Engine {
  readonly needs: Need;
  readonly title: string;
  readonly files: readonly FileCase[];
  readonly long: FileCase;
  readonly schema: string;
  readonly flags: readonly (readonly string[])[];
  random(seed: number): FileCase;
  start(): Promise<DatabaseServer>;
  tools(server: DatabaseServer): NativeTools;
}

const mysql = {
  files: mysqlFiles,
  long: mysqlLongFile,
  schema: mysqlSchema,
  flags: mysqlFlags,
  random: mysqlRandomFile,
  tools: mysqlTools,
};
const engines: readonly Engine[] = [
  {
    needs: 'postgres',
    title: 'PostgreSQL and psql',
    files: postgresFiles,
    long: postgresLongFile,
    schema: postgresSchema,
    flags: postgresFlags,
    random: postgresRandomFile,
    start: () => startPostgres({ server: 'installed' }),
    tools: postgresTools,
  },
  { ...mysql, needs: 'mysql', title: 'MariaDB and its client', start: () => startMysql() },
  { ...mysql, needs: 'mysql8', title: 'MySQL 8 and the client', start: () => startMysql({ server: 'mysql8' }) },
];

/** Everything with ORACLES=all, else a fixed sample. */
const everything = process.env.ORACLES === 'all';
const sample = <T>(items: readonly T[], step: number) =>
  everything ? items : items.filter((_, index) => index % step === 0);
const randomFiles = 300;

for (const engine of engines) {
  describeWith(engine.needs, `the database after a file is what the client makes of it: ${engine.title}`, () => {
    let bench: Bench;
    let dumps: readonly FileCase[] = [];
    const verdicts: Verdict[] = [];
    beforeAll(async () => {
      const server = await engine.start();
      bench = await benchOf(server, engine.tools(server));
      dumps = dumpsOf(engine, bench.tools);
    }, 180_000);
    afterAll(async () => {
      console.log(summary(engine.title, verdicts));
      await bench.server.stop();
    }, 180_000);

    const verdictOn = async (file: FileCase) => {
      const verdict = await compare(file, bench);
      verdicts.push(verdict);
      return verdict;
    };

    test.each(sample(engine.files, 7))('by hand: $name', async (file) => {
      const verdict = await verdictOn(file);
      if (file.refused) expect(verdict).toEqual({ kind: 'refused', reason: expect.stringMatching(file.refused) });
      else expect(shown(verdict)).toMatch(/^(equal|both stopped)$/);
    });

    test('a file that is read piece by piece', async () => {
      expect(engine.long.content.length).toBeGreaterThan(maxReadAtOnce);
      expect(shown(await verdictOn(engine.long))).toBe('equal');
    }, 120_000);

    test.each(sample([...engine.flags.keys()], 5))('a dump by the real tool, number %i', async (index) => {
      // MariaDB's tool writes two dumps of MySQL that MySQL's client does not load either.
      // A compact dump of MySQL leaves the checks of foreign keys on, so that the client stops at one whose table comes later.
      const compact = engine.needs === 'mysql' && engine.flags[index]?.includes('--compact');
      const fine = engine.needs === 'mysql8' ? /^(equal|both stopped)$/ : compact ? /^both stopped$/ : /^equal$/;
      expect(shown(await verdictOn(dumps[index] as FileCase))).toMatch(fine);
    });

    test.each(
      sample(
        Array.from({ length: randomFiles }, (_, seed) => seed),
        20,
      ),
    )('random %i', async (seed) => {
      expect(shown(await verdictOn(engine.random(seed)))).toMatch(/^(equal|both stopped)$/);
    });
  });
}

/** Dumps of the engine's schema, one for each set of flags. */
function dumpsOf({ schema, flags }: Engine, tools: NativeTools): readonly FileCase[] {
  const folder = mkdtempSync(join(tmpdir(), 'sql-client-'));
  try {
    writeFileSync(join(folder, 'schema.sql'), schema);
    const loaded = tools.load(join(folder, 'schema.sql'));
    if (!loaded.ok) throw new Error(loaded.said);
    return flags.map((each) => fileCase(each.join(' '), tools.dump(...each)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The verdict's kind, and the reason of one that is not expected. */
function shown(verdict: Verdict): string {
  return verdict.kind === 'different' || verdict.kind === 'refused'
    ? `${verdict.kind}: ${verdict.reason}`
    : verdict.kind;
}

function summary(title: string, verdicts: readonly Verdict[]): string {
  const count = (kind: Verdict['kind']) => `${verdicts.filter((verdict) => verdict.kind === kind).length} ${kind}`;
  const kinds = ['equal', 'refused', 'both stopped', 'different'] as const;
  return `${title}: ${verdicts.length} files, ${kinds.map(count).join(', ')}`;
}
