import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { contract } from '../../../src/actions/deploy/contract.ts';
import type { Stage } from '../../../src/actions/deploy/stage.ts';
import { stageActionNames, stages } from '../../../src/actions/deploy/stages.ts';
import type { Contract } from '../../../src/contract/index.ts';

const names = stages.map(({ name }) => name);
const named = stages.map((stage) => [stage.name, stage] as const);

/** The chain's own inputs, all given. */
const release = {
  ...{ image: 'a', sourceImage: 'b', siteRelease: 'c', laterCommits: [], managedVariables: ['D'] },
  ...{ rollbackOnFailure: false, runBuildCommand: false },
};
const handover = { image: 'a', serviceUrl: 'https://example.com', paths: ['/index.html'], isRollback: true };

async function contractsOf({ actions }: Stage): Promise<readonly Contract[]> {
  return Promise.all(Object.values(actions).map(async (load) => (await load()).contract));
}

test('each action carries out one stage', () => {
  expect(new Set(stageActionNames).size).toBe(stageActionNames.length);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(named)('the stage %s', (name, stage) => {
  test('comes after the stages that it depends on', () => {
    const earlier = stages.slice(0, names.indexOf(name)).map((each) => each.name);
    for (const needed of [...stage.after, ...(stage.completes ?? []), ...Object.values(stage.handedOver ?? {})])
      expect(earlier).toContain(needed.name);
  });

  test('names its actions as their sections are named', async () => {
    expect((await contractsOf(stage)).map((each) => each.name)).toEqual(Object.keys(stage.actions));
  });

  test('gives and ignores only inputs that each of its actions has', async () => {
    const given = [
      ...Object.keys(stage.defaults?.({ commit: 'abc' }) ?? {}),
      ...Object.keys(stage.handedOver ?? {}),
      ...Object.keys(stage.inputs?.(handover, release) ?? {}),
      ...(stage.ignoredInputs?.(release) ?? []),
    ];
    for (const { inputs } of await contractsOf(stage))
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given));
  });

  test('brings outputs of the chain from outputs that each of its actions has', async () => {
    const { outputs = {}, rollback } = stage;
    const ours = [...Object.keys(outputs), ...(rollback ? [rollback.output] : [])];
    expect(Object.keys(contract.outputs)).toEqual(expect.arrayContaining(ours));
    for (const { outputs: theirs } of await contractsOf(stage))
      expect(Object.keys(theirs)).toEqual(expect.arrayContaining(Object.values(outputs)));
  });

  test('has a row in the README, with its actions', () => {
    const row = readFileSync('actions/deploy/README.md', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`| \`${name}\` |`));
    for (const action of Object.keys(stage.actions)) expect(row).toContain(`\`${action}\``);
  });
});

describe('what a further stage costs', () => {
  const sources = readdirSync('src/actions/deploy')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(`src/actions/deploy/${file}`, 'utf8')] as const);
  const decides = new RegExp(`(?:[!=]==|case) '(?:${names.join('|')})'|'(?:${names.join('|')})' [!=]==`);

  test('no file of the chain decides by the name of a stage', () => {
    expect(sources.filter(([, text]) => decides.test(text)).map(([file]) => file)).toEqual([]);
    expect(["stage === 'site'", "case 'edge':", "'smoke' !== name"].every((line) => decides.test(line))).toBe(true);
  });

  test('the table is put together in one file; what the chain says of single stages stands in five', () => {
    const users = sources.filter(([, text]) => /from '\.\/stages\//.test(text)).map(([file]) => file);
    expect(users.toSorted()).toEqual([
      'baked-addresses.ts',
      'configuration.ts',
      'later-migrations.ts',
      'outputs.ts',
      'stages.ts',
      'verify-rollback.ts',
    ]);
  });
});
