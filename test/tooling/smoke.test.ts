import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { json, startServer, type TestServer } from '../actions/smoke-test/support/server.ts';

const suite = `name: s
variables: { PASSWORD: "" }
sessions: [ada]
checks:
  - { name: "login of ada", session: ada, post: "\${API}/session", body: { json: { password: "\${PASSWORD}" } } }
  - { name: orders of ada, session: ada, get: "\${API}/orders" }
  - { name: broken, get: "\${API}/broken" }
`;

let server: TestServer;
let folder: string;

beforeAll(async () => {
  server = await startServer(({ path }) => json({}, path === '/broken' ? 500 : 200));
  folder = await mkdtemp(join(tmpdir(), 'smoke-command-'));
  await writeFile(join(folder, 'suite.yml'), suite);
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** The command as npm starts it: in the folder of the repository, for a person in another one. */
function start(...parameters: readonly string[]): { readonly child: ChildProcess; output(): string } {
  const env = { PATH: process.env['PATH'], INIT_CWD: folder, P: 'p4ssword-of-ada' };
  const child = spawn(process.execPath, ['src/tooling/smoke.ts', ...parameters], { env });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(String(chunk)));
  return { child, output: () => chunks.join('') };
}

async function ended(...parameters: readonly string[]) {
  const { child, output } = start(...parameters);
  const [code] = await once(child, 'close');
  return { code, output: output() };
}

test('shows a log for people, and no secret', async () => {
  const { code, output } = await ended('suite.yml', '--api', server.url, '--secret', 'PASSWORD=P');
  expect(code).toBe(1);
  expect(output).toContain('✓ login of ada');
  expect(output).toContain('suite.yml:7: status: expected 200–299, got 500');
  expect(output).not.toMatch(/::|p4ssword/);
}, 30_000);

test('runs what is chosen by name, and what that needs', async () => {
  const { code, output } = await ended('suite.yml', '--api', server.url, '--secret', 'PASSWORD=P', '--only', 'orders');
  expect(code).toBe(0);
  expect(output).toMatch(/✓ login of ada[^]*✓ orders of ada/);
  expect(output).not.toContain('broken');
  const none = await ended('suite.yml', '--api', server.url, '--only', 'nothing such');
  expect([none.code, none.output]).toEqual([
    1,
    expect.stringContaining('No check has a name with nothing such in it.'),
  ]);
}, 30_000);

test('says how it is called', async () => {
  expect(await ended()).toEqual({ code: 2, output: expect.stringContaining('npm run smoke -- SUITE') });
});

test('runs again when a file changes', async () => {
  const { child, output } = start('suite.yml', '--api', server.url, '--only', 'broken', '--watch');
  const shows = async (text: string) => {
    while (!output().includes(text)) await once(child.stdout ?? child, 'data');
  };
  await shows('Waiting for changes');
  await writeFile(join(folder, 'suite.yml'), suite.replace('name: broken', 'name: broken anew'));
  await shows('✗ broken anew');
  child.kill('SIGTERM');
  await once(child, 'close');
  await writeFile(join(folder, 'suite.yml'), suite);
}, 30_000);
