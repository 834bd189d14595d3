import { afterEach, describe, expect, test } from '@jest/globals';
import { accountId, region } from '../../support/action.ts';
import { type ChainStage, chainClock, commits, type Release, startChain, type Target } from './chain-stage.ts';

let stage: ChainStage;
afterEach(() => stage.close());

const first = { commit: commits.one, variables: { COLOUR: 'blue', LEVEL: '1' }, backend: 'memory: 3072' };
const second = { commit: commits.two, variables: { COLOUR: 'red', ADDED: '2' }, backend: 'memory: 4096' };
const before = { page: '<p>release 1</p>', api: { commit: commits.one, colour: 'blue', kind: 'built for 1' } };
const managed = { 'managed-variables': 'APP_COMMIT\nCOLOUR\nLEVEL\nADDED\nAPI_TOKEN' };

/** The state that a chain has saved when its log comes to a line, as its post phase finds it after the process was killed there. */
async function killedAt(line: RegExp, release: Release): Promise<ReadonlyMap<string, string>> {
  const saved = new Map<string, string>();
  let atThatLine: ReadonlyMap<string, string> | undefined;
  const onLine = (text: string) => {
    if (line.test(text)) atThatLine ??= new Map(saved);
  };
  const { failure } = await stage.deploy(release, managed, { saved, onLine });
  if (failure) throw failure;
  if (!atThatLine) throw new Error(`No line is like ${line}.`);
  // What single stages clean up is none of this.
  return new Map([...atThatLine].filter(([name]) => !name.includes('.')));
}

const post = (state: ReadonlyMap<string, string>) =>
  stage.post(state, { clock: chainClock(), commit: commits.two, attempt: '2-1' }).then(
    () => '',
    (error: unknown) => String(error),
  );

describe.each<Target>(['deploy-apprunner', 'deploy-ecs-express'])('%s', (target) => {
  const configuration = (): unknown =>
    target === 'deploy-apprunner'
      ? stage.cloud.appRunner.services()[0]?.configuration
      : stage.cloud.ecs.services()[0]?.active.at(-1)?.configuration;

  test.each([
    ['the backend', /the (App Runner service|Express service) clinic-dev: operation/],
    ['the site', /^entry:/],
  ])(
    'killed at %s: what stood before comes back, image, variables, size and site, and is verified',
    async (_, line) => {
      stage = await startChain({ target });
      const { failure } = await stage.deploy(first);
      if (failure) throw failure;
      const served = configuration();
      const state = await killedAt(line, second);
      const hasSite = line.source === '^entry:';
      expect(configuration()).not.toEqual(served);
      const said = await post(state);
      expect(said).toContain('What stood before was restored and verified.');
      expect(said).toContain(hasSite ? 'backend done, site under way' : 'backend under way');
      expect(configuration()).toEqual(served);
      if (hasSite) expect(await stage.served()).toEqual(before);
    },
    120_000,
  );
});

test('no value that may be a secret is saved; where such a one was changed, nothing is put back, and it is said', async () => {
  const secret = 'sk_live_0123456789abcdef';
  stage = await startChain();
  const { failure } = await stage.deploy({
    ...first,
    variables: { COLOUR: 'blue', API_TOKEN: secret, KEPT_TOKEN: secret },
  });
  if (failure) throw failure;
  const other = 'sk_live_fedcba9876543210';
  const state = await killedAt(/^entry:/, { ...second, variables: { API_TOKEN: other, KEPT_TOKEN: secret } });
  expect(JSON.stringify([...state])).not.toMatch(/sk_live/);
  const said = await post(state);
  expect(said).toContain(
    'What stood before was not restored completely: Backend: The values before of env API_TOKEN were not kept',
  );
  expect(said).toContain('restores the last green release by itself');
  expect(said).not.toContain('sk_live');
}, 120_000);

test('a value that may be a secret and was not changed stays on the service', async () => {
  const secret = 'sk_live_0123456789abcdef';
  stage = await startChain();
  const { failure } = await stage.deploy({ ...first, variables: { COLOUR: 'blue', KEPT_TOKEN: secret } });
  if (failure) throw failure;
  const served = stage.cloud.appRunner.services()[0]?.configuration;
  const state = await killedAt(/^entry:/, { ...second, variables: { COLOUR: 'red', KEPT_TOKEN: secret } });
  expect(JSON.stringify([...state])).not.toContain(secret);
  expect(await post(state)).toContain('What stood before was restored and verified.');
  expect(stage.cloud.appRunner.services()[0]?.configuration).toEqual(served);
}, 120_000);

test('what somebody else has deployed since is left alone', async () => {
  stage = await startChain();
  const { failure } = await stage.deploy(first);
  if (failure) throw failure;
  const state = await killedAt(/^entry:/, second);
  await stage.deploy({ commit: commits.three, variables: { COLOUR: 'green' } });
  const served = await stage.served();
  expect(await post(state)).toContain('Somebody else has deployed since.');
  expect(await stage.served()).toEqual(served);
}, 120_000);

test('a job that is cancelled puts nothing back, and says what the next run does', async () => {
  stage = await startChain();
  const { failure } = await stage.deploy(first);
  if (failure) throw failure;
  const state = new Map([...(await killedAt(/^entry:/, second)), ['cut', 'true']]);
  stage.cloud.requests.clear();
  const said = await post(state);
  expect(said).toContain('The job was cancelled, or its time was over, so nothing was rolled back.');
  expect(said).toContain('The next run of deploy.yml in this environment restores the last green release');
  expect(stage.cloud.requests.names()).toEqual([]);
}, 120_000);

test('with rollback-on-failure: false nothing is kept, and nothing put back', async () => {
  stage = await startChain();
  const saved = new Map<string, string>();
  await stage.deploy(first, { 'rollback-on-failure': 'false' }, { saved });
  expect(saved.has('standing')).toBe(false);
}, 120_000);

describe('the web ACL of an App Runner service', () => {
  const webAcl = (name: string) => stage.cloud.waf.webAcl(accountId, region, name);
  const protectedBy = () => stage.cloud.waf.of(stage.cloud.appRunner.services()[0]?.arn ?? '');

  /** A chain whose first release is protected by the first web ACL; the answer is that, and a release with another. */
  async function protectedChain(variables: Readonly<Record<string, string>>): Promise<readonly [string, Release]> {
    stage = await startChain();
    const [one, other] = [webAcl('one'), webAcl('other')];
    const { failure } = await stage.deploy({ ...first, backend: `web-acl: "${one}"` });
    if (failure) throw failure;
    expect(protectedBy()).toBe(one);
    return [one, { ...second, variables, backend: `web-acl: "${other}"` }];
  }

  test('is that from before again after a failed smoke test', async () => {
    const [before, release] = await protectedChain({ FAIL_READS: 'yes' });
    const { outputs } = await stage.deploy(release, managed);
    expect(outputs).toMatchObject({ 'failed-stage': 'smoke', 'rolled-back': true });
    expect(protectedBy()).toBe(before);
  }, 120_000);

  test('is that from before again after the job was killed', async () => {
    const [before, release] = await protectedChain({ COLOUR: 'red' });
    const state = await killedAt(/the App Runner service clinic-dev: operation/, release);
    expect(protectedBy()).not.toBe(before);
    expect(await post(state)).toContain('What stood before was restored and verified.');
    expect(protectedBy()).toBe(before);
  }, 120_000);
});
