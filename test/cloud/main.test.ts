import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Announcement {
  readonly endpoint: string;
  readonly accounts: readonly { readonly accountId: string; readonly environment: Readonly<Record<string, string>> }[];
}

async function startProcess() {
  const child = spawn(process.execPath, [main, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const announcement = JSON.parse(line.toString()) as Announcement;
  return { child, ...announcement };
}

test.each(['SIGINT', 'SIGTERM'] as const)('the cloud as a process answers, and ends cleanly on %s', async (signal) => {
  const { child, endpoint, accounts } = await startProcess();
  expect((await fetch(endpoint)).status).toBe(403);
  expect(accounts.map(({ accountId }) => accountId)).toEqual(['111111111111', '222222222222']);
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
});

describeWith('aws-cli', 'the AWS CLI', () => {
  let running: Awaited<ReturnType<typeof startProcess>>;
  let folder: string;
  beforeAll(async () => {
    running = await startProcess();
    folder = mkdtempSync(join(tmpdir(), 'cloud-cli-'));
    mkdirSync(join(folder, '.aws'));
    // Release 1 of the CLI signs links with Signature Version 2 unless told.
    writeFileSync(join(folder, '.aws/config'), '[default]\ns3 =\n  signature_version = s3v4\n');
  });
  afterAll(async () => {
    running.child.kill();
    await once(running.child, 'exit');
    rmSync(folder, { recursive: true });
  });

  async function aws(...args: readonly string[]): Promise<string> {
    const environment = running.accounts[0]?.environment ?? {};
    const env = { PATH: process.env.PATH, HOME: folder, AWS_PAGER: '', ...environment };
    // Only the newer releases read AWS_ENDPOINT_URL.
    const all = ['--endpoint-url', running.endpoint, ...args];
    const { stdout } = await promisify(execFile)('aws', all, { env, cwd: folder });
    return stdout;
  }

  test('knows who it is', async () => {
    expect(JSON.parse(await aws('sts', 'get-caller-identity'))).toMatchObject({ Account: '111111111111' });
  });

  test('syncs a folder with odd names and a file in several parts, there and back', async () => {
    const files = { 'index.html': '<p>', 'a b+c/ü 100%.js': 'code', 'big.bin': Buffer.alloc(9 * 1024 * 1024, 'abc') };
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(folder, 'site', name, '..'), { recursive: true });
      writeFileSync(join(folder, 'site', name), content);
    }
    await aws('s3', 'mb', 's3://cli-site');
    await aws('s3', 'sync', 'site', 's3://cli-site/app', '--cache-control', 'max-age=60');
    const head = JSON.parse(await aws('s3api', 'head-object', '--bucket', 'cli-site', '--key', 'app/big.bin'));
    expect(head).toMatchObject({
      ContentLength: 9 * 1024 * 1024,
      CacheControl: 'max-age=60',
      ETag: expect.stringMatching(/-2"$/),
    });
    await aws('s3', 'sync', 's3://cli-site/app', 'back');
    for (const [name, content] of Object.entries(files))
      expect(digest(readFileSync(join(folder, 'back', name)))).toBe(digest(content));
    await aws('s3', 'rm', '--recursive', 's3://cli-site');
    expect(await aws('s3', 'ls', 's3://cli-site', '--recursive')).toBe('');
  }, 60_000);

  test('signs a link that works without credentials, as long as it is unchanged', async () => {
    writeFileSync(join(folder, 'page.html'), '<p>');
    await aws('s3', 'mb', 's3://cli-links');
    await aws('s3', 'cp', 'page.html', 's3://cli-links/a b.html');
    const link = (await aws('s3', 'presign', 's3://cli-links/a b.html')).trim();
    expect(await (await fetch(link)).text()).toBe('<p>');
    expect((await fetch(link.replace('a%20b', 'c'))).status).toBe(403);
  });

  test('reads a secret that it made, and meets a missing stack', async () => {
    await aws('secretsmanager', 'create-secret', '--name', 'app/db', '--secret-string', 'p"&<ü');
    const value = JSON.parse(await aws('secretsmanager', 'get-secret-value', '--secret-id', 'app/db'));
    expect(value).toMatchObject({ SecretString: 'p"&<ü' });
    await expect(aws('cloudformation', 'describe-stacks', '--stack-name', 'nope')).rejects.toThrow(
      'Stack with id nope does not exist',
    );
  });
});

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
