import { describe, expect, test } from '@jest/globals';
import { observeRotations } from '../../src/deployment/rotations.ts';
import { MissingPermission } from '../../src/errors.ts';
import { accountId, region } from '../support/action.ts';
import { playedContext } from './played-context.ts';
import { type TargetStage, targets } from './targets.ts';

const deployedAt = new Date('2026-11-01T00:00:00Z');
const secret = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:clinic-AbCdEf';

function reader(at: Date | undefined, asked: string[] = []) {
  return {
    secretText: () => Promise.reject(new Error('A value is never read.')),
    async changedAt(id: string) {
      asked.push(id);
      return at;
    },
  };
}

describe('secrets are compared with the deployment', () => {
  const later = new Date('2026-11-01T00:00:01Z');
  test.each([
    ['changed after it', { KEY: secret }, later, ['KEY']],
    ['a field of one', { KEY: `${secret}:key::` }, later, ['KEY']],
    ['changed before it', { KEY: secret }, deployedAt, []],
    ['a version that never changes', { KEY: `${secret}:key::1a2b` }, later, []],
    ['without a time', { KEY: secret }, undefined, []],
  ] as const)('%s', async (_, secrets, at, rotated) => {
    const found = await observeRotations({ secrets, deployedAt }, reader(at), playedContext());
    expect(found.map(({ variable }) => variable)).toEqual(rotated);
  });

  test('each secret is asked for once, by its own ARN', async () => {
    const asked: string[] = [];
    const secrets = { A: `${secret}:a::`, B: `${secret}:b::`, C: secret };
    await observeRotations({ secrets, deployedAt }, reader(later, asked), playedContext());
    expect(asked).toEqual([secret]);
  });

  test('what may not be asked, and parameters, are told in one line', async () => {
    const context = playedContext();
    const denied = {
      ...reader(undefined),
      changedAt: () => Promise.reject(new MissingPermission({ what: 'Denied.' })),
    };
    const secrets = { A: secret, B: 'arn:aws:ssm:eu-central-1:111111111111:parameter/clinic/b', C: secret };
    expect(await observeRotations({ secrets, deployedAt }, denied, context)).toEqual([]);
    expect(context.lines).toHaveLength(1);
    expect(context.lines[0]).toMatch(/^Whether [ABC, ]+ changed since the deployment is not known \(`force: true`/);
  });
});

describe.each(Object.entries(targets))('%s', (_, start) => {
  async function withSecret(stage: TargetStage, extra: Readonly<Record<string, string>> = {}): Promise<string> {
    const { arn } = stage.cloud.secrets.create({ accountId, region, name: 'clinic/key', value: 'old-value-here' });
    await stage.create({ secrets: `KEY=${arn}`, ...extra });
    stage.clock.advance(60_000);
    return arn;
  }
  const roleOf = (stage: TargetStage) =>
    'instanceRole' in stage ? { 'instance-role': String(stage.instanceRole) } : {};

  test('a rotated secret is taken up, once, and its value is not read', async () => {
    await using stage = await start();
    const arn = await withSecret(stage, roleOf(stage));
    expect((await stage.deploy({ image: stage.images.v1 })).outputs['status']).toBe('unchanged');
    stage.cloud.secrets.put(arn, 'new-value-here');
    stage.clock.advance(60_000);
    const { outputs, report, failure } = await stage.deploy({ image: stage.images.v1 });
    expect(failure).toBeUndefined();
    expect(outputs['changed']).toBe(true);
    expect(JSON.stringify(report.sections)).toMatch(/secret KEY.*rotated 20.*after the deployment/);
    stage.clock.advance(60_000);
    expect((await stage.deploy({ image: stage.images.v1 })).outputs['changed']).toBe(false);
    expect(stage.calls().filter((call) => call === 'secretsmanager:GetSecretValue')).toEqual([]);
  }, 60_000);

  test('force deploys what runs already', async () => {
    await using stage = await start();
    await stage.create();
    stage.clock.advance(60_000);
    const { outputs, failure, report } = await stage.deploy({ image: stage.images.v1, force: 'true' });
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ changed: true, image: stage.images.v1 });
    expect(outputs['operation-id']).toBeTruthy();
    expect(report.result).toContain('Done (redeploy)');
  }, 60_000);
});
