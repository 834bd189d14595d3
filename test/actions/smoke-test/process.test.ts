import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { json, startServer } from './support/server.ts';

const suite = `name: s
checks:
  - name: make
    post: \${API}/things
    capture: { ID: $.id }
    always: [{ delete: "\${API}/things/\${ID}" }]
  - name: wrong
    get: \${API}/x
    expect:
      status: 204
  - { name: hangs, post: "\${API}/hang" }
`;

test('a cancelled step cleans up, tells each finding at its line, and is red', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'smoke-process-'));
  await writeFile(join(folder, 'suite.yml'), suite);
  const files = { GITHUB_OUTPUT: 'out', GITHUB_STATE: 'state', GITHUB_STEP_SUMMARY: 'summary' };
  const paths = Object.entries(files).map(([name, file]) => [name, join(folder, file)] as const);
  for (const [, path] of paths) await writeFile(path, '');

  const server = await startServer(({ path }) => {
    if (path !== '/hang') return json({ id: 7, patient: 'Anna Perez' });
    step.kill('SIGINT');
    return undefined;
  });
  const main = JSON.stringify(resolve('src/main.ts'));
  const step = spawn(process.execPath, ['--input-type=module', '-e', `(await import(${main})).main('smoke-test')`], {
    env: {
      ...Object.fromEntries(paths),
      PATH: process.env.PATH,
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      INPUT_SUITE: 'suite.yml',
      'INPUT_API-URL': server.url,
    },
  });
  const output: string[] = [];
  step.stdout.on('data', (chunk) => output.push(String(chunk)));
  const [code] = await once(step, 'close');
  const [out, summary, junit] = await Promise.all(
    ['out', 'summary', 'smoke-test/junit.xml'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  await server.close();
  await rm(folder, { recursive: true });

  expect(code).toBe(1);
  expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /things',
    'GET /x',
    'POST /hang',
    'DELETE /things/7',
  ]);
  const log = output.join('');
  expect(log).toContain(
    '::error title=wrong,file=suite.yml,line=10::status: expected 204, got 200 with 31 bytes of application/json.',
  );
  for (const told of [log, out, summary, junit]) expect(told).not.toContain('Anna Perez');
  expect(log).toContain('::error title=hangs,file=suite.yml,line=11::');
  expect(log).toContain('::error::The smoke test failed: wrong, hangs. The job was cancelled.');
  expect(out).toMatch(/^failed<<(.*)\n2\n\1$/m);
  expect(summary).toContain('2 of 3 checks failed. The job was cancelled.');
  expect(junit).toContain('tests="3" failures="2"');
});
