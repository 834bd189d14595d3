import { expect, test } from '@jest/globals';
import { finishSucceeded } from '../../../src/actions/deploy/finish-stages.ts';
import type { StagePorts } from '../../../src/actions/deploy/stage.ts';
import type { StageResult } from '../../../src/actions/deploy/stage-result.ts';
import type { Context } from '../../../src/lifecycle/context.ts';

/** The actions that were finished, with their state, after these stages have succeeded. */
async function finished(...names: readonly string[]) {
  const calls: unknown[] = [];
  const results = names.map((name) => {
    const contract = { name: `act-${name}`, post: name === 'image' ? true : 'on success' };
    const post = async (state: ReadonlyMap<string, string>) => void calls.push([name, Object.fromEntries(state)]);
    return { planned: { stage: { name, action: { contract, post } } } } as unknown as StageResult;
  });
  const saved = new Map([
    ['act-site.note', 'paths'],
    ['act-smoke.note', 'other'],
  ]);
  await finishSucceeded(results, saved, {} as StagePorts, {} as Context);
  return calls;
}

test('a stage whose success another one completes is finished only after that', async () => {
  expect(await finished('image', 'site', 'edge')).toEqual([
    ['site', { note: 'paths' }],
    ['edge', {}],
  ]);
  expect(await finished('site', 'smoke')).toEqual([['smoke', { note: 'other' }]]);
});
