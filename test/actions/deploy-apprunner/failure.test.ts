import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { failureOf } from '../../support/action.ts';
import { name, type ServiceStage, startService } from './service-stage.ts';

let stage: ServiceStage;

beforeEach(async () => {
  stage = await startService();
  await stage.create();
});
afterEach(() => stage.close());

const imageNow = () => stage.service().configuration.source.ImageRepository?.ImageIdentifier;

describe('a deployment that App Runner rolls back', () => {
  test('is a failure, though the service runs, and tells why with the last events and log lines', async () => {
    stage.cloud.appRunner.script({
      type: 'UPDATE_SERVICE',
      outcome: {
        kind: 'rollback',
        reason: "Health check failed on protocol `HTTP` [Path: '/health'], [Port: '3000'].",
      },
    });
    stage.applicationLog('Error: cannot reach the database');
    const { failure, outputs, report } = await stage.deploy();
    expect(stage.service().status).toBe('RUNNING');
    expect(failure).toBeInstanceOf(UserError);
    expect(failure?.message).toContain(
      `The update of the App Runner service ${name} ended as ROLLBACK_SUCCEEDED. The previous release was restored.`,
    );
    expect(failure?.message).toContain("The app's own first error: Error: cannot reach the database.");
    expect(failure?.message).not.toContain('`port`');
    expect(outputs).toMatchObject({
      ...{ status: 'ROLLBACK_SUCCEEDED', 'rolled-back': true, image: stage.images.v1, changed: true },
      ...{ 'previous-image': stage.images.v1, 'operation-id': stage.service().operations[0]?.id },
    });
    expect(report.status).toBe('failed');
    const sections = JSON.stringify(report.sections);
    expect(sections).toContain('Health check failed on protocol');
    expect(sections).toContain('Error: cannot reach the database');
  });

  test('the log of the application may come late', async () => {
    stage.cloud.appRunner.script({
      type: 'UPDATE_SERVICE',
      outcome: { kind: 'rollback', reason: 'Health check failed.' },
    });
    const { id } = stage.service();
    const group = `/aws/apprunner/${name}/${id}/application`;
    let asked = 0;
    stage.cloud.faults.add({
      ...{ service: 'logs', operation: 'FilterLogEvents', fault: { kind: 'throttle' } },
      when(input) {
        if ((input as { readonly logGroupName: string }).logGroupName === group && ++asked === 3)
          stage.applicationLog('came late');
        return false;
      },
    });
    const { report } = await stage.deploy();
    expect(JSON.stringify(report.sections)).toContain('came late');
  });
});

describe('a deployment that fails without a rollback', () => {
  test('is rolled back by us', async () => {
    stage.cloud.appRunner.script({
      type: 'UPDATE_SERVICE',
      outcome: { kind: 'rollback', ends: 'failed', reason: 'No.' },
    });
    const { failure, outputs, log } = await stage.deploy();
    expect(outputs).toMatchObject({ status: 'ROLLBACK_FAILED', 'rolled-back': true, image: stage.images.v1 });
    expect(failure?.message).toContain('ended as ROLLBACK_FAILED. The previous release was restored.');
    expect(log).toContain(`Rolling the App Runner service ${name} back to the previous release.`);
    expect(stage.calls().filter((call) => call === 'apprunner:UpdateService')).toHaveLength(2);
    expect(imageNow()).toBe(stage.images.v1);
  });

  test('is left as it is where rollback-on-failure is off', async () => {
    stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'fail', reason: 'No.' } });
    const { failure, outputs } = await stage.deploy({ 'rollback-on-failure': 'false' });
    expect(outputs).toMatchObject({ status: 'FAILED', 'rolled-back': false });
    expect(failure?.message).toContain('The previous release may not be running: check the service now.');
    expect(stage.calls().filter((call) => call === 'apprunner:UpdateService')).toHaveLength(1);
  });

  test('and whose putting back fails too says so', async () => {
    for (let time = 0; time < 2; time++)
      stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'fail', reason: 'No.' } });
    const { failure, outputs } = await stage.deploy();
    expect(outputs).toMatchObject({ status: 'FAILED', 'rolled-back': false });
    expect(failure?.message).toContain('The previous release may not be running');
  });

  test('or may not be rolled back at all is reported all the same', async () => {
    stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'fail', reason: 'No.' } });
    stage.cloud.faults.add({ service: 'apprunner', operation: 'UpdateService', skip: 1, fault: { kind: 'deny' } });
    const { failure, log } = await stage.deploy();
    expect(failure?.message).toContain('ended as FAILED');
    expect(log).toContainEqual(expect.stringMatching(/^The rollback failed: .*AccessDeniedException/));
  });
});

describe('known causes', () => {
  test.each([
    ['Failed to copy the image from ECR.', 'runs linux/amd64 here'],
    ['exec /app: exec format error', 'runs linux/amd64 here'],
    ['Failed to read secrets: AccessDenied for x', 'may read every ARN under `secrets`'],
    ['Container was OOM killed', 'Give the service more `memory`.'],
    ['Something new', 'The summary has the last events and log lines.'],
  ])('%s', async (reason, hint) => {
    stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'rollback', reason } });
    const message = await failureOf(stage.deploy());
    expect(message).toContain(hint);
  });

  test('an image that may not be pulled', async () => {
    stage.cloud.appRunner.script({
      type: 'UPDATE_SERVICE',
      outcome: { kind: 'rollback', reason: 'Failed to pull your application image.' },
    });
    expect(await failureOf(stage.deploy())).toContain('may pull it from its repository');
  });

  test.each([
    ['GET /health 404 1ms', 'The app answers 404 at /health'],
    ['10.0.0.7 "GET /health HTTP/1.1" 401 12', 'The app asks for a login at /health'],
    ['Error: listen EADDRINUSE: address already in use :::8080', 'check which port it takes'],
  ])('the application says: %s', async (line, hint) => {
    stage.cloud.appRunner.script({
      type: 'UPDATE_SERVICE',
      outcome: { kind: 'rollback', reason: 'Health check failed.' },
    });
    stage.applicationLog(line);
    expect(await failureOf(stage.deploy({ 'health-check-path': '/health' }))).toContain(hint);
  });

  test('secrets in the log of the application are not shown', async () => {
    stage.cloud.appRunner.script({
      type: 'UPDATE_SERVICE',
      outcome: { kind: 'rollback', reason: 'Health check failed.' },
    });
    stage.applicationLog('cannot connect to postgres://clinic:hunter2@db:5432/clinic, DB_PASSWORD=hunter2');
    const { report, failure } = await stage.deploy();
    expect(JSON.stringify(report.sections)).toContain('postgres://clinic:***@db:5432/clinic, DB_PASSWORD=***');
    expect(JSON.stringify([report, failure?.message])).not.toContain('hunter2');
  });
});

describe('an operation that does not end', () => {
  test('is a failure when the deadline passes, with all outputs that are known', async () => {
    stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'hang' } });
    const controller = new AbortController();
    stage.clock.after(1_800_000, () =>
      controller.abort(new UserError({ what: 'The deadline of 30 minutes passed before the step was done.' })),
    );
    const { failure, outputs, report, log } = await stage.deploy({}, { signal: controller.signal });
    const { id } = stage.service().operations[0] ?? {};
    expect(failure?.message).toContain('The deadline of 30 minutes passed before the step was done.');
    expect(failure?.message).toContain(
      `The operation ${id} of the App Runner service ${name} goes on without this job`,
    );
    expect(failure?.message).toContain(
      `aws apprunner list-operations --region eu-central-1 --service-arn ${stage.service().arn}`,
    );
    expect(outputs).toMatchObject({ status: 'unknown', 'operation-id': id, 'previous-image': stage.images.v1 });
    expect(report.status).toBe('failed');
    // A heartbeat a minute, not a line for each look.
    expect(log.filter((line) => line.includes('IN_PROGRESS')).length).toBeGreaterThan(20);
    expect(log.filter((line) => line.includes('IN_PROGRESS')).length).toBeLessThan(40);
  });

  test('is told when the job is cancelled', async () => {
    stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'hang' } });
    const controller = new AbortController();
    const cancel = () => controller.abort(new UserError({ what: 'The job was cancelled.' }));
    const onLine = (line: string) => line.includes('IN_PROGRESS') && cancel();
    const { failure, outputs } = await stage.deploy({}, { signal: controller.signal, onLine });
    expect(failure?.message).toMatch(/^The job was cancelled\. The operation /);
    expect(outputs['operation-id']).toBe(stage.service().operations[0]?.id);
  });

  test('one that App Runner never lists is not taken for a success', async () => {
    const onLine = (line: string) => {
      if (line.startsWith('update ')) stage.service().operations.shift();
    };
    const { failure, outputs } = await stage.deploy({}, { onLine });
    expect(failure?.message).toContain('it was never begun, or what it worked on was deleted');
    expect(outputs['status']).toBe('VANISHED');
  });

  test('one that many others came after is still found', async () => {
    const onLine = (line: string) => {
      const { operations } = stage.service();
      const [ours] = operations;
      if (!line.startsWith('update ') || !ours) return;
      for (let index = 0; index < 45; index++)
        operations.unshift({ ...ours, id: `later-${index}`, type: 'START_DEPLOYMENT', status: 'FAILED' });
    };
    const { failure, outputs } = await stage.deploy({}, { onLine });
    expect(failure).toBeUndefined();
    expect(outputs['status']).toBe('SUCCEEDED');
  });
});
