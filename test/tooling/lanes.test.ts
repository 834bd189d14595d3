import { globSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { lanes } from '../../src/tooling/lanes.ts';

test('a suite that says what it needs, or imports what does, is of the machine', () => {
  const files: Readonly<Record<string, string>> = {
    'test/a.test.ts': "import { start } from './support/server.ts';",
    'test/b.test.ts': "import { value } from './support/value.ts';",
    'test/c.test.ts': "const { run } = await import('./support/requires.ts');",
    'test/support/server.ts': "import { describeWith } from './requires.ts';",
    'test/support/requires.ts': "import { available } from './machine.ts';",
    'test/support/value.ts': "import { run } from '../../src/machine/process.ts';",
    'src/machine/process.ts': "import { available } from '../../test/support/machine.ts';",
  };
  const suites = Object.keys(files).filter((path) => path.endsWith('.test.ts'));
  expect(lanes(suites, (path) => files[path] ?? '')).toEqual({
    machine: ['test/a.test.ts', 'test/c.test.ts'],
    node: ['test/b.test.ts'],
  });
});

test('each suite has one lane', () => {
  const suites = globSync('test/**/*.test.ts');
  const { machine, node } = lanes(suites);
  expect([...machine, ...node].toSorted()).toEqual(suites.toSorted());
  expect(machine).toEqual(expect.arrayContaining(['test/demo.test.ts', 'test/workflows/push.test.ts']));
  expect(machine).toContain('test/actions/deploy/built-image.test.ts');
  expect(node).toEqual(expect.arrayContaining(['test/contract/parse.test.ts', 'test/actions/deploy/failure.test.ts']));
});
