import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import { run, type Workbench, workbench } from '../../actions/seed-rds/workbench.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith, type Need } from '../../support/requires.ts';
import { sample } from '../../support/sample.ts';
import { dumpOf } from './dumps.ts';
import { type Folder, foldersByHand, randomFolder } from './migrations.ts';
import { type FolderTool, folderTools, withoutLedgers } from './tools.ts';

interface Server {
  readonly title: string;
  readonly need: Need;
  readonly engine: Engine;
  start(): Promise<DatabaseServer>;
}

const servers: readonly Server[] = [
  { title: 'PostgreSQL', need: 'postgres', engine: 'postgres', start: () => startPostgres({ server: 'installed' }) },
  { title: 'MariaDB', need: 'mysql', engine: 'mysql', start: () => startMysql() },
];
const randomFolders = 12;

for (const { title, need, engine, start } of servers)
  describeWith(['sql-tools', need], `a folder of another tool on ${title}`, () => {
    let server: DatabaseServer;
    let bench: Workbench;
    let count = 0;
    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterAll(() => server.stop(), 180_000);

    const folders = [
      ...foldersByHand(engine),
      ...Array.from({ length: randomFolders }, (_, seed) => randomFolder(seed, engine)),
    ];
    const cases = folderTools.flatMap((tool) =>
      folders.map((folder) => [`${tool.name}: ${folder.title}`, tool, folder] as const),
    );

    test.each(sample(cases, 40, 9))(
      '%s: the database is the one that the tool makes, and its ledger is taken over',
      async (_, tool, folder) => {
        bench = workbench();
        bench.write(Object.fromEntries(Object.entries(tool.files(folder)).map(([name, text]) => [`db/${name}`, text])));
        try {
          await compared(tool, folder);
        } finally {
          bench.remove();
        }
      },
      120_000,
    );

    async function compared(tool: FolderTool, folder: Folder): Promise<void> {
      const path = join(bench.workspace, 'db');
      const byTool = await newDatabase();
      const isRun = !folder.refusedBy?.includes(tool.name);
      expect(tool.up({ server, database: byTool, path })).toMatchObject({ ok: isRun });
      if (!isRun) return;
      const bySeed = await newDatabase();
      expect(await step(bySeed)).toMatchObject({ changed: true, count: folder.migrations.length });
      expect(dumped(bySeed)).toBe(dumped(byTool));

      const taken = await step(byTool, tool.ledger);
      expect(taken).toEqual({ failure: undefined, changed: true, count: 0 });
      expect(await step(byTool, tool.ledger)).toEqual({ failure: undefined, changed: false, count: 0 });
      expect(dumped(byTool)).toBe(dumped(bySeed));
      if (tool.name === 'dbmate') return;

      const inPart = await newDatabase();
      expect(tool.up({ server, database: inPart, path }, 1)).toMatchObject({ ok: true });
      expect(await step(inPart, tool.ledger)).toEqual({
        failure: undefined,
        changed: true,
        count: folder.migrations.length - 1,
      });
      expect(dumped(inPart)).toBe(dumped(bySeed));
    }

    async function newDatabase(): Promise<string> {
      const name = `clinic_${++count}`;
      await server.createDatabase(name);
      return name;
    }

    async function step(database: string, baseline?: string) {
      const inputs = {
        migrations: 'db',
        'url-env': 'DATABASE',
        'allow-destructive': 'true',
        ...(baseline ? { baseline } : {}),
      };
      const options = {
        workspace: bench.workspace,
        environment: { DATABASE: server.url(database) },
        signal: AbortSignal.timeout(60_000),
      };
      const { failure, outputs } = await run(inputs, options);
      const applied = outputs['applied'];
      return {
        failure: failure?.message,
        changed: outputs['changed'],
        count: Array.isArray(applied) ? applied.length : -1,
      };
    }

    function dumped(database: string): string {
      return dumpOf(server, database, withoutLedgers(engine, database)).replaceAll(database, 'DATABASE');
    }
  });
