import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type EnvironmentStage, name, startEnvironment } from './environment-stage.ts';

let stage: EnvironmentStage;

beforeEach(async () => {
  stage = await startEnvironment();
});
afterEach(() => stage.close());

const docker = (version: string) => `64bit Amazon Linux 2023 v${version} running Docker`;
const arn = (version: string) =>
  `arn:aws:elasticbeanstalk:eu-central-1::platform/Docker running on 64bit Amazon Linux 2023/${version}`;
const writes = () => stage.calls().filter((call) => /:(Create|Update|Put)/.test(call));
const run = (platform: string, inputs: Readonly<Record<string, string>> = {}) =>
  stage.run({ service: name, platform, ...inputs });

describe('the platform of an environment', () => {
  beforeEach(() => stage.create({ platform: docker('4.7.2') }));

  test('is updated to another version of its branch, and the plan shows from and to', async () => {
    const planned = await run(docker('4.7.3'), { 'dry-run': 'true' });
    expect(JSON.parse(String(planned.outputs['plan'])).changes).toEqual([
      {
        kind: 'update',
        resource: stage.environment().arn,
        fields: [{ field: 'platform', before: docker('4.7.2'), after: docker('4.7.3') }],
      },
    ]);
    stage.calls();
    const { failure } = await run(docker('4.7.3'));
    expect(failure).toBeUndefined();
    expect(writes()).toEqual(['elasticbeanstalk:UpdateEnvironment']);
    expect(stage.environment().solutionStack).toBe(docker('4.7.3'));
  });

  test('is updated by `latest` to the newest of its branch, and then stays', async () => {
    expect((await run('latest')).failure).toBeUndefined();
    expect(stage.environment().solutionStack).toBe(docker('4.7.3'));
    expect((await run('latest')).outputs['changed']).toBe(false);
  });

  test('is updated by the ARN of a version', async () => {
    expect((await run(arn('4.7.3'))).failure).toBeUndefined();
    expect(stage.environment().solutionStack).toBe(docker('4.7.3'));
  });

  test.each([docker('4.7.2'), arn('4.7.2')])('%s, which it has, changes nothing', async (platform) => {
    stage.calls();
    expect((await run(platform)).outputs['changed']).toBe(false);
    expect(writes()).toEqual([]);
  });

  test('goes with options in one update, before the version', async () => {
    stage.calls();
    const { failure } = await run('latest', { image: stage.images.v2, env: 'A=1' });
    expect(failure).toBeUndefined();
    expect(writes().filter((call) => call.endsWith('UpdateEnvironment'))).toHaveLength(2);
    expect(stage.environment().solutionStack).toBe(docker('4.7.3'));
  });

  test('is put back when the version fails', async () => {
    stage.cloud.elasticBeanstalk.script({ kind: 'deploy', outcome: { kind: 'fail' } });
    const { outputs } = await run('latest', { image: stage.images.v2 });
    expect(outputs['rolled-back']).toBe(true);
    expect(stage.environment().solutionStack).toBe(docker('4.7.2'));
  });

  test.each([
    ['64bit Amazon Linux 2 v4.2.4 running Docker', 'no update puts it on another'],
    [docker('4.9.9'), 'There is no platform'],
  ])('is not changed to %s: %s', async (platform, why) => {
    stage.calls();
    await expect(run(platform)).rejects.toThrow(why);
    expect(writes()).toEqual([]);
  });
});
