import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { failureOf } from '../../support/action.ts';
import { type ExpressStage, name, startService } from './service-stage.ts';

let stage: ExpressStage;

beforeEach(async () => {
  stage = await startService();
  await stage.create();
});
afterEach(() => stage.close());

const updates = () => stage.calls().filter((call) => call === 'ecs:UpdateExpressGatewayService').length;
const sections = (report: { readonly sections: unknown }) => JSON.stringify(report.sections);

describe('a deployment that ECS rolls back', () => {
  test('is a failure, though the service is active, and tells why with tasks, events and log', async () => {
    stage.cloud.ecs.script({
      outcome: { kind: 'tasks-stop', reason: 'Essential container in task exited', exitCode: 1 },
    });
    stage.applicationLog('an old line');
    stage.clock.advance(1_000);
    stage.applicationLog('Error: cannot reach the database');
    const { failure, outputs, report } = await stage.deploy();
    expect(stage.service().status).toBe('ACTIVE');
    expect(failure?.message).toContain(
      `The update of the Express service ${name} ended as ROLLBACK_SUCCESSFUL. The previous release was restored.`,
    );
    expect(failure?.message).toContain('the circuit breaker threshold was exceeded');
    expect(failure?.message).toContain('A task stopped: Essential container in task exited (exit code 1)');
    expect(outputs).toMatchObject({
      ...{ status: 'ROLLBACK_SUCCESSFUL', 'rolled-back': true, image: stage.images.v1, changed: true },
      ...{ 'previous-image': stage.images.v1, 'operation-id': stage.service().deployments[0]?.arn },
    });
    expect(sections(report)).toContain('tasks failed to start');
    expect(sections(report)).toContain('Error: cannot reach the database');
    expect(updates()).toBe(1);
  });

  test('because its alarm went off says so, and what to do', async () => {
    stage.cloud.ecs.script({ outcome: { kind: 'alarm' } });
    const message = await failureOf(stage.deploy());
    expect(message).toContain('Alarms that went off: HTTP4xx5xxErrors');
    expect(message).toContain('let checks that provoke errors run after the deployment');
  });

  test.each([
    [
      'the platform',
      { reason: 'Essential container in task exited', containerReason: 'exec format error' },
      'linux/amd64',
    ],
    ['the memory', { reason: 'OutOfMemoryError: Container killed due to memory usage' }, 'more `memory`'],
    [
      'a secret',
      { reason: 'ResourceInitializationError: unable to pull secrets: AccessDeniedException' },
      'may read every ARN',
    ],
    ['the pull', { reason: 'CannotPullContainerError: 403 Forbidden' }, 'the execution role'],
    ['the health check', { reason: 'Task failed ELB health checks in (target-group x)' }, 'health-check-path'],
  ])('hints at %s', async (_, stopped, hint) => {
    stage.cloud.ecs.script({ outcome: { kind: 'tasks-stop', ...stopped } });
    expect(await failureOf(stage.deploy())).toContain(hint);
  });
});

describe('a deployment that ends as', () => {
  test.each<ServiceDeploymentStatus>(['STOPPED', 'ROLLBACK_FAILED'])('%s is rolled back by us', async (status) => {
    stage.cloud.ecs.script({ outcome: { kind: 'end', status, reason: 'No.' } });
    const before = stage.configuration();
    const { failure, outputs } = await stage.deploy({ subnets: 'subnet-0000000c', 'max-tasks': '3', env: 'NEW=1' });
    expect(failure?.message).toContain(`ended as ${status}. The previous release was restored.`);
    expect(outputs).toMatchObject({ status, 'rolled-back': true, image: stage.images.v1 });
    expect(updates()).toBe(2);
    expect(stage.configuration()).toEqual(before);
  });

  test('ROLLBACK_FAILED is left where rollback-on-failure is off, and repaired by the next run', async () => {
    stage.cloud.ecs.script({ outcome: { kind: 'alarm' }, rollbackFails: true });
    const { failure, outputs } = await stage.deploy({ 'rollback-on-failure': 'false' });
    expect(failure?.message).toContain('The previous release may not be running: check the service now.');
    expect(outputs).toMatchObject({ status: 'ROLLBACK_FAILED', 'rolled-back': false });
    expect(updates()).toBe(1);
    const again = await stage.deploy({ image: stage.images.v1 });
    expect(again.failure).toBeUndefined();
    expect(JSON.parse(String(again.outputs.plan)).changes).toMatchObject([{ kind: 'redeploy', fields: [] }]);
    expect(again.outputs).toMatchObject({ changed: true, status: 'SUCCESSFUL', image: stage.images.v1 });
  });

  test('STOPPED since somebody began another one does not undo that one', async () => {
    let begun = false;
    const { failure, outputs, log } = await stage.deploy(
      {},
      {
        onLine(line) {
          if (!line.includes('PRODUCTION_TRAFFIC_SHIFT') || begun) return;
          begun = true;
          void stage.change({ cpu: '2048', memory: '4096' });
        },
      },
    );
    expect(failure?.message).toContain('ended as STOPPED');
    expect(failure?.message).toContain('a `concurrency` group');
    expect(outputs['rolled-back']).toBe(false);
    expect(log.join('\n')).toContain('has taken the place of this one');
    await stage.settle();
    expect(stage.configuration().cpu).toBe('2048');
  });
});

describe('a service that was never deployed with success', () => {
  const fresh = { service: 'fresh-dev', create: 'true', port: '3000' };
  const create = () =>
    stage.deploy({ ...fresh, 'execution-role': stage.executionRole, 'infrastructure-role': stage.infrastructureRole });

  test('is red at once, and the next run deploys into it', async () => {
    stage.cloud.ecs.script({ outcome: { kind: 'tasks-stop', reason: 'CannotPullContainerError: not found' } });
    const { failure, outputs } = await create();
    expect(failure?.message).toContain('The create of the Express service fresh-dev ended as ROLLBACK_FAILED.');
    expect(failure?.message).toContain('No rollback candidate was found');
    expect(failure?.message).toContain('The service is not running.');
    const again = await stage.deploy({ service: 'fresh-dev' });
    expect(again.failure).toBeUndefined();
    expect(JSON.parse(String(again.outputs.plan)).changes).toMatchObject([{ kind: 'rebuild' }]);
    expect(again.outputs['service-arn']).toBe(outputs['service-arn']);
    expect(again.outputs['previous-image']).toBeUndefined();
  });
});

describe('a deployment that cannot be followed', () => {
  test('since ECS never makes it fails within a minute', async () => {
    stage.cloud.ecs.script({ outcome: { kind: 'never' } });
    const before = stage.clock.now().getTime();
    const { failure, outputs } = await stage.deploy({ 'rollback-on-failure': 'false' });
    expect(failure?.message).toContain('it was never begun');
    expect(outputs).toMatchObject({ status: 'VANISHED', image: stage.images.v1 });
    expect(stage.clock.now().getTime() - before).toBeLessThan(60_000);
  });

  test('since its permission was taken away halfway says so, and that it goes on', async () => {
    stage.cloud.faults.add({
      ...{ service: 'ecs', operation: 'DescribeServiceDeployments', times: 100 },
      fault: { kind: 'error', code: 'AccessDeniedException', message: 'User is not authorized' },
    });
    const { failure, outputs } = await stage.deploy();
    expect(failure?.message).toContain('AccessDeniedException');
    expect(failure?.message).toContain('goes on without this job');
    expect(failure?.message).toContain('aws ecs list-service-deployments');
    expect(outputs.status).toBe('unknown');
  });

  test('for a while since ECS throttles is followed all the same', async () => {
    stage.cloud.faults.add({
      ...{ service: 'ecs', operation: 'DescribeServiceDeployments', times: 2 },
      // A code that the SDK does not retry by itself, which would take real time.
      fault: { kind: 'error', code: 'StillThrottledException', message: 'Rate exceeded' },
    });
    const { outputs, log } = await stage.deploy();
    expect(outputs.status).toBe('SUCCESSFUL');
    expect(log.join('\n')).toContain('throttled');
  });

  test('is found however many came before it', async () => {
    const { deployments } = stage.service();
    const [one] = deployments;
    if (!one) throw new Error('There is no deployment.');
    const old = { ...one, createdAt: new Date(0) };
    deployments.unshift(...Array.from({ length: 120 }, (_, index) => ({ ...old, arn: `${one.arn}${index}` })));
    const { outputs } = await stage.deploy();
    expect(outputs.status).toBe('SUCCESSFUL');
  });
});

describe('a cancelled deployment', () => {
  const cancelled = (inputs: Readonly<Record<string, string>>, at = 'PRODUCTION_TRAFFIC_SHIFT') => {
    const cancel = new AbortController();
    return stage.deploy(inputs, {
      signal: cancel.signal,
      onLine: (line) => line.includes(at) && cancel.abort(new UserError({ what: 'The job was cancelled.' })),
    });
  };

  test('goes on, and the message says how to look at it', async () => {
    const { failure, outputs } = await cancelled({});
    expect(failure?.message).toContain('goes on without this job');
    expect(outputs).toMatchObject({ status: 'unknown', 'previous-image': stage.images.v1 });
    await stage.settle();
    expect(stage.configuration().image).toBe(stage.images.v2);
  });

  test('is stopped and rolled back where that is asked for', async () => {
    const { failure } = await cancelled({ 'on-cancel': 'rollback' });
    expect(failure?.message).toContain('was told to stop and to roll back');
    await stage.settle();
    expect(stage.service().deployments[0]).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
    expect(stage.configuration().image).toBe(stage.images.v1);
  });

  test('that ECS does not list yet is stopped as soon as it does', async () => {
    const { failure } = await cancelled({ 'on-cancel': 'rollback' }, 'operation arn:');
    expect(failure?.message).toContain('was told to stop and to roll back');
    await stage.settle();
    expect(stage.configuration().image).toBe(stage.images.v1);
  });

  test('that ECS never lists is not said to be stopped', async () => {
    stage.cloud.ecs.script({ outcome: { kind: 'never' } });
    const { failure, log } = await cancelled({ 'on-cancel': 'rollback' }, 'operation arn:');
    expect(failure?.message).toContain('goes on without this job');
    expect(log).toContainEqual(expect.stringMatching(/^The operation could not be stopped: /));
  });
});
