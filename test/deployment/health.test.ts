import { describe, expect, test } from '@jest/globals';
import type { DeployChange } from '../../src/deployment/change.ts';
import { deploy } from '../../src/deployment/deploy.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import type { Ailment, Health } from '../../src/deployment/health.ts';
import { reportOf } from '../../src/deployment/report.ts';
import { TransientError, UserError } from '../../src/errors.ts';
import { operationAt, type PlayedContext, playedContext, succeeded } from './played-context.ts';

const update: DeployChange = { kind: 'update', resource: 'x', fields: [] };
const red: Ailment = { status: 'Ready (health Red)', reason: 'No instance passes its health check.' };

function deployment(context: PlayedContext, given: Partial<Deployment<string>>): Deployment<string> {
  return {
    ...{ resource: 'the service x', before: 'v1', changes: [update], onBusy: 'wait', rollbackOnFailure: true },
    abandonOnCancel: false,
    ...{ watch: () => 'aws look', service: async () => 'v1' },
    start: async () => operationAt(context, () => succeeded),
    diagnose: async ({ reason }) => ({ reason, hint: undefined, logs: [{ title: 'Log', lines: ['KeyError: DB'] }] }),
    ...given,
  };
}

/** A service that is ill while a time lasts, in seconds since the beginning. */
function illWhile(context: PlayedContext, isIll: (seconds: number) => boolean, quietSeconds = 0): Health<string> {
  return { quietSeconds, ailment: async () => (isIll(context.seconds()) ? red : undefined) };
}

describe('a run that has nothing to deploy', () => {
  test('is red where the service is not well, with what was seen and the way out', async () => {
    const context = playedContext();
    const given = deployment(context, { changes: [], health: illWhile(context, () => true) });
    const outcome = await deploy(given, context);
    expect(outcome.failure?.message).toBe(
      'The service x runs this image with this configuration already, but it is not well: Ready (health Red). Nothing was deployed. No instance passes its health check. The summary has the last events and log lines. To deploy it once more, give `force: true`.',
    );
    const shown = { consoleUrl: '', logsUrl: undefined, url: undefined, arn: 'a', name: 'x', image: 'v1' };
    const { outputs, report } = reportOf('Deploy', {
      ...{ before: shown, after: shown, wantedImage: 'v1', unnamedVariables: [], isRollback: false },
      ...{ changes: [], outcome },
    });
    expect(outputs).toMatchObject({ status: 'unhealthy', image: 'v1', 'rolled-back': false });
    expect(report).toMatchObject({ status: 'failed', sections: [{ kind: 'log', lines: ['KeyError: DB'] }] });
  });

  test('is red where somebody else deploys while it is looked at', async () => {
    const context = playedContext();
    const service = async () => (context.seconds() < 10 ? 'v1' : 'v3');
    const otherThanAsked = (found: string) => (found === 'v1' ? undefined : `it runs ${found} now`);
    const health = illWhile(context, (seconds) => seconds < 20);
    const given = deployment(context, { changes: [], service, otherThanAsked, health });
    const outcome = await deploy(given, context);
    expect(outcome).toMatchObject({ service: 'v3', failure: { message: expect.stringContaining('it runs v3 now') } });
  });

  test('waits out a moment of illness', async () => {
    const context = playedContext();
    const outcome = await deploy(
      deployment(context, { changes: [], health: illWhile(context, (seconds) => seconds < 20) }),
      context,
    );
    expect(outcome.failure).toBeUndefined();
  });

  test('takes a bad look before a long trouble and one behind it for no illness that lasts', async () => {
    const context = playedContext();
    let looks = 0;
    const ailment = async () => {
      looks++;
      if (looks === 1 || looks === 6) return red;
      if (looks < 6) throw new TransientError({ what: 'Reading failed.' }, { trouble: 'InternalFailure' });
      return undefined;
    };
    const given = deployment(context, { changes: [], health: { quietSeconds: 0, ailment } });
    const outcome = await deploy(given, context);
    expect(outcome.failure).toBeUndefined();
    expect(context.seconds()).toBeGreaterThan(30);
  });

  test('is red within two minutes where the service is well and ill by turns', async () => {
    const context = playedContext();
    const outcome = await deploy(
      deployment(context, { changes: [], health: illWhile(context, (seconds) => seconds % 10 < 6) }),
      context,
    );
    expect(outcome.failure).toBeDefined();
    expect(context.seconds()).toBeLessThanOrEqual(125);
  });

  test('is no success where nobody can tell how the service is', async () => {
    const context = playedContext();
    const ailment = () => Promise.reject(new UserError({ what: 'Denied.' }));
    const outcome = await deploy(deployment(context, { changes: [], health: { quietSeconds: 0, ailment } }), context);
    expect(outcome).toMatchObject({ state: 'unseen', service: 'v1' });
    expect(outcome.failure?.message).toBe('Denied.');
  });

  test('asks nobody where the platform tells nothing', async () => {
    const context = playedContext();
    const service = () => Promise.reject(new Error('Nobody asked for this.'));
    expect((await deploy(deployment(context, { changes: [], service }), context)).failure).toBeUndefined();
  });
});

describe('a deployment that has ended well', () => {
  test('has failed where an error comes some seconds later, and is rolled back', async () => {
    const context = playedContext();
    const back = operationAt(context, () => succeeded, 'op-2');
    const outcome = await deploy(
      deployment(context, { health: illWhile(context, (seconds) => seconds > 3, 10), rollBack: async () => back }),
      context,
    );
    expect(outcome).toMatchObject({ rolledBack: true, ended: { status: 'Ready (health Red)', verdict: 'failed' } });
    expect(outcome.failure?.message).toContain(
      'The update of the service x ended as Ready (health Red). The previous release was restored.',
    );
  });

  test('is asked for events since its beginning, until they have been quiet', async () => {
    const context = playedContext();
    const begun = context.clock.now();
    const asked: (Date | undefined)[] = [];
    const ailment = async (_: string, since: Date | undefined) => void asked.push(since);
    await deploy(deployment(context, { health: { quietSeconds: 10, ailment } }), context);
    expect(new Set(asked)).toEqual(new Set([begun]));
    expect(context.seconds()).toBeGreaterThanOrEqual(10);
    expect(context.seconds()).toBeLessThan(20);
  });

  test('is no success where the service is gone', async () => {
    const context = playedContext();
    const outcome = await deploy(deployment(context, { service: async () => undefined }), context);
    expect(outcome.failure?.message).toContain(
      'The deployment of the service x succeeded, but it is not there any more.',
    );
  });
});
