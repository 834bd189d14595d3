import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { UserError } from '../../../../src/errors.ts';
import { accountId, failureOf, policyOf, region, statementsOf, withoutStatement } from '../../../support/action.ts';
import type { DatabaseServer } from '../../../support/database.ts';
import { startPostgres } from '../../../support/postgres.ts';
import { describeWith } from '../../../support/requires.ts';
import { logGroup, password, service, startTaskStage, type TaskStage } from './task-stage.ts';

describeWith('postgres', 'a command that runs as a task in the VPC', () => {
  let server: DatabaseServer;
  let stage: TaskStage;
  let url: string;
  let before = 0;
  beforeAll(async () => {
    server = await startPostgres();
    await server.createDatabase('clinic');
    url = server.url('clinic');
    stage = await startTaskStage(url);
  }, 60_000);
  afterAll(async () => {
    await stage.close();
    await server.stop();
  });
  beforeEach(() => {
    before = stage.cloud.ecs.oneOffTasks().length;
    stage.calls();
  });

  async function query(sql: string): Promise<readonly unknown[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Those of this test. */
  const tasks = () => stage.cloud.ecs.oneOffTasks().slice(before);
  const registered = () => stage.cloud.ecs.taskDefinition(tasks()[0]?.definition.taskDefinitionArn ?? '');

  test('migrates with the new image, and with the roles, secrets, network and log of the service', async () => {
    const ran = await stage.seed({
      command: `echo "in $MODE"; migrate 'CREATE TABLE a (b int)'`,
      'command-env': 'MODE=vpc',
    });
    expect(ran.failure).toBeUndefined();
    expect(await query('SELECT * FROM a')).toEqual([]);
    expect(ran.log).toEqual(expect.arrayContaining(['| in vpc', '| running CREATE TABLE a (b int)']));
    expect(ran.outputs).toMatchObject({ changed: true, 'task-arn': tasks()[0]?.arn });
    expect(ran.outputs['command-applied']).toBeUndefined();
    const [container] = registered()?.containerDefinitions ?? [];
    expect(registered()).toMatchObject({
      ...{ status: 'INACTIVE', family: `${service}-seed-rds` },
      ...{ executionRoleArn: stage.roles.execution, taskRoleArn: stage.roles.task },
    });
    expect(container).toMatchObject({ name: 'Main', image: stage.images.built });
    expect(container?.portMappings).toBeUndefined();
    expect(tasks()[0]?.input.networkConfiguration?.awsvpcConfiguration).toMatchObject({
      ...{ subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
    });
  });

  test('is shown by the plan with where it will run, and a dry run starts nothing', async () => {
    const { plan, report } = await stage.seed({ 'dry-run': 'true' });
    expect(plan?.changes).toEqual([
      expect.objectContaining({
        ...{ kind: 'run-task', resource: 'migrate', image: stage.images.built, cluster: 'default', logGroup },
        ...{ subnets: ['subnet-0a1b2c3d'], taskRole: stage.roles.task, variables: ['MODE'] },
        secrets: expect.objectContaining({ DATABASE_URL: `${stage.secretArn}:url::` }),
      }),
    ]);
    expect(report.sections).toContainEqual({
      kind: 'note',
      text: expect.stringContaining('does not see the database'),
    });
    expect(tasks()).toEqual([]);
    expect(stage.calls().filter((call) => !/:(Describe|List)/.test(call))).toEqual([]);
  });

  test('shows no secret, neither in its log nor in its error, and no line that the runner would obey', async () => {
    const command = `echo "$DATABASE_URL and $DB_PASSWORD"; printf '::set-output name=x::y\\r::warning::z\\n'; exit 3`;
    const ran = await stage.seed({ command });
    expect(ran.failure?.message).toContain('failed with exit code 3');
    expect(ran.failure?.message).toContain('::warning::z');
    const everything = [...ran.log, ran.failure?.message, JSON.stringify(ran.report)].join('\n');
    expect(everything).not.toContain(password);
    expect(everything).not.toContain(url);
    expect(ran.log.filter((line) => line.startsWith('::'))).toEqual([]);
    expect(ran.log).toEqual(expect.arrayContaining(['| *** and ***', '| ::warning::z']));
  });

  test('whose secrets this job may not read keeps its log to itself', async () => {
    const ran = await stage.seed(
      { command: 'echo "$DB_PASSWORD"; exit 1' },
      { as: stage.caller(withoutStatement(policy(), 'HideSecretsInLog')) },
    );
    expect(ran.log.join('\n')).not.toContain(password);
    expect(ran.failure?.message).not.toContain(password);
    expect(ran.log.join('\n')).toMatch(/The log of the task is not shown: DATABASE_URL could not be read by this job/);
    expect(ran.failure?.message).toContain('exit code 1');
  });

  const policy = () =>
    policyOf(
      'seed-rds',
      {
        ...{ Cluster: 'default', Service: service, ExecutionRole: 'execution', TaskRole: 'task' },
        ...{ LogGroup: logGroup, SecretName: 'clinic/database' },
      },
      'task',
    );

  test('needs its policy and no more', async () => {
    const ran = await stage.seed({ command: 'true' }, { as: stage.caller(policy()) });
    expect(ran.failure).toBeUndefined();
    expect(ran.log.join('\n')).not.toContain('not authorized');
  });

  const loud = statementsOf('seed-rds', 'task').filter((sid) => sid !== 'HideSecretsInLog' && sid !== 'ShowLog');
  test.each(loud)('says so where %s is missing', async (sid) => {
    const as = stage.caller(withoutStatement(policy(), sid));
    const told = await stage.seed({ command: 'true' }, { as }).then(
      ({ failure, log }) => [failure?.message, ...log].join('\n'),
      (error: Error) => error.message,
    );
    expect(told).toMatch(/AccessDenied|not authorized/);
  });

  test('goes on where its log cannot be read, and says so', async () => {
    const as = stage.caller(withoutStatement(policy(), 'ShowLog'));
    const ran = await stage.seed({ command: `migrate 'CREATE TABLE unseen (b int)'` }, { as });
    expect(ran.failure).toBeUndefined();
    expect(ran.log.filter((line) => line.startsWith('The log of the task is not shown'))).toHaveLength(1);
    expect(await query('SELECT * FROM unseen')).toEqual([]);
  });

  test('is stopped when the job is cancelled, and nothing stays registered', async () => {
    const controller = new AbortController();
    const onLine = (line: string) =>
      line === '| sleeping' && controller.abort(new UserError({ what: 'The job was cancelled.' }));
    const saved = new Map<string, string>();
    const command = 'echo sleeping; node -e "setTimeout(() => {}, 60000)"';
    const { failure, outputs } = await stage.seed({ command }, { signal: controller.signal, onLine, saved });
    expect(outputs).toMatchObject({ changed: true, 'task-arn': tasks()[0]?.arn });
    expect(failure?.message).toMatch(
      /^The job was cancelled\. The task arn:.* was told to stop; what its command had done by then stays/,
    );
    while (tasks()[0]?.lastStatus !== 'STOPPED') await sleep(20);
    expect(tasks()[0]).toMatchObject({ stopCode: 'UserInitiated' });
    expect(registered()?.status).toBe('INACTIVE');
    expect(await stage.post(saved)).toEqual([]);
  });

  test('of a process that was killed is stopped by the post phase, which says so', async () => {
    const saved = new Map<string, string>();
    let cut: ReadonlyMap<string, string> = new Map();
    const killed = new AbortController();
    const onLine = (line: string) => {
      if (line !== '| sleeping') return;
      cut = new Map(saved);
      killed.abort(new UserError({ what: 'killed' }));
    };
    // What the dying process does about it is refused, so that it is as if it had done nothing.
    stage.cloud.faults.add({ service: 'ecs', operation: 'StopTask', fault: { kind: 'deny' } });
    await stage
      .seed(
        { command: 'echo sleeping; sleep() { node -e "setTimeout(() => {}, 60000)"; }; sleep' },
        { saved, onLine, signal: killed.signal },
      )
      .catch(() => undefined);
    expect(tasks()[0]?.desiredStatus).toBe('RUNNING');
    await expect(stage.post(cut)).rejects.toThrow(
      /The task arn:.* ran on when this step had ended, and was told to stop\./,
    );
    while (tasks()[0]?.lastStatus !== 'STOPPED') await sleep(20);
  });

  test('waits for another run of it, and gives up when that does not end', async () => {
    const first = stage.seed({ command: 'node -e "setTimeout(() => {}, 1500)"' });
    while (tasks().length === 0) await sleep(20);
    const busy = await failureOf(stage.seed({ 'lock-timeout-seconds': '1' }));
    expect(busy).toMatch(
      /Another migration task was still at work after 1 seconds; nothing was changed\. It is arn:.*seed-rds-7-1-[0-9a-f]{12}/,
    );
    const second = await stage.seed({ command: 'true' }, { attempt: '8-1' });
    expect(second.failure).toBeUndefined();
    expect(second.outputs['locked-by']).toMatch(/^seed-rds-7-1-[0-9a-f]{12}$/);
    expect((await first).failure).toBeUndefined();
  });

  describe('that cannot run is red with the cause', () => {
    const stops = (reason: string, more: object = {}) =>
      stage.cloud.ecs.scriptTask({ kind: 'stops', stopCode: 'TaskFailedToStart', reason, ...more });

    test('no capacity', async () => {
      stage.cloud.ecs.scriptTask({
        kind: 'refused',
        reason: 'Capacity is unavailable at this time. Please try again later',
      });
      expect(await failureOf(stage.seed())).toMatch(/ECS started no task .* nothing was changed\..*no capacity/s);
      expect(stage.calls().filter((call) => call.endsWith('TaskDefinition'))).toEqual(
        expect.arrayContaining(['ecs:RegisterTaskDefinition', 'ecs:DeregisterTaskDefinition']),
      );
    });

    test('an image that is not there', async () => {
      const image = stage.images.built.replace(/[@:][^@]*$/, ':none');
      const { failure, outputs } = await stage.seed({ 'task-image': image });
      expect(failure?.message).toMatch(
        /did not run the command.*CannotPullContainerError.*execution role may pull it.*Nothing was changed/s,
      );
      expect(outputs).toMatchObject({ changed: false });
    });

    test('a secret that the execution role may not read', async () => {
      const missing = `arn:aws:secretsmanager:${region}:${accountId}:secret:none-AbCdEf`;
      expect(await failureOf(stage.seed({ 'task-secrets': `EXTRA=${missing}` }))).toMatch(
        /unable to pull secrets.*execution role may read it/s,
      );
    });

    test('a log group that is not there', async () => {
      expect(await failureOf(stage.seed({ 'task-log-group': '/none' }))).toMatch(
        /log group does not exist.*Create the log group/s,
      );
    });

    test('out of memory', async () => {
      stops('Essential container in task exited', {
        ...{ stopCode: 'EssentialContainerExited', exitCode: 137 },
        containerReason: 'OutOfMemoryError: Container killed due to memory usage',
      });
      expect(await failureOf(stage.seed())).toMatch(
        /failed with exit code 137.*OutOfMemoryError.*task-memory.*What the command had done by then stays/s,
      );
    });

    test('somebody stops it, though its command ends with 0', async () => {
      stops('Task stopped by user', { stopCode: 'UserInitiated', exitCode: 0 });
      expect(await failureOf(stage.seed())).toMatch(/was ended from outside \(UserInitiated\)/);
    });

    test('its machine goes, and with it the exit code: what it has done is not known', async () => {
      stops('Host EC2 (instance i-1) terminated.', { stopCode: 'TerminationNotice' });
      const { failure, outputs } = await stage.seed();
      expect(failure?.message).toMatch(
        /ended from outside \(TerminationNotice\).*What the command had done by then stays/s,
      );
      expect(outputs).toMatchObject({ changed: true, 'task-arn': tasks()[0]?.arn });
    });

    test('a tool that the image does not have', async () => {
      expect(await failureOf(stage.seed({ command: 'alembic upgrade head' }))).toMatch(
        /exit code 127.*put the migration tool into the image/s,
      );
    });
  });

  test('runs in the image of the service where none is given, and without a service where all is given', async () => {
    const old = await stage.seed({ 'task-image': '', command: 'echo old' });
    expect(old.failure).toBeUndefined();
    expect(tasks()[0]?.definition.containerDefinitions?.[0]?.image).toBe(stage.images.old);
    const alone = await stage.seed({
      ...{ 'task-service': '', command: `migrate 'CREATE TABLE alone (b int)'`, environment: '' },
      ...{ 'task-subnets': 'subnet-1a2b3c4d', 'task-security-groups': 'sg-1a2b3c4d', 'task-log-group': logGroup },
      ...{ 'task-execution-role': stage.roles.execution, 'task-secrets': `DATABASE_URL=${stage.secretArn}:url::` },
    });
    expect(alone.failure).toBeUndefined();
    expect(alone.log).toContain('| running CREATE TABLE alone (b int)');
    expect(tasks()[1]).toMatchObject({ family: 'clinic-seed-rds' });
    expect(await query('SELECT * FROM alone')).toEqual([]);
  });

  test('is made like a service of its owner, of whose task definition it takes one container', async () => {
    const options = { 'awslogs-group': logGroup, 'awslogs-stream-prefix': 'own', 'awslogs-region': region };
    const web = {
      name: 'web',
      image: stage.images.old,
      essential: true,
      user: '0',
      logConfiguration: { logDriver: 'awslogs', options },
    } as const;
    const taskDefinition = stage.cloud.ecs.registerTaskDefinition(accountId, region, {
      ...{ family: 'own', networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' },
      executionRoleArn: stage.roles.execution,
      containerDefinitions: [
        { ...web, dependsOn: [{ containerName: 'proxy', condition: 'START' }] },
        { name: 'proxy', image: 'envoy:1', essential: true },
      ],
    });
    const awsvpcConfiguration = {
      subnets: ['subnet-2a2b3c4d'],
      securityGroups: ['sg-2a2b3c4d'],
      assignPublicIp: 'ENABLED' as const,
    };
    await stage.cloud.ecs.plainService(accountId, region, 'own', {
      taskDefinition,
      networkConfiguration: { awsvpcConfiguration },
    });
    const own = { 'task-service': 'own', command: 'echo "as one"' };
    await expect(stage.seed(own)).rejects.toThrow(/has several containers.*web, proxy.*task-container/s);
    const ran = await stage.seed({ ...own, 'task-container': 'web' });
    expect(ran.failure).toBeUndefined();
    expect(ran.log).toContain('| as one');
    const [task] = tasks();
    expect(task?.input.networkConfiguration).toEqual({ awsvpcConfiguration });
    expect(task?.definition.containerDefinitions).toHaveLength(1);
    expect(task?.definition.containerDefinitions?.[0]).toMatchObject({ name: 'web', user: '0' });
    expect(task?.definition.containerDefinitions?.[0]?.dependsOn).toBeUndefined();
  });

  test('refuses inputs that need a session of this runner, and task inputs without a task', async () => {
    await expect(stage.seed({ migrations: 'db', secret: 'x', snapshot: 'when-pending' })).rejects.toThrow(
      /migrations: this runner opens no session.*secret: .*snapshot: needs db-instance/s,
    );
    await expect(stage.seed({ via: 'direct', 'url-env': 'X' })).rejects.toThrow(/task-service: needs via: task/);
    await expect(stage.seed({ 'task-service': 'none' })).rejects.toThrow(
      /no service of this name in the cluster default/,
    );
  });
});
