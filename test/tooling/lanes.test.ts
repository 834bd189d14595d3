import { globSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { lanes } from '../../src/tooling/lanes.ts';

test('a suite that starts processes, or imports what does, is of the machine', () => {
  const files: Readonly<Record<string, string>> = {
    'test/a.test.ts': "import { start } from './support/server.ts';",
    'test/b.test.ts': "import { value } from './support/value.ts';",
    'test/c.test.ts': "const { spawn } = await import('./support/server.ts');",
    'test/support/server.ts': "import { run } from './run.ts';",
    'test/support/run.ts': "import { spawn } from 'node:child_process';",
    'test/support/value.ts': "import { run } from '../../src/machine/process.ts';",
    'src/machine/process.ts': "import { spawn } from 'node:child_process';",
  };
  const suites = Object.keys(files).filter((path) => path.endsWith('.test.ts'));
  expect(lanes(suites, (path) => files[path] ?? '')).toEqual({
    machine: ['test/a.test.ts', 'test/c.test.ts'],
    process: ['test/b.test.ts'],
  });
});

test('each suite has one lane', () => {
  const suites = globSync('test/**/*.test.ts');
  const { machine, process } = lanes(suites);
  expect([...machine, ...process].toSorted()).toEqual(suites.toSorted());
  expect(machine).toEqual(expect.arrayContaining(['test/demo.test.ts', 'test/workflows/push.test.ts']));
  expect(process).toEqual(expect.arrayContaining(['test/contract/parse.test.ts']));
});
