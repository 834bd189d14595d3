import { afterEach, expect, test } from '@jest/globals';
import { endOfJob } from '../../../src/actions/deploy/end-of-job.ts';
import type { Context } from '../../../src/lifecycle/context.ts';
import { type ChainStage, commits, startChain } from './chain-stage.ts';

let stage: ChainStage;
afterEach(() => stage.close());

/** What the post phase says of a state, which holds nothing that a stage has to finish. */
const post = (state: ReadonlyMap<string, string>) => {
  const progress = [...state].filter(([name]) => name === 'progress');
  return endOfJob(new Map(progress), {} as Parameters<typeof endOfJob>[1], {} as Context);
};

test('after a process that was killed, the post phase says which stages stand how, and what served before', async () => {
  stage = await startChain();
  const first = await stage.deploy({ commit: commits.one, variables: { COLOUR: 'blue' } });
  const saved = new Map<string, string>();
  const killed: ReadonlyMap<string, string>[] = [];
  const onLine = (line: string) => {
    if (/^update the App Runner service clinic-dev: operation|^backend: .*rollback/.test(line))
      killed.push(new Map(saved));
    if (line.startsWith('entry:')) killed.push(new Map(saved));
  };
  const broken = { commit: commits.two, variables: { FAIL_READS: 'yes' } };
  await stage.deploy(broken, {}, { saved, onLine });

  const [backend, site, rollback] = await Promise.all(
    killed.map((state) => post(state).then(String, (error: unknown) => String(error))),
  );
  expect(backend).toContain(
    'Stages: image done, backend under way, site not started, edge not started, smoke not started.',
  );
  expect(backend).toContain(
    `Before this run served the image ${first.outputs['image']} and the site release ${commits.one}.`,
  );
  expect(site).toContain('Stages: image done, backend done, site under way,');
  expect(rollback).toContain('smoke failed, the rollback under way.');
}, 120_000);

test('a chain that came to its end, green or red, has nothing more to say', async () => {
  stage = await startChain();
  for (const release of [
    { commit: commits.one, variables: {} },
    { commit: commits.two, variables: { FAIL_READS: 'yes' } },
  ]) {
    const saved = new Map<string, string>();
    await stage.deploy(release, {}, { saved });
    expect(saved.get('progress')).toBe('');
    await post(saved);
  }
}, 120_000);
