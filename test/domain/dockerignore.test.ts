import dockerignore from '@balena/dockerignore';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Matched, parseDockerignore } from '../../src/domain/dockerignore.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

/** Those of the paths that a builder does not get, which judges each folder before what is in it. */
function hidden(text: string, paths: readonly string[]): readonly string[] {
  const rules = parseDockerignore(text);
  if (!rules.ok) throw new Error(rules.reason);
  return paths.filter((path) => {
    let matched: Matched | undefined;
    let isHidden = false;
    for (const end of [...path.matchAll(/\/|$/g)].map(({ index }) => index)) {
      const verdict = rules.value.judge(path.slice(0, end), matched);
      if (!verdict.ok) throw new Error(verdict.reason);
      ({ matched, isHidden } = verdict.value);
    }
    return isHidden;
  });
}

test.each([
  ['a folder with all below it', 'docs', ['docs', 'docs/a', 'docs/a/b'], ['docsx', 'a/docs', 'Docs']],
  ['from the root, with a slash too much', '/docs//', ['docs/a'], ['a/docs']],
  ['names in one folder', '*.md', ['a.md'], ['a/b.md', 'md', 'a.mdx']],
  ['names at any depth', '**/*.md', ['a.md', 'a/b.md', 'a/b/c.md'], ['a/b.mdx']],
  ['folders at any depth', '**/node_modules', ['node_modules/x', 'a/node_modules/x'], ['a_node_modules']],
  ['all below a folder, but not itself', 'a/**', ['a/b', 'a/b/c'], ['a', 'b']],
  ['folders in between', 'a/**/z', ['a/z', 'a/b/z', 'a/b/c/z/y'], ['a/bz', 'z']],
  ['one character', 'a?c', ['abc'], ['ac', 'a/c']],
  ['of a class', '[a-c]x[^0-9]', ['axx', 'cxa'], ['dxx', 'ax1']],
  ['what is escaped', 'a\\*', ['a*'], ['ab']],
  ['characters that regular expressions would read', 'c++ (1)|{x}$', ['c++ (1)|{x}$'], ['ccc', 'c']],
])('%s', (_, text, yes, no) => {
  expect(hidden(text, [...yes, ...no])).toEqual(yes);
});

test('the last rule that matches decides; comments and empty lines are no rules', () => {
  expect(hidden('# docs\n\n*\n!src\nsrc/*.log\r\n!src/keep.log', ['a', 'src/b', 'src/b.log', 'src/keep.log'])).toEqual([
    'a',
    'src/b.log',
  ]);
});

// Which knows `**` only as a whole part of a rule, and takes an exception for a folder where BuildKit has forgotten it: exceptions
// are held to BuildKit's own code, in test/oracles/patternmatcher.
test('decides as another implementation does', () => {
  const name = fc.stringMatching(/^[ab.]{1,3}$/).filter((text) => !/^\.+$/.test(text));
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const part = fc
    .oneof(fc.stringMatching(/^[ab.*?]{1,4}$/), fc.constant('**'))
    .filter((text) => !/^\.+$|.\*\*|\*\*./.test(text));
  const rule = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), fc.array(path, { maxLength: 20 }), (rules, paths) => {
      const text = rules.join('\n');
      const other = dockerignore.default({ ignorecase: false }).add(text);
      expect(hidden(text, paths)).toEqual(paths.filter((one) => other.ignores(one)));
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  ['stars', `${'*a'.repeat(400)}b`, 'a'.repeat(4_000)],
  ['folders', `${'**/a/'.repeat(100)}b`, 'a/'.repeat(2_000)],
  ['nested repetitions', '(a+)+$', 'a'.repeat(4_000)],
])('%s take no time', (_, rule, path) => {
  const begun = processorSeconds();
  const rules = parseDockerignore(rule);
  expect(rules.ok && rules.value.judge(path, undefined)).toMatchObject({ ok: true, value: { isHidden: false } });
  expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
});

test('an exception for a folder counts for what is in it only where a rule before it matched the folder', () => {
  expect(hidden('a/b\n!a', ['a', 'a/b', 'a/c'])).toEqual(['a/b']);
  expect(hidden('a\n!a', ['a', 'a/b'])).toEqual([]);
});

test.each([
  ['| in a rule with a wildcard', 'x|*z', ['x', 'xy/b', 'a/z'], ['a']],
  ['{2} in one', 'a{2}?', ['aab'], ['a{2}b']],
  ['the same without a wildcard', 'x|z', ['x|z'], ['x', 'z']],
  ['\\d', 'a\\d', ['a1'], ['ad']],
  ['a byte order mark of a later line', 'a\n\xef\xbb\xbfb*', ['a', 'bc'], ['\xef\xbb\xbfb']],
  ['a name that is not UTF-8', '\xff', ['\xff'], ['\xfe']],
  ['the same with a wildcard', '\xff*', ['\xffa', '\xfea'], ['a']],
  ['white space as Go knows it', '\xc2\xa0a\xc2\x85', ['a'], ['\xc2\xa0a']],
])('%s is read as the builder does', (_, text, yes, no) => {
  expect(hidden(text, [...yes, ...no])).toEqual(yes);
});

test.each([
  ['too many rules', 'a\n'.repeat(1_001), 'it has 1001 rules, and at most 1000 are taken'],
  ['too long a rule', 'a'.repeat(1_001), 'it has more than 1000 characters'],
  ['a class without end', 'a[b', 'a [ is not closed'],
])('%s are refused', (_, text, reason) => {
  expect(parseDockerignore(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});
