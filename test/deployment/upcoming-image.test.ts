import { expect, test } from '@jest/globals';
import { targets } from './targets.ts';

test.each(Object.entries(targets))('%s: an image that an earlier stage will push is planned', async (_, start) => {
  await using stage = await start();
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
