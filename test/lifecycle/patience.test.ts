import { expect, test } from '@jest/globals';
import { TransientError } from '../../src/errors.ts';
import { patience } from '../../src/lifecycle/patience.ts';
import { playedContext } from '../deployment/played-context.ts';

function trouble(name: string): TransientError {
  return new TransientError({ what: `${name}.` }, { trouble: name, patienceSeconds: 120 });
}

/** Answers by scripted time: the first of these that lasts longer, and after them all an answer. */
function reading(troubles: readonly (readonly [name: string, untilSecond: number])[]) {
  const context = playedContext(new AbortController().signal);
  const look = async () => {
    const [name] = troubles.find(([, until]) => context.seconds() < until) ?? [];
    if (name !== undefined) throw trouble(name);
    return 'answered';
  };
  return patience('The service', context).read(look);
}

test('a trouble that comes after another has a patience of its own', async () => {
  expect(
    await reading([
      ['a role that is new', 100],
      ['an expired token', 190],
    ]),
  ).toBe('answered');
});

test('a trouble that lasts longer than its patience ends the wait, also when another came between', async () => {
  await expect(reading([['a role that is new', 400]])).rejects.toThrow('a role that is new.');
  await expect(
    reading([
      ['a role that is new', 60],
      ['an expired token', 90],
      ['a role that is new', 400],
    ]),
  ).rejects.toThrow('a role that is new.');
});
