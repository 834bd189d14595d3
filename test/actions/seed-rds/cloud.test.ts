import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type Cloud, startCloud } from '../../cloud/cloud.ts';
import { everything, type PolicyDocument } from '../../cloud/iam/policy.ts';
import { policyFor } from '../../cloud/iam/policy-template.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { type Ran, region, run, type Workbench, workbench } from './workbench.ts';

const accountId = '111111111111';
const template = readFileSync(new URL('../../../actions/seed-rds/iam-policy.json', import.meta.url), 'utf8');
const policy = policyFor(template, {
  'AWS::Region': region,
  'AWS::AccountId': accountId,
  SecretName: 'clinic/database',
  DbInstance: 'clinic-dev',
});
const statements = [policy.Statement].flat();

describeWith('postgres', 'seed-rds with Secrets Manager and RDS', () => {
  let cloud: Cloud;
  let server: DatabaseServer;
  let bench: Workbench;
  let secretArn: string;
  let users = 0;
  let databases = 0;
  let database: string;

  beforeAll(async () => {
    server = await startPostgres();
    cloud = await startCloud({ rds: { snapshotMilliseconds: 100 } });
    const value = { engine: 'postgres', host: server.host, port: server.port };
    const credentials = { username: server.username, password: server.password };
    secretArn = cloud.secrets.create({
      accountId,
      region,
      name: 'clinic/database',
      value: { ...value, ...credentials, dbInstanceIdentifier: 'clinic-dev' },
    }).arn;
    const master = cloud.secrets.create({ accountId, region, name: 'clinic/database-master', value: credentials });
    const endpoint = { address: server.host, port: server.port };
    const instance = { accountId, region, engine: 'postgres', endpoint, databaseName: 'postgres' } as const;
    cloud.rds.addInstance({ ...instance, identifier: 'clinic-dev', masterUserSecretArn: master.arn });
    cloud.rds.addInstance({ ...instance, identifier: 'clinic-member', clusterIdentifier: 'clinic-cluster' });
    cloud.rds.addInstance({ ...instance, identifier: 'clinic-stopped', status: 'stopped' });
  });
  afterAll(async () => {
    await cloud.close();
    await server.stop();
  });
  beforeEach(async () => {
    bench = workbench();
    bench.write({ 'db/001_a.sql': 'CREATE TABLE a (id int);' });
    database = `clinic_${++databases}`;
    await server.createDatabase(database);
  });
  afterEach(() => bench.remove());

  function step(
    inputs: Readonly<Record<string, string>>,
    policies: readonly PolicyDocument[] = [policy],
  ): Promise<Ran> {
    const credentials = cloud.iam.user({ accountId, name: `deployer-${++users}`, policies });
    const environment = cloud.environment(credentials, region);
    return run(
      { migrations: 'db', database, 'aws-region': region, ...inputs },
      { workspace: bench.workspace, environment },
    );
  }

  async function tables(): Promise<readonly string[]> {
    const client = new Client({ connectionString: server.url(database) });
    await client.connect();
    const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    await client.end();
    return rows.map(({ tablename }) => tablename);
  }

  const snapshots = () => cloud.rds.snapshots({ accountId, region });

  test('makes a snapshot first, and only when something is pending', async () => {
    const before = snapshots().length;
    const inputs = { secret: 'clinic/database', snapshot: 'when-pending' };
    const first = await step(inputs);
    expect(first.failure).toBeUndefined();
    const [made] = snapshots().slice(before);
    expect(first.outputs['snapshot-id']).toMatch(/^seed-rds-clinic-dev-\d{8}t\d{9}$/);
    expect(made).toMatchObject({ identifier: first.outputs['snapshot-id'], status: 'available' });
    expect(first.report.sections).toContainEqual({
      kind: 'note',
      text: expect.stringMatching(/^To restore: `aws rds restore-db-instance-from-db-snapshot .*--region us-east-1`$/),
    });
    expect((await step(inputs)).outputs).toMatchObject({ changed: false, 'snapshot-id': undefined });
    expect(snapshots()).toHaveLength(before + 1);
  });

  test('recording a baseline alone creates no snapshot', async () => {
    const client = new Client({ connectionString: server.url(database) });
    await client.connect();
    await client.query('CREATE TABLE a (id int)');
    await client.end();
    const before = snapshots().length;
    const inputs = { secret: 'clinic/database', snapshot: 'when-pending', baseline: '001_a.sql' };
    expect((await step(inputs)).outputs).toMatchObject({ changed: true, applied: [], current: '001_a.sql' });
    expect(snapshots()).toHaveLength(before);
    bench.write({ 'db/002_b.sql': 'CREATE TABLE b (id int);' });
    expect((await step(inputs)).outputs).toMatchObject({ applied: ['db/002_b.sql'] });
    expect(snapshots()).toHaveLength(before + 1);
  });

  test('masks the secret before anything is said, and no output holds it', async () => {
    const ran = await step({ secret: secretArn });
    expect(ran.masked).toContain(server.password);
    expect(JSON.stringify([ran.log, ran.outputs, ran.report])).not.toContain(server.password);
  });

  test("the instance's own master secret suffices", async () => {
    const ran = await step({ 'db-instance': 'clinic-dev' }, [everything]);
    expect(ran.failure).toBeUndefined();
    expect(await tables()).toEqual(['a', 'seed_rds_ledger']);
  });

  test('connects with an IAM token, one for each session, each masked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pg-hba-'));
    chmodSync(folder, 0o755);
    // PostgreSQL itself cannot check such a token: whoever comes is let in.
    writeFileSync(join(folder, 'pg_hba.conf'), 'host all all 127.0.0.1/32 trust\n');
    const open = await startPostgres({ settings: [`hba_file=${join(folder, 'pg_hba.conf')}`] });
    const endpoint = { address: open.host, port: open.port };
    cloud.rds.addInstance({
      accountId,
      region,
      engine: 'postgres',
      endpoint,
      identifier: 'iam',
      iamAuthentication: true,
    });
    const inputs = { 'db-instance': 'iam', database: 'postgres', username: open.username, 'iam-auth': 'true' };
    const ran = await step(inputs, [everything]);
    await open.stop();
    rmSync(folder, { recursive: true });
    expect(ran.failure).toBeUndefined();
    expect(ran.masked).toHaveLength(3);
    for (const token of ran.masked) expect(token).toMatch(`127.0.0.1:${open.port}/?Action=connect&DBUser=postgres`);
    expect(JSON.stringify([ran.log, ran.outputs, ran.report])).not.toContain('Action=connect');
  });

  test('a snapshot that fails leaves the database as it was', async () => {
    cloud.rds.failNextSnapshot();
    const ran = await step({ secret: 'clinic/database', snapshot: 'when-pending' });
    expect(ran.failure?.message).toMatch(/The snapshot seed-rds-clinic-dev-\S+ failed; no file was run/);
    expect(ran.outputs).toMatchObject({ changed: false, pending: ['db/001_a.sql'] });
    expect(await tables()).toEqual([]);
  });

  test('refuses instances of which it can make no snapshot, or to which it cannot connect', async () => {
    await expect(
      step({ secret: 'clinic/database', 'db-instance': 'clinic-member', snapshot: 'when-pending' }, [
        policy,
        { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'rds:DescribeDBInstances', Resource: '*' }] },
      ]),
    ).rejects.toThrow(/No snapshot can be created.*belongs to the cluster clinic-cluster/s);
    const describing: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'rds:*', Resource: '*' }],
    };
    await expect(step({ 'db-instance': 'clinic-stopped' }, [describing])).rejects.toThrow(
      /is stopped.*start-db-instance/s,
    );
    await expect(step({ 'db-instance': 'clinic-gone' }, [describing])).rejects.toThrow(
      /The RDS instance clinic-gone does not exist/,
    );
    await expect(
      step({ 'db-instance': 'clinic-member', 'iam-auth': 'true', username: 'ann' }, [describing]),
    ).rejects.toThrow(/does not accept IAM tokens/);
    await expect(step({ 'db-instance': 'clinic-member' }, [describing])).rejects.toThrow(
      /Missing in clinic-member: the user .*the password/,
    );
  });

  test('names every contradiction between the inputs at once', async () => {
    const wrong = run({ secret: 'a', 'url-env': 'B', seeds: 'db', 'secret-key': 'c' }, { workspace: bench.workspace });
    await expect(wrong).rejects.toThrow(
      /secret and url-env: give one.*seed-environments: name.*environment: seeds run/s,
    );
    await expect(run({}, { workspace: bench.workspace })).rejects.toThrow(/there is no database.*nothing to do/s);
  });

  const mainPath = { secret: 'clinic/database', 'db-instance': 'clinic-dev', snapshot: 'when-pending' };

  test('needs no more than its policy', async () => {
    expect((await step(mainPath)).failure).toBeUndefined();
  });

  test.each(statements.map(({ Sid = '' }) => Sid))('needs the statement %s of its policy', async (left) => {
    const without = { ...policy, Statement: statements.filter(({ Sid }) => Sid !== left) };
    const ended = await step(mainPath, [without]).then(
      ({ failure }) => failure,
      (error) => error as Error,
    );
    expect(ended?.message).toMatch(/AccessDenied/);
    expect(await tables()).toEqual([]);
  });
});
