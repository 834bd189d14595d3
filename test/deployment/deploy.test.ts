import { describe, expect, test } from '@jest/globals';
import type { DeployChange } from '../../src/deployment/change.ts';
import { deploy } from '../../src/deployment/deploy.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import type { Operation } from '../../src/deployment/operation.ts';
import { reportOf } from '../../src/deployment/report.ts';
import { TransientError, UserError } from '../../src/errors.ts';
import { failed, operationAt, type PlayedContext, playedContext, running, succeeded } from './played-context.ts';

const update: DeployChange = { kind: 'update', resource: 'x', fields: [] };

function deployment(context: PlayedContext, given: Partial<Deployment<string>> = {}): Deployment<string> {
  return {
    ...{ resource: 'the service x', before: 'v1', changes: [update], onBusy: 'wait', rollbackOnFailure: true },
    abandonOnCancel: false,
    ...{ watch: () => 'aws look', service: async () => 'v2' },
    start: async () => operationAt(context, () => succeeded),
    diagnose: async ({ reason }) => ({ reason, hint: undefined, logs: [] }),
    ...given,
  };
}

describe('the previous release', () => {
  test('is restored as soon as the target is free', async () => {
    const context = playedContext();
    const answers = ['busy', 'busy', operationAt(context, () => succeeded, 'op-2')] as const;
    let asked = 0;
    const outcome = await deploy(
      deployment(context, {
        start: async () => operationAt(context, () => failed),
        rollBack: async () => answers[asked++] ?? 'busy',
      }),
      context,
    );
    expect(outcome).toMatchObject({ rolledBack: true, operationId: 'op-1', ended: { status: 'FAILED' } });
    expect(outcome.failure?.message).toBe(
      'The update of the service x ended as FAILED. The previous release was restored. No. No event and no log line told of a cause. Look with: aws look',
    );
  });

  test('is not restored twice: the platform has done it', async () => {
    const context = playedContext();
    const outcome = await deploy(
      deployment(context, {
        start: async () => operationAt(context, () => ({ status: 'BACK', verdict: 'rolled-back' })),
        rollBack: () => Promise.reject(new Error('Nobody asked for this.')),
      }),
      context,
    );
    expect(outcome.rolledBack).toBe(true);
  });

  test('is none after a failed creation', async () => {
    const context = playedContext();
    const outcome = await deploy(
      deployment(context, {
        changes: [{ ...update, kind: 'create' }],
        start: async () => operationAt(context, () => failed),
        rollBack: () => Promise.reject(new Error('Nobody asked for this.')),
      }),
      context,
    );
    expect(outcome.rolledBack).toBe(false);
    expect(outcome.failure?.message).toContain('The service is not running.');
  });
});

describe('a job that is cancelled', () => {
  /** A deployment that is cancelled after a minute, with how it is given up. */
  async function cancelled(abandon?: Operation['abandon'], abandonOnCancel = true) {
    const controller = new AbortController();
    const context = playedContext(controller.signal);
    const operation = operationAt(context, (seconds) => {
      if (seconds >= 60) controller.abort(new UserError({ what: 'The job was cancelled.' }));
      return running;
    });
    const start = async () => ({ ...operation, ...(abandon ? { abandon } : {}) });
    const outcome = await deploy(deployment(context, { start, abandonOnCancel }), context);
    return { outcome, lines: context.lines };
  }

  test('says what goes on and where to look at it', async () => {
    const { outcome } = await cancelled();
    expect(outcome).toMatchObject({ ended: undefined, operationId: 'op-1', rolledBack: false });
    expect(outcome.failure?.message).toBe(
      'The job was cancelled. The operation op-1 of the service x goes on without this job; its result is not known. Watch it with: aws look',
    );
  });

  test('stops the operation where that was asked for', async () => {
    let asked = 0;
    const listedAtThird = async () => (++asked < 3 ? 'missing' : 'asked');
    const { outcome } = await cancelled(listedAtThird);
    expect(asked).toBe(3);
    expect(outcome.failure?.message).toContain('was told to stop and to roll back.');
    await cancelled(listedAtThird, false);
    expect(asked).toBe(3);
  });

  test('says when it cannot be stopped', async () => {
    const { outcome, lines } = await cancelled(() => Promise.reject(new Error('Too late.')));
    expect(lines).toContain('The operation could not be stopped: Too late.');
    expect(outcome.failure?.message).toContain('goes on without this job');
  });
});

test('a change without an operation is only done', async () => {
  const context = playedContext();
  const outcome = await deploy(
    deployment(context, { changes: [{ ...update, kind: 'tag' }], start: async () => 'done' }),
    context,
  );
  expect(outcome).toMatchObject({ service: 'v1', operationId: undefined, failure: undefined });
});

test('what fails before anything has begun is thrown', async () => {
  const context = playedContext();
  const refused = deployment(context, { start: () => Promise.reject(new UserError({ what: 'No.' })) });
  await expect(deploy(refused, context)).rejects.toThrow('No.');
});

test('a deadline that passes while the reason is looked for does not hide the failure', async () => {
  const context = playedContext();
  const outcome = await deploy(
    deployment(context, {
      start: async () => operationAt(context, () => failed),
      diagnose: () => Promise.reject(new UserError({ what: 'The deadline passed.' })),
      service: () => Promise.reject(new UserError({ what: 'The deadline passed.' })),
    }),
    context,
  );
  expect(outcome).toMatchObject({ service: 'v1', ended: { status: 'FAILED' } });
  expect(outcome.failure?.message).toContain('ended as FAILED.');
  expect(context.lines).toContain('The cause of the failure could not be read: The deadline passed.');
});

test('a service that cannot be read after its deployment is a failure that keeps what is known', async () => {
  const context = playedContext();
  const denied = () => Promise.reject(new UserError({ what: 'Denied.' }));
  const outcome = await deploy(deployment(context, { service: denied }), context);
  expect(outcome).toMatchObject({ operationId: 'op-1', ended: { status: 'SUCCEEDED' } });
  expect(outcome.failure?.message).toBe('Denied.');
});

describe('what somebody else did meanwhile', () => {
  test('is not undone by a rollback', async () => {
    const context = playedContext();
    const outcome = await deploy(
      deployment(context, {
        start: async () => operationAt(context, () => failed),
        rollBack: () => Promise.reject(new Error('Nobody asked for this.')),
        others: async () => 'of the version v3',
      }),
      context,
    );
    expect(outcome.rolledBack).toBe(false);
    expect(outcome.failure?.message).toBe(
      'The update of the service x ended as FAILED. Another deployment (of the version v3) has taken the place of this one. It was left as it is. No. No event and no log line told of a cause. Look with: aws look',
    );
  });

  test('is looked for again after each wait', async () => {
    const context = playedContext();
    const answers = [undefined, 'of the version v3'];
    const outcome = await deploy(
      deployment(context, {
        start: async () => operationAt(context, () => failed),
        rollBack: async () => 'busy',
        others: async () => answers.shift(),
      }),
      context,
    );
    expect(outcome.failure?.message).toContain('It was left as it is.');
  });

  test('is no success of this run', async () => {
    const context = playedContext();
    const outcome = await deploy(
      deployment(context, { service: async () => 'v3', otherThanAsked: (runs) => `it runs ${runs} now` }),
      context,
    );
    expect(outcome.service).toBe('v3');
    expect(outcome.failure?.message).toContain('The deployment of the service x succeeded, but it runs v3 now.');
  });
});

describe('trouble of the platform', () => {
  const trouble = () =>
    Promise.reject(new TransientError({ what: 'Reading x failed: HTTP 502.' }, { trouble: 'HTTP 502' }));
  const troubledFor =
    <T>(seconds: number, context: PlayedContext, answer: T) =>
    async () =>
      context.seconds() < seconds ? trouble() : answer;

  test('is waited out where a write begins, and at the last look', async () => {
    const context = playedContext();
    const outcome = await deploy(
      deployment(context, {
        start: troubledFor(
          200,
          context,
          operationAt(context, () => succeeded),
        ),
        service: troubledFor(400, context, 'v2'),
      }),
      context,
    );
    expect(outcome).toMatchObject({ service: 'v2', failure: undefined });
    const told = context.lines.filter((line) => line.includes('HTTP 502'));
    expect(told[0]).toBe('The service x: HTTP 502, asking more slowly');
    expect(told.length).toBeLessThanOrEqual(400 / 30);
  });

  test('that never ends is told at the deadline, and success that was seen stays known', async () => {
    const controller = new AbortController();
    const context = playedContext(controller.signal);
    const sleep: typeof context.clock.sleep = async (milliseconds, signal) => {
      await context.clock.sleep(milliseconds, signal);
      if (context.seconds() > 600) controller.abort(new UserError({ what: 'The deadline passed.' }));
      signal?.throwIfAborted();
    };
    const given = deployment(context, { service: trouble });
    const outcome = await deploy(given, { ...context, clock: { ...context.clock, sleep } });
    expect(outcome).toMatchObject({ state: 'unseen', ended: { status: 'SUCCEEDED' } });
    expect(outcome.failure?.message).toBe('The deadline passed. The last answer: Reading x failed: HTTP 502.');
    const shown = { consoleUrl: '', logsUrl: undefined, url: undefined, arn: 'a', name: 'x' };
    const { outputs } = reportOf('Deploy', {
      ...{
        before: { ...shown, image: 'v1' },
        after: { ...shown, image: 'v1' },
        wantedImage: 'v2',
        unnamedVariables: [],
      },
      ...{ isRollback: false, changes: given.changes, outcome },
    });
    expect(outputs).toMatchObject({ status: 'SUCCEEDED', image: 'v2', 'previous-image': 'v1' });
  });
});

test('a service that is not listed for a moment after its deployment is looked for again', async () => {
  const context = playedContext();
  const answers = [undefined, undefined, 'v2'];
  const outcome = await deploy(deployment(context, { service: async () => answers.shift() }), context);
  expect(outcome).toMatchObject({ service: 'v2', failure: undefined });
});
