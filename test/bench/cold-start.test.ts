import { expect, test } from '@jest/globals';
import { coldStart } from '../../bench/cold-start.ts';
import { actions } from '../../src/actions/index.ts';

/** Actions whose first request is to AWS take a region. */
async function askingAws(): Promise<readonly string[]> {
  const loaded = await Promise.all(
    Object.entries(actions).map(async ([name, load]) => ({ name, contract: (await load()).action.contract })),
  );
  return loaded.flatMap(({ name, contract }) => ('aws-region' in contract.inputs ? [name] : []));
}

test('the start of each action that asks AWS is measured', async () => {
  const rows = (await coldStart({ pairs: 1 })).filter((line) => /^\| [a-z0-9-]+ \| [\d.]+ \| [\d.]+ \|/.test(line));
  expect(rows.map((row) => row.split(' ')[1]).toSorted()).toEqual((await askingAws()).toSorted());
}, 60_000);
