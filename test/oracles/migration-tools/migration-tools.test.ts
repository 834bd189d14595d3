import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run, type Workbench, workbench } from '../../actions/seed-rds/workbench.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { migrationTools } from '../../support/machine.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { sample } from '../../support/sample.ts';
import { type Project, projects } from './tools.ts';

const engines = [
  { engine: 'postgres', need: 'postgres', start: () => startPostgres() },
  { engine: 'mysql', need: 'mysql', start: () => startMysql() },
] as const;

describeWith('migration-tools', 'a real tool that a command runs', () => {
  for (const { engine, need, start } of engines)
    describeWith(need, `on ${engine}`, () => {
      let server: DatabaseServer;
      let bench: Workbench;
      beforeAll(async () => {
        server = await start();
      }, 60_000);
      afterAll(() => server.stop());

      test.each(
        sample(
          projects.map((project) => [project.tool, project] as const),
          2,
        ),
      )(
        '%s: what it has applied is told, and a second run changes nothing',
        async (_, project) => {
          bench = workbench();
          const database = `${project.tool.toLowerCase()}_${engine}`;
          await server.createDatabase(database);
          try {
            await migrated(project, server.url(database));
          } finally {
            bench.remove();
          }
        },
        240_000,
      );

      async function migrated(project: Project, url: string): Promise<void> {
        const home = migrationTools() ?? '';
        const inputs = project.inputs(engine, home);
        const step = (more: Readonly<Record<string, string>> = {}) =>
          run(
            { 'url-env': 'DATABASE', ...inputs, ...more },
            {
              workspace: bench.workspace,
              environment: { DATABASE: url, KEY_OF_THE_APP: 'planted-secret-key' },
              signal: AbortSignal.timeout(120_000),
            },
          );
        const [first, second] = project.names;
        bench.write(project.first);
        const once = await step();
        expect(once.failure?.message).toBeUndefined();
        expect(once.outputs).toMatchObject({
          changed: true,
          current: expect.stringMatching(first),
          'command-applied': [expect.stringMatching(first)],
        });
        bench.write(project.second);
        const planned = await step({ 'dry-run': 'true' });
        expect(planned.plan?.changes[0]).toMatchObject({ reached: { [project.tool]: expect.stringMatching(first) } });
        const twice = await step();
        expect(twice.failure?.message).toBeUndefined();
        expect(twice.outputs).toMatchObject({ changed: true, 'command-applied': [expect.stringMatching(second)] });
        const again = await step();
        expect(again.outputs).toMatchObject({
          changed: false,
          current: expect.stringMatching(second),
          'command-applied': [],
        });
        if (!project.asked) return;
        const { log } = await step({ command: project.asked(engine, home) });
        expect(log.filter((line) => line.startsWith('| ')).join('\n')).toContain(String(again.outputs['current']));
      }
    });
});
