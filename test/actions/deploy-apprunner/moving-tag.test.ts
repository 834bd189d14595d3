import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { name, type ServiceStage, startService } from './service-stage.ts';

let stage: ServiceStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

const writes = () => stage.calls().filter((call) => /apprunner:(Create|Update|Start|Tag|Resume)/.test(call));
const types = () => stage.service().operations.map(({ type }) => type);

/** Lets the push start an automatic deployment, which takes a minute. */
async function automaticDeployment(): Promise<string> {
  stage.cloud.appRunner.script({ type: 'START_DEPLOYMENT', outcome: { kind: 'succeed' }, milliseconds: 60_000 });
  const image = await stage.push();
  expect(stage.service().status).toBe('OPERATION_IN_PROGRESS');
  return image;
}

describe('automatic deployments', () => {
  beforeEach(async () => {
    await stage.create({ image: stage.tagged, 'auto-deployments': 'true' });
  });

  test('one that already rolls out the wanted image is adopted', async () => {
    const image = await automaticDeployment();
    const { outputs, failure, report } = await stage.deploy({ image });
    expect(failure).toBeUndefined();
    expect(writes()).toEqual([]);
    expect(types()).toEqual(['START_DEPLOYMENT', 'CREATE_SERVICE']);
    expect(outputs).toMatchObject({
      changed: true,
      status: 'SUCCEEDED',
      'operation-id': stage.service().operations[0]?.id,
    });
    expect(report.result).toContain('Done (adopt)');
  });

  test('one that fails is the failure of the deployment', async () => {
    stage.cloud.appRunner.script({
      type: 'START_DEPLOYMENT',
      outcome: { kind: 'rollback', reason: 'Health check failed.' },
      milliseconds: 60_000,
    });
    const image = await stage.push();
    const { outputs, failure } = await stage.deploy({ image });
    expect(failure?.message).toContain(`The adopt of the App Runner service ${name} ended as ROLLBACK_SUCCEEDED.`);
    expect(outputs).toMatchObject({ 'rolled-back': true, status: 'ROLLBACK_SUCCEEDED' });
  });

  test('what else the inputs change is written after it', async () => {
    const image = await automaticDeployment();
    await stage.deploy({ image, memory: '4 GB' });
    expect(types()).toEqual(['UPDATE_SERVICE', 'START_DEPLOYMENT', 'CREATE_SERVICE']);
    expect(stage.service().configuration).toMatchObject({
      instance: { Memory: '4096' },
      source: { ImageRepository: { ImageIdentifier: image } },
    });
  });

  test('one of another image is waited for, and then ours is deployed', async () => {
    await automaticDeployment();
    const { outputs, log } = await stage.deploy({ image: stage.images.v2 });
    expect(log[0]).toContain('is busy (START_DEPLOYMENT since');
    expect(outputs).toMatchObject({ image: stage.images.v2, status: 'SUCCEEDED' });
    expect(types()).toEqual(['UPDATE_SERVICE', 'START_DEPLOYMENT', 'CREATE_SERVICE']);
  });

  test('stay as they are unless an input says otherwise', async () => {
    await stage.deploy({ image: stage.images.v2 });
    expect(stage.service().configuration.source.AutoDeploymentsEnabled).toBe(true);
    await stage.deploy({ 'auto-deployments': 'false' });
    expect(stage.service().configuration.source.AutoDeploymentsEnabled).toBe(false);
  });
});

describe('a tag that is deployed', () => {
  beforeEach(async () => {
    await stage.create({ image: stage.tagged });
    stage.clock.advance(60_000);
  });

  test('is nothing new while it means what it did', async () => {
    const { outputs } = await stage.deploy({ image: stage.tagged });
    expect(outputs).toMatchObject({ changed: false, status: 'unchanged' });
    expect(writes()).toEqual([]);
  });

  test('is deployed again when it means another image', async () => {
    const image = await stage.push();
    const { outputs, report } = await stage.deploy({ image: stage.tagged });
    expect(writes()).toEqual(['apprunner:StartDeployment']);
    expect(outputs).toMatchObject({ changed: true, status: 'SUCCEEDED' });
    expect(JSON.stringify(report.sections)).toContain(image.split('@')[1]);
    stage.clock.advance(60_000);
    expect((await stage.deploy({ image: stage.tagged })).outputs['changed']).toBe(false);
  });
});

describe('a rollback', () => {
  test('to an older image is a rollback, and says so', async () => {
    await stage.create();
    stage.clock.advance(60_000);
    const newer = await stage.push();
    const first = await stage.deploy({ image: newer });
    expect(first.report.result).not.toContain('rollback');
    const { report, outputs } = await stage.deploy({ image: String(first.outputs['previous-image']) });
    expect(report.result).toContain('It is a rollback: what is deployed is older than what ran before.');
    expect(outputs).toMatchObject({ image: stage.images.v1, 'previous-image': newer });
  });
});
