import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { closeServer, listen } from '../cloud/core/endpoint.ts';
import { type StepResult, startStep } from '../support/process.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchdog-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A script that runs, through the main function of dist, an action whose `observe` has this body. */
function actionScript(observe: string): string {
  const path = join(mkdtempSync(join(folder, 'action-')), 'action.mjs');
  const index = JSON.stringify(resolve('dist/index.js'));
  writeFileSync(
    path,
    `import { main } from ${index};
const parse = (text) => ({ ok: true, value: Number(text) });
const minutes = { required: false, fallback: '30', parse, description: '', accepts: '', schema: {}, secretive: false };
const contract = { name: 'fake', title: 'Fake', description: '', inputs: { 'timeout-minutes': minutes }, outputs: {}, post: false };
function block(milliseconds) { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds); }
const action = {
  contract,
  needs: [],
  async observe(inputs, ports, context) { ${observe} },
  plan: () => ({ action: 'fake', target: 'nothing', changes: [] }),
  apply: async () => ({}),
  report: () => ({ outputs: {}, report: { title: 'Fake', status: 'unchanged', result: 'All done.', facts: [], sections: [] } }),
};
await main('fake', { fake: async () => ({ action }) });
`,
  );
  return path;
}

const blocks = "context.state.save('lock', 'held'); context.log.info('blocking'); block(60_000);";
const short = { 'timeout-minutes': '0.05' };
const errors = (lines: readonly string[]) => lines.filter((line) => line.startsWith('::error'));
const cancelled =
  '::error::The job was cancelled. What had been started in AWS goes on; run the job again to finish it.';
const deadlinePassed =
  '::error::The deadline of 0.05 minutes passed before the step was done. Look at what it waited for above, or raise timeout-minutes.';

/** Runs the script to its end, which comes within 20 s. */
function run(script: string, inputs: Readonly<Record<string, string>> = {}): Promise<StepResult> {
  const step = startStep('fake', { script, inputs });
  const guard = setTimeout(() => step.cancel('SIGTERM', 0), 20_000);
  return step.ended.finally(() => clearTimeout(guard));
}

async function timed<T>(running: Promise<T>): Promise<readonly [T, seconds: number]> {
  const start = performance.now();
  return [await running, (performance.now() - start) / 1_000];
}

// Side by side, as nearly all of the time is waiting.
test.concurrent('a deadline that passes while the main thread is blocked ends the step with its error, and what was saved stays', async () => {
  const script = actionScript(`await context.clock.sleep(1_100); ${blocks}`);
  const [{ exitCode, lines, state }, seconds] = await timed(run(script, short));
  expect(exitCode).not.toBe(0);
  expect(errors(lines)).toEqual([deadlinePassed]);
  expect(seconds).toBeLessThan(8);
  expect(state).toEqual({ 'main-has-run': 'true', lock: 'held' });
});

test.concurrent.each([
  ['fetch', 'await fetch(url)'],
  ['node:http', "await new Promise((done) => import('node:http').then(({ get }) => get(url, done)))"],
])('an endless regular expression right behind the first answer, by %s, is ended too', async (_, request) => {
  const server = createServer((_request, response) => response.end('a'));
  const url = await listen(server);
  const observe = `const url = '${url}'; ${request}; /^(a+)+$/.test('a'.repeat(60) + '!');`;
  const { exitCode, lines } = await run(actionScript(observe), short);
  await closeServer(server);
  expect(exitCode).not.toBe(0);
  expect(errors(lines)).toEqual([deadlinePassed]);
});

test.concurrent('an answer of AWS starts no thread, and any other one does', async () => {
  const server = createServer((_request, response) => response.end('a'));
  const url = await listen(server);
  const observe = `const { get } = await import('node:http');
    const threads = async () => (await import('node:fs')).readdirSync('/proc/self/task').length;
    const ask = (headers) => new Promise((done) => get('${url}', { headers }, (response) => response.resume().on('end', done)));
    const before = await threads();
    await ask({ authorization: 'AWS4-HMAC-SHA256 Credential=A' });
    const signed = await threads();
    await ask({ authorization: 'Bearer A' });
    context.log.info('threads more: ' + [signed - before, (await threads()) - before]);`;
  const { lines } = await run(actionScript(observe));
  await closeServer(server);
  expect(lines).toContain('threads more: 0,1');
});

test.concurrent.each([
  'SIGINT',
  'SIGTERM',
] as const)('%s while the main thread is blocked ends the step before it is killed', async (signal) => {
  const step = startStep('fake', { script: actionScript(`await context.clock.sleep(1_100); ${blocks}`) });
  await step.printed(/^blocking$/);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  step.cancel(signal, 9_500);
  const [{ exitCode, lines, state }, seconds] = await timed(step.ended);
  expect(exitCode).not.toBe(0);
  expect(errors(lines)).toEqual([cancelled]);
  expect(seconds).toBeGreaterThan(6);
  expect(state).toMatchObject({ lock: 'held' });
});

test.concurrent('a main thread that is blocked after it heard the cancellation is ended as well', async () => {
  const observe = `context.log.info('waiting'); await context.clock.sleep(60_000, context.signal).catch(() => {}); ${blocks}`;
  const step = startStep('fake', { script: actionScript(observe) });
  await step.printed(/^waiting$/);
  step.cancel('SIGTERM', 9_500);
  expect(errors((await step.ended).lines)).toEqual([cancelled]);
});

test.concurrent('a log that nobody reads keeps the watchdog from nothing', async () => {
  const shell = 'mkfifo "$HOME/log"; sleep 60 <"$HOME/log" >/dev/null 2>&1 & exec "$@" >"$HOME/log"';
  const observe = `context.log.info('x'.repeat(200_000)); await context.clock.sleep(1_100); ${blocks}`;
  const step = startStep('fake', { script: actionScript(observe), inputs: short, shell });
  const [{ exitCode, state }, seconds] = await timed(step.ended);
  expect([exitCode, state['lock']]).toEqual([null, 'held']);
  expect(seconds).toBeLessThan(12);
});

test.concurrent('a block that ends before the deadline harms nobody, and the process ends at once when all is done', async () => {
  const observe = "await context.clock.sleep(1_100); block(5_000); context.log.info('unblocked');";
  const [{ exitCode, lines }, seconds] = await timed(run(actionScript(observe)));
  expect([exitCode, errors(lines), lines.at(-1)]).toEqual([0, [], 'Fake: All done.']);
  expect(seconds).toBeLessThan(9);
});

test.concurrent('a machine that was suspended beyond the deadline lets the step end in its own words', async () => {
  const observe = `await context.clock.sleep(1_100);
    const { spawn } = await import('node:child_process');
    spawn('sh', ['-c', 'sleep 8; kill -CONT ' + process.pid], { stdio: 'ignore', detached: true }).unref();
    await context.clock.sleep(500);
    process.kill(process.pid, 'SIGSTOP');
    await context.clock.sleep(60_000, context.signal);`;
  const { exitCode, lines, summary } = await run(actionScript(observe), short);
  expect([exitCode, errors(lines)]).toEqual([1, [deadlinePassed]]);
  expect(summary).toContain('The deadline of 0.05 minutes passed');
});
