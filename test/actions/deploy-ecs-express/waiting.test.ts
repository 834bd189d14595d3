import { afterEach, describe, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { accountId, failureOf, region } from '../../support/action.ts';
import { type ExpressStage, name, startService } from './service-stage.ts';

let stage: ExpressStage;

afterEach(() => stage.close());

describe('a good deployment', () => {
  test('takes its canary and its bake of three minutes each, with a line a minute and at most a call a second', async () => {
    stage = await startService(180_000);
    await stage.create();
    const { outputs, log } = await stage.deploy();
    expect(outputs.status).toBe('SUCCESSFUL');
    expect(Number(outputs['duration-seconds'])).toBeGreaterThan(360);
    const ended = stage.service().deployments[0]?.finishedAt?.getTime() ?? 0;
    // Noticed by the next poll; then it is looked at for a quiet time.
    const quietMilliseconds = 15_000;
    expect(stage.clock.now().getTime() - ended).toBeLessThanOrEqual(2_000 + quietMilliseconds);
    expect(log.join('\n')).toMatch(/IN_PROGRESS \(PRODUCTION_TRAFFIC_SHIFT, 5 % of the requests\)/);
    expect(log.join('\n')).toMatch(/IN_PROGRESS \(BAKE_TIME, 100 % of the requests\)/);
    expect(log.filter((line) => line.includes('BAKE_TIME')).length).toBeGreaterThanOrEqual(3);
    const polls = stage.calls().filter((call) => call === 'ecs:DescribeServiceDeployments');
    expect(polls.length).toBeLessThan(60 + 310 / 2 + 5);
  });
});

describe('a busy service', () => {
  test('is waited for, and the log tells what runs', async () => {
    stage = await startService();
    await stage.create();
    await stage.change({ cpu: '2048', memory: '4096' });
    stage.clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
    const { outputs, log } = await stage.deploy();
    expect(outputs).toMatchObject({ status: 'SUCCESSFUL', image: stage.images.v2 });
    expect(stage.configuration()).toMatchObject({ cpu: '2048', image: stage.images.v2 });
    expect(log.join('\n')).toMatch(/is busy \(the deployment arn:aws:ecs\S+, IN_PROGRESS since 2026-/);
    expect(stage.service().deployments.map(({ status }) => status)).toEqual(Array(3).fill('SUCCESSFUL'));
  });

  test('that already gets the same image is waited for, and then nothing is left to do', async () => {
    stage = await startService();
    await stage.create();
    const cancel = new AbortController();
    await stage
      .deploy(
        {},
        {
          signal: cancel.signal,
          onLine: (line) => line.includes('BAKE_TIME') && cancel.abort(new UserError({ what: 'Cancelled.' })),
        },
      )
      .catch(() => undefined);
    stage.calls();
    const { outputs } = await stage.deploy();
    expect(outputs).toMatchObject({ changed: false, status: 'unchanged', image: stage.images.v2 });
    expect(stage.calls()).not.toContain('ecs:UpdateExpressGatewayService');
  });

  test('is a failure where on-busy says so', async () => {
    stage = await startService();
    await stage.create();
    await stage.change({ cpu: '2048', memory: '4096' });
    stage.clock.advance(1_000);
    expect(await failureOf(stage.deploy({ 'on-busy': 'fail' }))).toMatch(
      /is busy: the deployment .*Nothing was changed/,
    );
  });

  test('that becomes busy between the look and the write is not interrupted', async () => {
    const busy = await startService();
    stage = busy;
    await busy.create();
    const done = () => busy.change({ cpu: '2048', memory: '4096' });
    busy.cloud.faults.add({ service: 'ecr', operation: 'DescribeImages', fault: { kind: 'meanwhile', done } });
    const { outputs } = await stage.deploy();
    expect(outputs.status).toBe('SUCCESSFUL');
    expect(stage.service().deployments.map(({ status }) => status)).toEqual(Array(3).fill('SUCCESSFUL'));
  });

  test('stuck past the deadline says so', async () => {
    stage = await startService();
    await stage.create();
    stage.cloud.ecs.script({ outcome: { kind: 'hang' } });
    await stage.change({ cpu: '2048', memory: '4096' });
    stage.clock.advance(1_000);
    const deadline = new AbortController();
    stage.clock.after(120_000, () => deadline.abort(new UserError({ what: 'The deadline of 2 minutes has passed.' })));
    const message = await failureOf(stage.deploy({}, { signal: deadline.signal }));
    expect(message).toContain('was busy all the time (2 minutes)');
    expect(message).toContain('Nothing was changed.');
  });
});

describe('a service that is being deleted', () => {
  test('is waited for, and then made anew', async () => {
    stage = await startService();
    await stage.create();
    await stage.remove();
    const { outputs, log } = await stage.deploy({
      ...{ create: 'true', 'execution-role': stage.executionRole, 'infrastructure-role': stage.infrastructureRole },
    });
    expect(log.join('\n')).toContain('is busy (it is being deleted)');
    expect(outputs).toMatchObject({ status: 'SUCCESSFUL', image: stage.images.v2 });
    expect(stage.cloud.ecs.services().map(({ status }) => status)).toEqual(['INACTIVE', 'ACTIVE']);
  });

  test('is not there once it is gone', async () => {
    stage = await startService();
    await stage.create();
    await stage.remove();
    stage.clock.advance(60_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await failureOf(stage.deploy())).toContain(`There is no Express service ${name} in the cluster default`);
  });
});

test('an ECS service that its owner manages is refused', async () => {
  stage = await startService();
  await stage.cloud.ecs.plainService(accountId, region, name);
  expect(await failureOf(stage.deploy())).toContain('is no Express service; nothing was changed');
});
