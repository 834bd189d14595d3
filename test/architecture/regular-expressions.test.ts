import { expect, test } from '@jest/globals';
import { type AttackPattern, check, type Diagnostics } from 'recheck';
import { processorSeconds } from '../support/processor-seconds.ts';
import { expressionsIn, regularExpressions } from './regular-expressions.ts';

const found = regularExpressions('src');
const literals = found.filter((each) => each.kind === 'literal');

/** Where expressions are made while the program runs, and what from: only from escaped text or from what the file bounds. */
const makers: Readonly<Record<string, string>> = {
  'actions/github-deployment/trust/doubt.ts': 'the escaped file names of an input, for the path of a workflow file',
  'actions/smoke-test/expect/json-path.ts': 'a literal of the same file',
  'actions/smoke-test/expect/pattern.ts': 'the pattern of a suite, which runs within a time limit',
  'actions/smoke-test/suite/expected.ts': 'the pattern of a suite, which is only parsed',
  'container/build/buildx.ts': 'the name of a field of the same file',
  'container/registry-challenge.ts': 'the name of a parameter of the same file',
  'deployment/exit-causes.ts': 'a literal of the same file',
  'deployment/failure-causes.ts': 'an escaped path; lines are matched up to a length',
  'domain/distribution-name.ts': 'a literal of the same file, for at most 253 characters',
  'domain/dockerfile.ts': 'one of two characters',
  'domain/go-text.ts': 'a literal of the same file',
  'domain/image-reference.ts': 'a literal of the same file',
  'domain/tag-mutability.ts': 'the filter of a repository, which ECR limits to 128 characters and two wildcards',
};

/** The analyser of recheck is asked, which knows nothing of this code: https://makenowjust-labs.github.io/recheck/ */
test('every regular expression of src is linear in the text that it sees', async () => {
  const slow: string[] = [];
  for (const { place, pattern, flags } of literals) {
    const verdict = await verdictOn(pattern, flags);
    if (verdict.status !== 'safe') slow.push(`${place}: /${pattern}/${flags}: ${summaryOf(verdict)}`);
  }
  expect(slow).toEqual([]);
}, 600_000);

test('expressions are made only where it is known what from', () => {
  const places = found.filter((each) => each.kind === 'made').map(({ place }) => place.replace(/:\d+$/, ''));
  expect([...new Set(places)]).toEqual(Object.keys(makers));
});

test('a slow expression is found', async () => {
  const [literal] = expressionsIn('a.ts', 'const slow: RegExp = /^(a+)+$/;');
  if (literal?.kind !== 'literal') throw new Error('It was not found.');
  expect(await verdictOn(literal.pattern, literal.flags)).toMatchObject({ status: 'vulnerable' });
});

/**
 * The verdict, and for what is not found safe a second look: more time, since a busy machine takes it away from the analyser, and
 * its attack on the engine that runs here, since what it finds by trying is sometimes none.
 */
async function verdictOn(pattern: string, flags: string): Promise<Diagnostics | { readonly status: 'safe' }> {
  const first = await check(pattern, flags, { timeout: 20_000 });
  const verdict = first.status === 'unknown' ? await check(pattern, flags, { timeout: 120_000 }) : first;
  // What grows exponentially would not come to an end.
  const isTried = verdict.status === 'vulnerable' && verdict.complexity.type === 'polynomial';
  return isTried && !isSlow(pattern, flags, verdict.attack) ? { status: 'safe' } : verdict;
}

/** Whether the attack takes much more than four times as long as a quarter of it. */
function isSlow(pattern: string, flags: string, { pumps, suffix, base }: AttackPattern): boolean {
  const seconds = (share: number) => {
    const times = Math.ceil(base * share);
    const text = pumps.map(({ prefix, pump, bias }) => prefix + pump.repeat(bias + times)).join('') + suffix;
    const before = processorSeconds();
    text.replace(new RegExp(pattern, flags), '');
    return processorSeconds() - before;
  };
  seconds(1 / 4);
  const [quarter, whole] = [Math.min(seconds(1 / 4), seconds(1 / 4)), Math.min(seconds(1), seconds(1))];
  return whole > 0.002 && whole > 8 * quarter;
}

test('so is one whose time grows with the square', async () => {
  expect(await verdictOn('a+b', 'g')).toMatchObject({ status: 'vulnerable' });
});

function summaryOf(verdict: Exclude<Diagnostics, { status: 'safe' }>): string {
  return verdict.status === 'vulnerable' ? verdict.complexity.summary : `not known (${verdict.error.kind})`;
}
