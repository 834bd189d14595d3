import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseInputs } from '../../src/contract/index.ts';
import { deploymentAction } from '../../src/deployment/action.ts';
import { UserError } from '../../src/errors.ts';
import { defineAction } from '../../src/lifecycle/action.ts';
import type { Ending } from '../../src/lifecycle/conclude-step.ts';
import type { PortMakers } from '../../src/lifecycle/ports.ts';
import { runAction } from '../../src/lifecycle/run-action.ts';
import { contract } from './fourth-target/contract.ts';
import { type Box, type Platform, platform } from './fourth-target/platform.ts';
import { boxes } from './fourth-target/target.ts';
import { type PlayedContext, playedContext } from './played-context.ts';

const before: Box = {
  arn: 'arn:aws:box:eu-central-1:111111111111:box/clinic',
  ...{ name: 'clinic', image: 'registry.example/clinic:1', environment: { A: '1' } },
};

async function deploy(
  on: Platform,
  texts: Readonly<Record<string, string>> = {},
  context: PlayedContext = playedContext(),
): Promise<Ending & { readonly lines: readonly string[] }> {
  const given = { service: 'clinic', image: 'registry.example/clinic:2', ...texts };
  const inputs = parseInputs(
    contract,
    new Map(Object.entries(given).map(([name, text]) => [name, { text, origin: 'with' }])),
  );
  const action = defineAction({ contract, ...deploymentAction(boxes(on)) });
  const ports = {
    ecr: async () => ({ reader: {}, writer: {} }),
    iam: async () => ({ reader: {}, writer: undefined }),
    secrets: async () => ({ reader: {}, writer: undefined }),
  } as unknown as PortMakers;
  return { ...(await runAction(action, inputs, ports, context)), lines: context.lines };
}

describe('a fourth target', () => {
  test('is deployed, with its plan, its outputs and its report', async () => {
    const on = platform(before);
    const { outputs, report } = await deploy(on, { env: 'B=2' });
    expect(JSON.parse(String(outputs['plan']))).toEqual({
      ...{ action: 'deploy-box', target: 'clinic' },
      changes: [
        {
          ...{ kind: 'update', resource: before.arn },
          fields: [
            { field: 'env B', before: '', after: '2' },
            { field: 'image', before: 'registry.example/clinic:1', after: 'registry.example/clinic:2' },
          ],
        },
      ],
    });
    expect(outputs).toMatchObject({ status: 'DONE', image: 'registry.example/clinic:2', 'operation-id': 'op-1' });
    expect(outputs).toMatchObject({ 'previous-image': before.image, 'rolled-back': false, changed: true });
    expect(report).toMatchObject({ title: 'Deploy clinic to a box', status: 'succeeded' });
    expect(on.box()?.environment).toEqual({ A: '1', B: '2' });
  });

  test('is rolled back when the deployment fails, with the cause', async () => {
    const on = platform(before);
    const { failure, outputs, report } = await deploy(on, { image: 'registry.example/broken:2' });
    expect(failure?.message).toBe(
      'The update of the box clinic ended as BROKEN. The previous release was restored. A box runs linux/amd64 here: check the platforms of the build.',
    );
    expect(on.writes).toEqual(['registry.example/broken:2', before.image]);
    expect(outputs).toMatchObject({ 'rolled-back': true, image: before.image, status: 'BROKEN' });
    expect(report.sections).toContainEqual({ kind: 'log', title: 'Log', lines: ['exec format error'] });
  });

  test('is not rolled back where that was not wanted', async () => {
    const on = platform(before);
    await deploy(on, { image: 'registry.example/broken:2', 'rollback-on-failure': 'false' });
    expect(on.writes).toEqual(['registry.example/broken:2']);
  });

  test('is left alone when it is as wanted, or in a dry run', async () => {
    const on = platform(before);
    expect((await deploy(on, { image: before.image })).report.status).toBe('unchanged');
    expect((await deploy(on, { 'dry-run': 'true' })).outputs).toMatchObject({ status: 'planned', changed: true });
    expect(on.writes).toEqual([]);
  });

  test('is created where that is wanted', async () => {
    await expect(deploy(platform())).rejects.toThrow('There is no box clinic in this account and region.');
    const on = platform();
    await deploy(on, { create: 'true' });
    expect(on.box()).toMatchObject({ name: 'clinic', image: 'registry.example/clinic:2' });
  });

  test('is waited for while it is busy', async () => {
    const { lines, outputs } = await deploy(platform(before, 2));
    expect(lines).toContain('The box clinic is busy (a restart); waiting for it to end.');
    expect(outputs['status']).toBe('DONE');
    await expect(deploy(platform(before, 2), { 'on-busy': 'fail' })).rejects.toThrow('The box clinic is busy');
  });

  test('has what stands against it told at once, before any write', async () => {
    const on = platform(before);
    const message = await deploy(on, { env: 'ROOT=1', secrets: 'B=no-arn' }).catch(String);
    expect(message).toContain('The box clinic cannot be deployed like this; nothing was changed:');
    expect(message).toContain('A box does not take the variable ROOT.');
    expect(message).toContain('The secret B is not given by the ARN');
    expect(on.writes).toEqual([]);
  });

  test('goes on without a job that is cancelled, and the command to watch it is told', async () => {
    const controller = new AbortController();
    const context = playedContext(controller.signal);
    const sleep: PlayedContext['clock']['sleep'] = async () => {
      controller.abort(new UserError({ what: 'The job was cancelled.' }));
      controller.signal.throwIfAborted();
    };
    const { failure } = await deploy(platform(before), {}, { ...context, clock: { ...context.clock, sleep } });
    expect(failure?.message).toContain('Watch it with: aws box show --region eu-central-1 --name clinic');
  });

  test('is six small files besides its platform, and none of them waits, rolls back or reports', () => {
    const folder = 'test/deployment/fourth-target';
    const files = readdirSync(folder).filter((name) => name !== 'platform.ts');
    expect(files).toHaveLength(6);
    for (const file of files) {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      expect(text.split('\n').length).toBeLessThan(50);
      expect(text).not.toMatch(/\bsleep\b|\bfollow\b|UserError|rolledBack|Report\b/);
    }
  });
});
