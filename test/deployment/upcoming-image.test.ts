import { expect, test } from '@jest/globals';
import { startService as startAppRunner } from '../actions/deploy-apprunner/service-stage.ts';
import { startEnvironment } from '../actions/deploy-beanstalk/environment-stage.ts';
import { startService as startExpress } from '../actions/deploy-ecs-express/service-stage.ts';
import type { How, Ran, Stage } from '../support/action.ts';

interface Target extends Stage {
  readonly images: { readonly v1: string; readonly v2: string };
  create(): Promise<unknown>;
  deploy(inputs: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
}

const targets: Readonly<Record<string, () => Promise<Target>>> = {
  'App Runner': startAppRunner,
  'ECS Express Mode': startExpress,
  'Elastic Beanstalk': startEnvironment,
};

test.each(Object.entries(targets))('%s: an image that an earlier stage will push is planned', async (_, start) => {
  await using stage = closing(await start());
  await stage.create();
  const image = `${stage.images.v1.split('@')[0]}:next`;
  const planned = await stage.deploy({ image, 'dry-run': 'true' }, { upcoming: new Set([image]) });
  expect(JSON.parse(String(planned.outputs['plan'])).changes).toMatchObject([
    {
      kind: 'update',
      fields: expect.arrayContaining([{ field: 'image', before: stage.images.v1, after: `${image} (to be pushed)` }]),
    },
  ]);
  expect(planned.outputs).toMatchObject({ changed: true, status: 'planned', 'previous-image': stage.images.v1 });
  await expect(stage.deploy({ image, 'dry-run': 'true' })).rejects.toThrow('is not in its repository');
});

function closing<T extends Stage>(stage: T): T & AsyncDisposable {
  return { ...stage, [Symbol.asyncDispose]: () => stage.close() };
}
