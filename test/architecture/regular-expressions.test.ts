import { expect, test } from '@jest/globals';
import { check, type Diagnostics } from 'recheck';
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
  expect(await check(literal.pattern, literal.flags)).toMatchObject({ status: 'vulnerable' });
});

/** On a busy machine its proof runs out of time, and it tries texts instead, by which it finds what is not there. */
async function verdictOn(pattern: string, flags: string): Promise<Diagnostics> {
  const verdict = await check(pattern, flags, { timeout: 20_000 });
  if (verdict.status === 'safe') return verdict;
  const proof = await check(pattern, flags, { checker: 'automaton', timeout: 120_000 });
  return proof.status === 'unknown' ? verdict : proof;
}

function summaryOf(verdict: Exclude<Diagnostics, { status: 'safe' }>): string {
  return verdict.status === 'vulnerable' ? verdict.complexity.summary : `not known (${verdict.error.kind})`;
}
