import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { systemClock } from '../../../src/machine/clock.ts';
import { withVariables } from '../../support/variables.ts';
import { json, startServer, type TestServer } from './support/server.ts';
import { type SmokeOptions, smoke, statuses } from './support/smoke.ts';

const suite = 'name: s\nchecks:\n  - { name: health, get: "${API}/health" }';
const red = 'name: s\nchecks:\n  - { name: health, get: "${API}/health", expect: { status: 500 } }';

let api: TestServer;
beforeAll(async () => {
  api = await startServer(() => json({ ok: true }));
});
afterAll(() => api.close());

const run = (command: string, more: SmokeOptions['inputs'] = {}, options: SmokeOptions = {}) =>
  smoke(suite, { ...options, inputs: { 'api-url': api.url, command, ...more } });

describe('tests of the user', () => {
  test('run after the checks, with addresses and variables, and count', async () => {
    const addresses = { 'site-url': 'https://site.test', 'service-url': 'https://service.test', version: 'abc' };
    const print = 'echo "$API_URL $SITE_URL $SERVICE_URL $VERSION $TENANT"';
    const ended = await run(print, { ...addresses, variables: 'TENANT=demo' });
    expect(ended.failure).toBeUndefined();
    expect(ended.shown.log).toContain(`| ${api.url} https://site.test https://service.test abc demo`);
    expect(ended.report.result).toBe('All 1 check passed. The command passed.');
    expect(ended.shown.junit).toContain('<testsuite name="command" tests="1" failures="0"');
  });

  test('fail the smoke test with their exit code, and their last lines are shown', async () => {
    const ended = await run('seq 1 100; exit 3');
    expect(ended.failure?.message).toContain(
      'The smoke test failed: the checks passed, and the command failed: seq 1 100; exit 3 Of it is known that it ended with exit code 3.',
    );
    expect(ended.outputs).toMatchObject({ passed: 1, failed: 1, 'safe-to-rollback': true });
    expect(ended.outputs['failed-checks']).toEqual(['seq 1 100; exit 3']);
    expect(ended.report.sections).toContainEqual(expect.objectContaining({ kind: 'log', lines: numbers(61, 100) }));
    expect(ended.shown.junit).toContain('it ended with exit code 3');
  });

  test('are what GitHub makes of `run:`: the first command that fails ends them, also in a pipe', async () => {
    for (const command of ['false\ntrue', 'false | true']) {
      expect((await run(command)).failure?.message).toContain('exit code 1');
    }
  });

  test('say nothing of the release where a program is not there: that is no reason to take it back', async () => {
    const ended = await run('npx() { command no-such-program-anywhere; }\nnpx playwright test');
    expect(ended.failure?.message).toContain('exit code 127: a program that it needs is not there');
    expect(ended.outputs).toMatchObject({ failed: 1, 'safe-to-rollback': false });
  });

  test('do not run where a check has failed', async () => {
    const ended = await smoke(red, { inputs: { 'api-url': api.url, command: 'echo started' } });
    expect(ended.failure?.message).toContain('The smoke test failed: health.');
    expect(ended.shown.log).not.toContain('| started');
    expect(ended.shown.junit).toContain('<skipped message="it was not started, because the checks did not pass"/>');
  });

  test('do not run in a plan, which names them', async () => {
    const ended = await run('echo started', { 'dry-run': 'true' });
    expect(ended.report.result).toBe('Would run 1 check, then: echo started.');
    expect(ended.shown.log).not.toContain('| started');
    expect(JSON.parse(String(ended.outputs['plan']))).toMatchObject({ command: 'echo started' });
  });

  test('end at their time limit, and with the job; their children end with them', async () => {
    const { now, sleep } = systemClock();
    const clock = { now, sleep: (time: number, signal?: AbortSignal) => sleep(time === 60_000 ? 500 : time, signal) };
    const command = '(trap "" INT; sleep 300) & echo waiting; wait';
    const late = await run(command, { 'command-timeout-minutes': '1' }, { clock });
    expect(late.failure?.message).toContain('its time limit of 1 minutes passed');
    expect(late.shown.log).toContain('| waiting');
    const cancelled = AbortSignal.timeout(500);
    const ended = await run(command, {}, { signal: cancelled });
    expect(ended.failure?.message).toContain('the command failed');
  }, 30_000);

  test('can do without a suite, and nothing at all is refused', async () => {
    const alone = await run('echo "$API_URL"', { suite: '' });
    expect(statuses(alone)).toEqual([]);
    expect(alone.report.result).toBe('The command passed.');
    await expect(smoke(suite, { inputs: { suite: '' } })).rejects.toThrow('Neither suite nor command was given');
  });

  test('need bash, and without it nothing is sent', async () => {
    const sent = api.seen.length;
    await expect(withVariables({ PATH: '/no/such/folder' }, () => run('true'))).rejects.toThrow(
      'There is no bash on this runner',
    );
    expect(api.seen.length).toBe(sent);
  });
});

describe('their secrets', () => {
  const secrets = async (id: string) =>
    id === 'clinic/e2e' ? '{"E2E_PASSWORD":"hunter2-and-more"}' : '{"OTHER":"only for the suite"}';

  test('come from Secrets Manager and variables, are in their environment alone, and shown nowhere', async () => {
    const command = 'echo "password=$E2E_PASSWORD key=$KEY other=[$OTHER]"; printf %s "$E2E_PASSWORD" | base64; exit 1';
    const inputs = { 'command-secrets': 'clinic/e2e\nKEY=MY_KEY', 'secrets-from': 'clinic/smoke' };
    const ended = await run(command, inputs, { secrets, environment: { MY_KEY: 'a key of mine' } });
    expect(ended.masked).toEqual(expect.arrayContaining(['hunter2-and-more', 'a key of mine']));
    expect(ended.shown.log).toContain('other=[]');
    for (const shown of Object.values(ended.shown)) {
      expect(shown).not.toContain('hunter2');
      expect(shown).not.toContain('a key of mine');
      expect(shown).not.toContain(Buffer.from('hunter2-and-more').toString('base64'));
    }
  });

  test('that are not there end the run before anything is sent', async () => {
    const sent = api.seen.length;
    await expect(run('true', { 'command-secrets': 'KEY=NOT_SET' })).rejects.toThrow(UserError);
    expect(api.seen.length).toBe(sent);
  });

  test('are not those of the job', async () => {
    const job = { AWS_SECRET_ACCESS_KEY: 's1', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's2' };
    const ended = await withVariables(job, () => run('env | cut -d= -f1'));
    expect(ended.shown.log).toContain('| API_URL');
    for (const name of Object.keys(job)) expect(ended.shown.log).not.toContain(`| ${name}`);
  });
});

function numbers(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
