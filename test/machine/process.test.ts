import { execFileSync, spawn } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { UserError } from '../../src/errors.ts';
import { runProcess } from '../../src/machine/process.ts';
import { withVariables } from '../support/variables.ts';

const never = new AbortController().signal;
const sh = (script: string) => ({ program: 'sh', arguments: ['-c', script] });

describe('runProcess', () => {
  test('both streams, line by line and whole, and the exit code', async () => {
    const lines: string[] = [];
    const command = { ...sh('echo one; echo two >&2; exit 3'), onLine: (line: string) => lines.push(line) };
    expect(await runProcess(command, never)).toEqual({ exitCode: 3, stdout: 'one\n', stderr: 'two\n' });
    expect(lines.toSorted()).toEqual(['one', 'two']);
  });

  test('arguments reach the program as they are: no shell reads them', async () => {
    const hostile = '$(touch x); `id` "quoted" \'single\' *';
    const finished = await runProcess({ program: 'printf', arguments: ['%s', hostile] }, never);
    expect(finished.stdout).toBe(`${hostile}\n`);
  });

  test("input and variables; the step's own environment stays", async () => {
    const command = { ...sh('cat; echo " $GREETING $HOME"'), input: 'typed', environment: { GREETING: 'hello' } };
    expect((await runProcess(command, never)).stdout).toBe(`typed hello ${process.env['HOME']}\n`);
  });

  test('a program that is not trusted gets the variables, but none by which it could act as the job', async () => {
    const secret = {
      ...{ AWS_ACCESS_KEY_ID: 's1', AWS_SECRET_ACCESS_KEY: 's2', AWS_SESSION_TOKEN: 's3' },
      ...{ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's4', ACTIONS_RUNTIME_TOKEN: 's5', 'INPUT_GITHUB-TOKEN': 's6' },
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 's7',
    };
    const variables = { ...secret, AWS_REGION: 'us-east-1', NODE_AUTH_TOKEN: 'npm' };
    const untrusted = {
      program: 'env',
      arguments: [],
      environment: { MODE: 'production' },
      withoutCredentials: true,
    } as const;
    const printed = await withVariables(variables, () => runProcess(untrusted, never));
    const names = printed.stdout.split('\n').map((line) => line.split('=')[0]);
    expect(names).toEqual(expect.arrayContaining(['AWS_REGION', 'NODE_AUTH_TOKEN', 'MODE', 'PATH']));
    expect(names.filter((name) => name !== undefined && name in secret)).toEqual([]);
    const trusted = await withVariables(variables, () => runProcess({ program: 'env', arguments: [] }, never));
    expect(trusted.stdout).toContain('AWS_SECRET_ACCESS_KEY=s2');
  });

  test('a program that does not read its input is no failure', async () => {
    const command = { ...sh('exit 0'), input: 'x'.repeat(1_000_000) };
    expect((await runProcess(command, never)).exitCode).toBe(0);
  });

  test('runs where it is told', async () => {
    expect((await runProcess({ ...sh('pwd'), directory: '/' }, never)).stdout).toBe('/\n');
  });

  test('a missing program and a missing folder are told with what to do', async () => {
    await expect(runProcess({ program: 'no-such-program', arguments: [] }, never)).rejects.toThrow(UserError);
    await expect(runProcess({ ...sh('true'), directory: '/no/such/folder' }, never)).rejects.toThrow(
      'The program sh could not be started in /no/such/folder.',
    );
  });

  test('cancelled, the program gets SIGINT, may clean up, and the reason is thrown', async () => {
    const controller = new AbortController();
    const lines: string[] = [];
    const command = {
      ...sh('trap "echo cleaned; exit 0" INT; echo ready; while :; do sleep 0.05; done'),
      onLine(line: string) {
        lines.push(line);
        if (line === 'ready') controller.abort(new UserError({ what: 'The job was cancelled.' }));
      },
    };
    await expect(runProcess(command, controller.signal)).rejects.toThrow('The job was cancelled.');
    expect(lines).toEqual(['ready', 'cleaned']);
  });

  test('cancelled before it starts, it does not start', async () => {
    const lines: string[] = [];
    const command = { ...sh('echo started'), onLine: (line: string) => lines.push(line) };
    await expect(runProcess(command, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    expect(lines).toEqual([]);
  });

  test('a character that comes in two pieces, every way to end a line, and a last line without one', async () => {
    const script = String.raw`printf '\303'; sleep 0.1; printf '\251\r'; sleep 0.1; printf '\nb\rc\n\nd'`;
    const lines: string[] = [];
    const { stdout } = await runProcess({ ...sh(script), onLine: (line) => lines.push(line) }, never);
    expect([stdout, lines]).toEqual(['é\nb\nc\n\nd\n', ['é', 'b', 'c', '', 'd']]);
  });

  test('output without end fills neither a line nor the memory', async () => {
    const script = "head -c 100000000 /dev/zero | tr '\\0' x; echo; echo done";
    let longest = 0;
    const onLine = (line: string) => {
      longest = Math.max(longest, line.length);
    };
    const { stdout } = await runProcess({ ...sh(script), onLine }, never);
    expect(longest).toBeLessThan(1_000_000);
    expect(stdout.length).toBeLessThan(70_000_000);
    expect(stdout.endsWith('\ndone\n')).toBe(true);
  });

  test('an argument that is too long for the system is told', async () => {
    const started = runProcess({ program: 'true', arguments: ['x'.repeat(200_000)] }, never);
    await expect(started).rejects.toThrow(/^The program true could not be started\. .*128 KiB.* in files\.$/);
  });

  test('a program killed by a signal has not succeeded', async () => {
    expect((await runProcess(sh('kill -9 $$'), never)).exitCode).not.toBe(0);
  });
});

describe('a program that ends with us', () => {
  const source = new URL('../../src/machine/process.ts', import.meta.url).pathname;

  /** Starts a process that runs `script` by runProcess, and kills it when the script has said its process id. */
  async function killed(script: string, guarded: boolean): Promise<number> {
    const command = { ...sh(script), ...(guarded ? { endsWithUs: true } : {}) };
    const body = `import(${JSON.stringify(source)}).then(({ runProcess }) => runProcess({ ...${JSON.stringify(command)}, onLine: (line) => console.log(line) }, new AbortController().signal))`;
    const child = spawn(process.execPath, ['--eval', body], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const id = await new Promise<number>((resolve) =>
      child.stdout.once('data', (line) => resolve(Number(String(line)))),
    );
    child.kill('SIGKILL');
    await ended;
    return id;
  }

  const isAlive = (id: number) => {
    try {
      return process.kill(id, 0);
    } catch {
      return false;
    }
  };

  async function endsWithin(id: number, milliseconds: number): Promise<boolean> {
    for (const end = Date.now() + milliseconds; Date.now() < end; ) {
      if (!isAlive(id)) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  }

  test('is interrupted when we are killed', async () => {
    const id = await killed('echo $$; exec sleep 300', true);
    expect(await endsWithin(id, 10_000)).toBe(true);
  }, 60_000);

  test('is killed when it does not listen', async () => {
    const id = await killed('trap "" INT; echo $$; while :; do sleep 1; done', true);
    expect(await endsWithin(id, 30_000)).toBe(true);
  }, 60_000);

  test('another one goes on, which shows that this is no accident', async () => {
    const id = await killed('echo $$; exec sleep 300 >/dev/null 2>&1', false);
    expect(await endsWithin(id, 2_000)).toBe(false);
    process.kill(id, 'SIGKILL');
  }, 60_000);

  test('leaves no guard behind when it ends by itself', async () => {
    const guards = () =>
      execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes(` ${process.pid} /bin/sh -c read _`));
    await runProcess({ ...sh('true'), endsWithUs: true }, never);
    for (let waited = 0; guards().length > 0 && waited < 100; waited++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(guards()).toEqual([]);
  });
});
