import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commandLineText, parseCommandLine } from '../../src/domain/command-line.ts';

test.each<[string, readonly string[]]>([
  ['node server.js', ['node', 'server.js']],
  ['  sh  -c "echo \\"a b\\"" ', ['sh', '-c', 'echo "a b"']],
  ["printf '%s\\n' it\\'s", ['printf', '%s\\n', "it's"]],
  [`a""b ''`, ['ab', '']],
  ['"a\nb"', ['a\nb']],
])('%j is %j', (text, value) => {
  expect(parseCommandLine(text)).toEqual({ ok: true, value });
});

test.each(["node 'server", 'node "server', 'node \\'])('%j is not closed', (text) => {
  expect(parseCommandLine(text)).toMatchObject({ ok: false, reason: 'a quote or a backslash is not closed' });
});

test('words come back from their text', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
      expect(parseCommandLine(commandLineText(words))).toEqual({ ok: true, value: words });
    }),
  );
});
