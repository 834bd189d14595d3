import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { databaseStage } from './database-stage.ts';
import { run } from './workbench.ts';

describeWith('postgres', "a command that migrates by the team's own tool", () => {
  const stage = databaseStage(() => startPostgres());

  const step = (inputs: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) =>
    run(
      { 'url-env': 'DATABASE', ...inputs },
      { workspace: stage.bench.workspace, environment: { DATABASE: stage.url, ...environment } },
    );

  async function query(sql: string, user?: string): Promise<void> {
    const url = new URL(stage.url);
    if (user) [url.username, url.password] = [user, 'reader-password'];
    const client = new Client({ connectionString: url.href });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  test('gets its own variables and secrets, the parts of the URL, and no credentials of the job', async () => {
    const ran = await step(
      {
        command: 'env | sort',
        'command-env': 'SETTINGS=clinic.production',
        'command-secrets': 'SECRET_KEY=KEY_OF_THE_APP',
        'command-url-scheme': 'postgresql+asyncpg',
      },
      { KEY_OF_THE_APP: 'planted-secret-key', AWS_ACCESS_KEY_ID: 'AKIAPLANTED', AWS_SESSION_TOKEN: 'planted-token' },
    );
    const at = new URL(stage.url);
    expect(ran.failure).toBeUndefined();
    expect(ran.log).toEqual(
      expect.arrayContaining([
        ...['| SETTINGS=clinic.production', '| SECRET_KEY=planted-secret-key', `| DB_NAME=${stage.database}`],
        ...[`| DB_HOST=${at.hostname}`, `| DB_PORT=${at.port}`, `| DB_USER=${at.username}`],
        `| DB_JDBC_URL=jdbc:postgresql://${at.host}/${stage.database}`,
      ]),
    );
    expect(ran.log.find((line) => line.startsWith('| DB_URL='))).toMatch(/^\| DB_URL=postgresql\+asyncpg:\/\//);
    expect(ran.log.join('\n')).not.toMatch(/AWS_ACCESS_KEY_ID|AWS_SESSION_TOKEN/);
    expect(ran.masked).toEqual(expect.arrayContaining(['planted-secret-key']));
  });

  test('sees the credentials of the job where that is asked for', async () => {
    const inputs = { command: 'echo "key $AWS_ACCESS_KEY_ID"', 'command-credentials': 'true' };
    expect((await step(inputs, { AWS_ACCESS_KEY_ID: 'AKIAPLANTED' })).log).toContain('| key AKIAPLANTED');
  });

  test('what it needs is installed before, without a secret, and not in a plan; where that fails, nothing was changed', async () => {
    const inputs = {
      command: 'cat tool.txt',
      'command-setup': 'echo "installed for $SETTINGS, $SECRET_KEY.$DB_URL." > tool.txt',
      'command-env': 'SETTINGS=production',
      'command-secrets': 'SECRET_KEY=KEY_OF_THE_APP',
    };
    const environment = { KEY_OF_THE_APP: 'planted-secret-key' };
    expect((await step({ ...inputs, 'dry-run': 'true' }, environment)).log.join('\n')).not.toContain('tool.txt');
    expect((await step(inputs, environment)).log).toContain('| installed for production, ..');
    const broken = { ...inputs, 'command-setup': 'echo no such package; exit 3', migrations: 'db' };
    stage.bench.write({ 'db/001_a.sql': 'CREATE TABLE a (b int);' });
    await expect(step(broken, environment)).rejects.toThrow(
      /command-setup failed with exit code 3; nothing was changed: .*no such package/s,
    );
    await expect(query('SELECT * FROM a')).rejects.toThrow(/does not exist/);
  });

  test('that fails is told with its last lines, and with what its tool had recorded before', async () => {
    const tool = `import { Client } from '${resolve('node_modules/pg/esm/index.mjs')}';
const client = new Client({ connectionString: process.env.DB_URL });
await client.connect();
await client.query("CREATE TABLE knex_migrations (id serial, name text); INSERT INTO knex_migrations (name) VALUES ('1_users.js')");
await client.end();
for (let line = 0; line < 30; line++) console.log('line ' + line);
console.error('migration 2_visits.js failed');
process.exit(1);`;
    stage.bench.write({ 'tool.mjs': tool });
    const { failure, outputs, report } = await step({ command: `'${process.execPath}' tool.mjs` });
    expect(failure?.message).toMatch(
      /failed with exit code 1: .*Its last lines were:.*line 29.*2_visits\.js failed.*Recorded before it failed: 1_users\.js\./s,
    );
    expect(failure?.message).not.toContain('line 3\n');
    expect(outputs).toMatchObject({ changed: true, current: '1_users.js', 'command-applied': ['1_users.js'] });
    expect(report.facts).toContainEqual(['Knex', 'nothing → 1_users.js']);
  });

  test('that fails with a secret where its lines are cut shows no piece of it', async () => {
    const secret = 'planted-secret-key';
    const command = `printf '%0490d%s\\n' 0 "$SECRET_KEY"; printf '%0480d%s\\n' 0 "$DB_URL"; exit 1`;
    const ran = await step({ command, 'command-secrets': 'SECRET_KEY=KEY' }, { KEY: secret });
    expect(ran.failure?.message).toContain('000***');
    expect(ran.failure?.message).not.toContain(secret.slice(0, 5));
    expect(ran.failure?.message).not.toContain('postgres://');
  });

  test('whose tool has nothing new to record has changed nothing, and the plan says where it stands', async () => {
    await query("CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('3f2a')");
    const planned = await step({ command: 'true', 'dry-run': 'true' });
    expect(planned.outputs).toMatchObject({ changed: true, current: '3f2a' });
    expect(planned.plan?.changes).toEqual([
      expect.objectContaining({ kind: 'run', resource: 'true', reached: { Alembic: '3f2a' } }),
    ]);
    const ran = await step({ command: 'true' });
    expect(ran.outputs).toMatchObject({ changed: false, current: '3f2a', 'command-applied': [] });
    expect(ran.report).toMatchObject({
      status: 'unchanged',
      result: 'The command was run; its tool has recorded nothing new.',
    });
  });

  test('whose table this user may not read has changed what nobody knows', async () => {
    await query(
      "CREATE TABLE alembic_version (version_num text); CREATE USER reader PASSWORD 'reader-password'; GRANT CREATE ON SCHEMA public TO reader",
    );
    const url = new URL(stage.url);
    [url.username, url.password] = ['reader', 'reader-password'];
    const ran = await step({ command: 'true' }, { DATABASE: url.href });
    expect(ran.outputs).toMatchObject({ changed: true });
    expect(ran.outputs['command-applied']).toBeUndefined();
    expect(ran.report.facts).toContainEqual(['Alembic', 'not known: this user may not read alembic_version']);
  });

  test.each([
    'public',
    'My "own" \\schema',
  ])('files and command work in the schema %s that the URL names', async (schema) => {
    await query(`CREATE SCHEMA IF NOT EXISTS "${schema.replaceAll('"', '""')}"`);
    stage.bench.write({ 'db/001_a.sql': 'CREATE TABLE a (b int);', 'tool.sh': 'echo "$DB_URL"' });
    const url = `${stage.url}?schema=${encodeURIComponent(schema)}`;
    const ran = await step({ migrations: 'db', command: 'bash tool.sh' }, { DATABASE: url });
    expect(ran.failure).toBeUndefined();
    expect(ran.log).toContain(`| ${url}`);
    await query(`SELECT b FROM "${schema.replaceAll('"', '""')}".a`);
  });

  test('needs to be there for its inputs', async () => {
    const inputs = { migrations: 'db', 'command-setup': 'true', 'command-env': 'A=b', 'command-url-scheme': 'mysql' };
    await expect(step(inputs)).rejects.toThrow(/command-setup: needs command.*command-env.*command-url-scheme/s);
  });
});
