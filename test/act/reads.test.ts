import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { runAct } from './act-process.ts';
import { copySuite, workflowsFolder } from './suite-copy.ts';

describeWith('act', 'act', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'act-reads-'));
    copySuite(process.cwd(), folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const list = async (path: string) => {
    const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_CONFIG_HOME: folder, DOCKER_HOST: '' };
    const options = ['--list', '--strict', '--workflows', path, '--platform', 'ubuntu-latest=-self-hosted'];
    const { exitCode, lines } = await runAct({ folder, arguments: options, environment, guard: () => () => {} });
    return { exitCode, text: lines.map(({ msg }) => msg).join('\n') };
  };
  const callers = 'examples/clinic/.github/workflows';

  test.each(readdirSync(workflowsFolder))('reads %s', async (file) => {
    const { exitCode, text } = await list(join(folder, workflowsFolder, file));
    expect(text).toContain(file);
    expect(exitCode).toBe(0);
  });

  test.each(readdirSync(callers))('reads the example %s as it stands', async (file) => {
    const { exitCode, text } = await list(join(process.cwd(), callers, file));
    expect(text).toContain(file);
    expect(exitCode).toBe(0);
  });

  test('refuses what is not the language', async () => {
    const { exitCode, text } = await list(join(process.cwd(), 'test/act/fixtures/unknown-key.yml'));
    expect(exitCode).toBe(1);
    expect(text).toContain('Unknown Property');
  });
});
