import { expect, test } from '@jest/globals';
import { check, type Diagnostics } from 'recheck';
import { expressionsIn, regularExpressions } from './regular-expressions.ts';

const found = regularExpressions('src');
const literals = found.filter((each) => each.kind === 'literal');

/** Where expressions are made while the program runs, and what from: only from escaped text or from what the file bounds. */
const makers: Readonly<Record<string, string>> = {
  'actions/smoke-test/capture.ts': '',
  'actions/smoke-test/expect/json-path.ts': '',
  'actions/smoke-test/expect/matcher.ts': '',
  'actions/smoke-test/suite/expected.ts': '',
  'container/build/buildx.ts': '',
  'container/build/public-digest.ts': '',
  'deployment/known-causes.ts': '',
  'domain/base-images.ts': '',
  'domain/distribution-name.ts': '',
  'domain/image-reference.ts': '',
  'domain/path-pattern.ts': '',
  'domain/tag-mutability.ts': '',
};

/** The analyser of recheck is asked, which knows nothing of this code: https://makenowjust-labs.github.io/recheck/ */
test('every regular expression of src is linear in the text that it sees', async () => {
  const slow: string[] = [];
  for (const { place, pattern, flags } of literals) {
    const verdict = await check(pattern, flags, { timeout: 20_000 });
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

function summaryOf(verdict: Exclude<Diagnostics, { status: 'safe' }>): string {
  return verdict.status === 'vulnerable' ? verdict.complexity.summary : `not known (${verdict.error.kind})`;
}
