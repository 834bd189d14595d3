import { expect, test } from '@jest/globals';
import { logReport } from '../../src/report/log.ts';

test('facts, then sections: tables with aligned columns, links with their address', () => {
  const lines = logReport({
    ...{ title: 'Sync', status: 'succeeded', result: 'Done.' },
    facts: [
      ['Release', 'abc'],
      ['Console', { text: 'open', url: 'https://x.example' }],
    ],
    sections: [
      { kind: 'note', text: 'and 3 more' },
      {
        ...{ kind: 'table', title: 'Changes', columns: ['What', 'Why', 'File'] },
        rows: [
          ['put', 'content', 'a.js'],
          ['delete', '', 'old.js'],
        ],
      },
      { kind: 'table', title: 'Nothing', columns: ['File'], rows: [] },
      { kind: 'log', title: 'Events', lines: ['one', 'two'] },
    ],
  });
  expect(lines).toEqual([
    'Release: abc',
    'Console: open https://x.example',
    'and 3 more',
    'Changes:',
    '  What    Why      File',
    '  put     content  a.js',
    '  delete           old.js',
    'Events:',
    '  one',
    '  two',
  ]);
});

test('one very long value does not push the others apart', () => {
  const long = 'x'.repeat(200);
  const lines = logReport({
    ...{ title: 'Sync', status: 'succeeded', result: 'Done.', facts: [] },
    sections: [
      {
        ...{ kind: 'table', title: 'T', columns: ['A', 'B'] },
        rows: [
          [long, 'b'],
          ['a', 'b'],
        ],
      },
    ],
  });
  expect(lines.at(-1)).toBe(`  ${'a'.padEnd(60)}  b`);
});
