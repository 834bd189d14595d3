import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/invalidate-cloudfront/index.ts';
import { UserError } from '../../../src/errors.ts';
import { cachePolicy } from '../../cloud/cloudfront/policies.ts';
import { siteConfig } from '../../cloud/cloudfront/site-config.ts';
import type { Distribution } from '../../cloud/cloudfront/state.ts';
import {
  accountId,
  failureOf,
  policyOf,
  region,
  type Stage,
  startStage,
  statementsOf,
  withoutStatement,
} from '../../support/action.ts';

const bucket = 'site';
let stage: Stage;

beforeEach(async () => {
  stage = await startStage(action, {
    cloudFront: { invalidationMilliseconds: 30_000, invalidationQuota: { paths: 5, wildcards: 2 }, pageSize: 2 },
  });
  stage.cloud.s3.createBucket({ accountId, region, name: bucket });
});
afterEach(() => stage.close());

function distribution(aliases: readonly string[] = [], more: object = {}): Promise<Distribution> {
  const config = { ...siteConfig({ bucket, region, aliases }), ...more };
  return stage.cloud.cloudFront.addDistribution({ accountId, config });
}

describe('an origin group', () => {
  /** Two buckets, of which the second answers where the first fails. */
  function grouped(second: object) {
    const { Origins, DefaultCacheBehavior, ...config } = siteConfig({ bucket, region, originPath: '/current' });
    const [first] = Origins?.Items ?? [];
    const Items = [first, { ...first, Id: 'second', DomainName: 'other.s3.us-east-1.amazonaws.com', ...second }];
    const FailoverCriteria = { StatusCodes: { Quantity: 1, Items: [500] } };
    const Members = { Quantity: 2, Items: [{ OriginId: 'site' }, { OriginId: 'second' }] };
    return {
      ...config,
      Origins: { Quantity: 2, Items },
      OriginGroups: { Quantity: 1, Items: [{ Id: 'both', FailoverCriteria, Members }] },
      DefaultCacheBehavior: { ...DefaultCacheBehavior, TargetOriginId: 'both' },
    } as never;
  }

  test.each([
    ['of buckets knows no folders', { OriginPath: '/standby' }, ['/current/docs/', '/docs/', '/standby/docs/']],
    [
      'with a server of another kind may know them',
      {
        OriginPath: '',
        S3OriginConfig: undefined,
        CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
      },
      ['/current/docs', '/current/docs/', '/docs', '/docs/', '/standby/docs', '/standby/docs/'],
    ],
  ])('%s; that a second one answers is told', async (_, second, paths) => {
    const { id } = await stage.cloud.cloudFront.addDistribution({ accountId, config: grouped(second) });
    const asked = { 'distribution-id': id, paths: '/current/docs/\n/standby/docs/', 'dry-run': 'true' };
    const { outputs, log } = await stage.run(asked);
    expect(outputs['paths']).toEqual(paths);
    expect(log.join('\n')).toContain('other.s3.us-east-1.amazonaws.com answers instead, with its own files');
  });
});

describe('which distribution', () => {
  test('the one with this id', async () => {
    const { id } = await distribution();
    const { outputs, report } = await stage.run({ 'distribution-id': id, paths: '/about.html' });
    expect(outputs).toMatchObject({
      'distribution-id': id,
      status: 'InProgress',
      changed: true,
      paths: ['/about.html'],
    });
    expect(outputs['invalidation-id']).toMatch(/^I/);
    expect(report.status).toBe('succeeded');
    const calls = ['cloudfront:GetDistribution', 'cloudfront:CreateInvalidation', 'cloudfront:ListInvalidations'];
    expect(stage.calls()).toEqual(calls);
  });

  test('the one with this alias, on whatever page of the list', async () => {
    for (const alias of ['a.example.com', 'b.example.com', 'c.example.com']) await distribution([alias]);
    const wanted = await distribution(['app.example.com']);
    const { outputs } = await stage.run({ domain: 'app.example.com', paths: '/' });
    expect(outputs['distribution-id']).toBe(wanted.id);
    expect(stage.calls().filter((name) => name === 'cloudfront:ListDistributions')).toHaveLength(2);
  });

  test('an exact alias before a wildcard, and a wildcard for one label only', async () => {
    const wildcard = await distribution(['*.example.com']);
    const exact = await distribution(['app.example.com']);
    const found = async (domain: string) => (await stage.run({ domain, paths: '/' })).outputs['distribution-id'];
    expect(await found('app.example.com')).toBe(exact.id);
    expect(await found('other.example.com')).toBe(wildcard.id);
    await expect(found('a.b.example.com')).rejects.toThrow('No CloudFront distribution of this account serves');
    await expect(found('example.com')).rejects.toThrow('No CloudFront distribution of this account serves');
  });

  test('never a staging distribution, which has the same aliases', async () => {
    await distribution(['app.example.com'], { Staging: true });
    await expect(stage.run({ domain: 'app.example.com', paths: '/' })).rejects.toThrow(
      'No CloudFront distribution of this account serves app.example.com. Aliases here: none.',
    );
  });

  test('the one with this domain name of its own, however it is spelled', async () => {
    const { id, domainName } = await distribution();
    const { outputs } = await stage.run({ domain: domainName.toUpperCase(), paths: '/' });
    expect(outputs['distribution-id']).toBe(id);
  });

  test('several, each once, with their ids line by line', async () => {
    const [one, two] = [await distribution(['a.example.com']), await distribution(['b.example.com', '*.example.com'])];
    const domain = 'a.example.com\nb.example.com\nother.example.com';
    const { outputs, report } = await stage.run({ domain, paths: '/about.html', wait: 'true' });
    expect(outputs['distribution-id']).toBe(`${one.id}\n${two.id}`);
    const made = [one, two].map(({ id }) => stage.cloud.cloudFront.distribution(id).invalidations);
    expect(made.map((each) => each.map(({ status }) => status))).toEqual([['Completed'], ['Completed']]);
    expect(outputs['invalidation-id']).toBe(made.map((each) => each[0]?.id).join('\n'));
    expect(outputs['status']).toBe('Completed');
    expect(report.sections[0]).toMatchObject({ columns: ['Distribution', 'Path'], rows: expect.any(Array) });
  });

  test('one of several that is unknown ends the run before anything is invalidated', async () => {
    const { id } = await distribution();
    await expect(stage.run({ 'distribution-id': `${id}\nE1NOSUCHTHING`, paths: '/' })).rejects.toThrow('E1NOSUCHTHING');
    expect(stage.cloud.cloudFront.distribution(id).invalidations).toEqual([]);
  });

  test('of two, the first goes on when CloudFront refuses the second, and the outputs say so', async () => {
    const [one, two] = [await distribution(['a.example.com']), await distribution(['b.example.com'])];
    stage.cloud.faults.add({
      ...{ service: 'cloudfront', operation: 'CreateInvalidation', skip: 1 },
      fault: { kind: 'error', code: 'InvalidArgument', message: 'No.' },
    });
    const { failure, outputs } = await stage.run({ 'distribution-id': `${one.id}\n${two.id}`, paths: '/' });
    expect(failure?.message).toContain(`of the distribution ${two.id} failed: InvalidArgument. No.`);
    expect(outputs).toMatchObject({ status: 'InProgress', changed: true });
    expect(outputs['invalidation-id']).toBe(stage.cloud.cloudFront.distribution(one.id).invalidations[0]?.id);
  });

  test('an unknown id is told as such', async () => {
    await expect(stage.run({ 'distribution-id': 'E1NOSUCHTHING', paths: '/' })).rejects.toThrow(
      'There is no CloudFront distribution E1NOSUCHTHING in this account. Check distribution-id',
    );
  });
});

describe('paths', () => {
  test('are encoded as CloudFront takes them, sorted, each once', async () => {
    const { id } = await distribution();
    const paths = '/Grüße aus Köln.html\nabout.html\n/about.html\n/100%\n/a%20b';
    const { outputs } = await stage.run({ 'distribution-id': id, paths });
    const encoded = ['/100%25', '/Gr%C3%BC%C3%9Fe%20aus%20K%C3%B6ln.html', '/a%20b', '/about.html'];
    expect(outputs['paths']).toEqual(encoded);
    expect(stage.cloud.cloudFront.distribution(id).invalidations[0]?.paths).toEqual(encoded);
  });

  test('are collapsed to folders above max-paths', async () => {
    const { id } = await distribution();
    const paths = '/about.html\n/docs/a\n/docs/b\n/docs/c';
    await stage.run({ 'distribution-id': id, paths, 'max-paths': '2' });
    expect(stage.cloud.cloudFront.distribution(id).invalidations[0]?.paths).toEqual(['/about.html', '/docs/*']);
  });

  test('none: nothing is called and nothing changed', async () => {
    const { outputs, report, failure } = await stage.run({ 'distribution-id': 'E1' });
    expect(outputs).toMatchObject({ changed: false, status: 'unchanged', paths: [], 'distribution-id': 'E1' });
    expect(report.result).toBe('Nothing to invalidate.');
    expect(failure).toBeUndefined();
    expect(stage.calls()).toEqual([]);
  });
});

describe('waiting', () => {
  test('without wait the action ends while the edge is still forgetting', async () => {
    const { id } = await distribution();
    expect((await stage.run({ 'distribution-id': id, paths: '/' })).outputs['status']).toBe('InProgress');
  });

  test('with wait it ends when the edge has forgotten', async () => {
    const { id } = await distribution();
    const begun = stage.clock.now().getTime();
    const { outputs, report } = await stage.run({ 'distribution-id': id, paths: '/', wait: 'true' });
    expect(outputs['status']).toBe('Completed');
    expect(report.result).toBe('2 paths invalidated.');
    expect(stage.clock.now().getTime() - begun).toBeGreaterThanOrEqual(30_000);
    expect(stage.cloud.cloudFront.distribution(id).invalidations[0]?.status).toBe('Completed');
  });

  test('a deadline that passes while it waits is a failure, with all outputs', async () => {
    const { id } = await distribution();
    const controller = new AbortController();
    const deadline = new UserError({ what: 'The deadline of 1 minutes passed before the step was done.' });
    stage.clock.after(10_000, () => controller.abort(deadline));
    const inputs = { 'distribution-id': id, paths: '/', wait: 'true' };
    const { failure, outputs, report } = await stage.run(inputs, { signal: controller.signal });
    expect(failure).toBe(deadline);
    expect(outputs).toMatchObject({ status: 'InProgress', 'invalidation-id': expect.stringMatching(/^I/) });
    expect(report).toMatchObject({
      status: 'failed',
      result: expect.stringContaining('was not complete yet. The deadline'),
    });
  });

  test('the same attempt of a run makes one invalidation however often, another attempt makes its own', async () => {
    const { id } = await distribution();
    const run = async (attempt: string) =>
      (await stage.run({ 'distribution-id': id, paths: '/' }, { attempt })).outputs['invalidation-id'];
    const first = await run('7-1');
    expect(await run('7-1')).toBe(first);
    expect(await run('7-2')).not.toBe(first);
    expect(stage.cloud.cloudFront.distribution(id).invalidations).toHaveLength(2);
  });

  test('force makes a new one even then', async () => {
    const { id } = await distribution();
    const run = async () => {
      stage.clock.advance(1_000);
      return (await stage.run({ 'distribution-id': id, paths: '/', force: 'true' })).outputs['invalidation-id'];
    };
    expect(await run()).not.toBe(await run());
  });

  test('a status that CloudFront cannot tell at a moment is asked for again', async () => {
    const { id } = await distribution();
    stage.cloud.faults.add({
      ...{ service: 'cloudfront', operation: 'GetInvalidation', times: 8 },
      fault: { kind: 'error', code: 'ServiceUnavailable', status: 503 },
    });
    const { outputs } = await stage.run({ 'distribution-id': id, paths: '/', wait: 'true' });
    expect(outputs['status']).toBe('Completed');
  }, 30_000);
});

describe('too many invalidations in progress', () => {
  /** Five paths are under way for 30 seconds: no further one is taken. */
  async function busyDistribution(): Promise<string> {
    const { id } = await distribution();
    await stage.run({ 'distribution-id': id, paths: '/1\n/2\n/3\n/4\n/5' }, { attempt: '6-1' });
    return id;
  }

  test('wait: until the distribution takes one again', async () => {
    const id = await busyDistribution();
    const { outputs, log } = await stage.run({ 'distribution-id': id, paths: '/' });
    expect(outputs).toMatchObject({ status: 'InProgress', changed: true });
    expect(log).toContain(`${id} has too many invalidations in progress; trying again.`);
    expect(stage.cloud.cloudFront.distribution(id).invalidations).toHaveLength(2);
  });

  test('fail: at once, with what to do', async () => {
    const id = await busyDistribution();
    await expect(stage.run({ 'distribution-id': id, paths: '/', 'on-quota': 'fail' })).rejects.toThrow(
      `The distribution ${id} takes no further invalidation now.`,
    );
  });

  test('what does not fit at once is sent call by call', async () => {
    await stage.close();
    stage = await startStage(action, { cloudFront: { invalidationMilliseconds: 30_000 } });
    stage.cloud.s3.createBucket({ accountId, region, name: bucket });
    const site = await distribution();
    const paths = Array.from({ length: 33 }, (_, index) => `/folder-${index}/*`).join('\n');
    const { outputs } = await stage.run({ 'distribution-id': site.id, paths, 'max-paths': '40', wait: 'true' });
    const { invalidations } = stage.cloud.cloudFront.distribution(site.id);
    expect(invalidations.map((each) => each.paths.length)).toEqual([3, 15, 15]);
    expect(invalidations.flatMap((each) => each.paths).toSorted()).toEqual(outputs['paths']);
    expect(outputs['status']).toBe('Completed');
  });

  test('skip: green, and it says that nothing was invalidated', async () => {
    const id = await busyDistribution();
    const { outputs, report } = await stage.run({ 'distribution-id': id, paths: '/', 'on-quota': 'skip' });
    expect(outputs).toMatchObject({ status: 'skipped', changed: false });
    expect(outputs['invalidation-id']).toBeUndefined();
    expect(report.result).toBe(
      'Skipped: too many invalidations are in progress. Where sync-spa-s3 is in this job, its next run names these paths again.',
    );
    const note = `skipped-invalidations-7-1/${id}-0`;
    expect(readFileSync(`${stage.workspace}/${note}`, 'utf8').split('\n')).toEqual(outputs['paths']);
  });

  test('what is not skipped leaves no note', async () => {
    const site = await distribution();
    await stage.run({ 'distribution-id': site.id, paths: '/', 'on-quota': 'skip' });
    expect(existsSync(`${stage.workspace}/skipped-invalidations-7-1`)).toBe(false);
  });
});

describe('the paths of the month', () => {
  const counted = async (inputs: Readonly<Record<string, string>>, attempt: string) =>
    new Map((await stage.run(inputs, { attempt })).report.facts.map(([name, fact]) => [name, fact])).get(
      'Paths this month',
    );

  test('are counted for the distribution, this run among them', async () => {
    const { id } = await distribution();
    expect(await counted({ 'distribution-id': id, paths: '/a\n/b', wait: 'true' }, '7-1')).toMatch(/^2 \(an account/);
    expect(await counted({ 'distribution-id': id, paths: '/c', wait: 'true' }, '7-2')).toMatch(/^3 \(/);
    stage.clock.advance(40 * 86_400_000);
    expect(await counted({ 'distribution-id': id, paths: '/d', wait: 'true' }, '7-3')).toMatch(/^1 \(/);
  });

  test('are not counted further back than one page of the list, nor than twenty invalidations', async () => {
    const { id: short } = await distribution();
    for (let run = 1; run <= 3; run++)
      await stage.run({ 'distribution-id': short, paths: '/a', wait: 'true' }, { attempt: `${run}-1` });
    expect(await counted({ 'distribution-id': short, paths: '/a' }, '4-1')).toMatch(/^at least 2 \(/);
    await stage.close();
    stage = await startStage(action, { cloudFront: { invalidationMilliseconds: 30_000 } });
    stage.cloud.s3.createBucket({ accountId, region, name: bucket });
    const { id } = await distribution();
    for (let run = 1; run <= 22; run++)
      await stage.run({ 'distribution-id': id, paths: '/a', wait: 'true' }, { attempt: `${run}-1` });
    stage.calls();
    expect(await counted({ 'distribution-id': id, paths: '/a' }, '23-1')).toMatch(/^at least 21 \(/);
    expect(stage.calls().filter((call) => call === 'cloudfront:GetInvalidation').length).toBeLessThanOrEqual(20);
  });
});

describe('a dry run', () => {
  test('shows the paths and invalidates nothing', async () => {
    const { id } = await distribution();
    const { outputs, report } = await stage.run({ 'distribution-id': id, paths: '/b\n/a', 'dry-run': 'true' });
    expect(outputs).toMatchObject({ status: 'planned', changed: true, paths: ['/a', '/b'] });
    expect(report).toMatchObject({ status: 'planned', result: 'Would invalidate 2 paths.' });
    expect(stage.calls()).toEqual(['cloudfront:GetDistribution']);
  });
});

describe('bad inputs', () => {
  test.each([
    [{ paths: '/' }, 'Neither distribution-id nor domain was given.'],
    [{ 'distribution-id': 'E1', domain: 'a.example.com', paths: '/' }, 'Both distribution-id and domain were given.'],
    [
      { 'distribution-id': 'E1', paths: '/*.js' },
      'paths (with): got "/*.js", but line 1: a * may stand only at its end',
    ],
    [
      { 'distribution-id': 'arn:aws:cloudfront::1:distribution/E1', paths: '/' },
      'distribution-id (with): got "arn:aws:cloudfront::1:distribution/E1", but line 1: an id has capital letters',
    ],
    [{ domain: 'https://app.example.com/', paths: '/' }, 'line 1: it is no host name (no scheme, port or path)'],
    [{ 'distribution-id': 'E1', tags: 'a,b' }, 'line 1: it holds a character that is no visible ASCII character'],
    [{ 'distribution-id': 'E1', tags: 'x'.repeat(257) }, 'line 1: it is longer than 256 characters'],
    [{ 'distribution-id': 'E1', rewrites: '/app/*' }, 'line 1: it has no " = " between two paths'],
    [{ 'distribution-id': 'E1', rewrites: '/a = /b/*' }, 'line 1: what is served must be one path, without *'],
    [{ 'distribution-id': 'E1', rewrites: '/*/a = /b' }, 'line 1: a * may stand only at its end'],
    [{ 'distribution-id': 'E1', 'max-paths': '0' }, 'max-paths (with): got "0", but it is out of range'],
    [{ 'distribution-id': 'E1', 'on-quota': 'never' }, 'on-quota (with): got "never", but it is none of them'],
    [{ 'distribution-id': 'E1', wait: 'yes' }, 'wait (with): got "yes", but it is neither'],
  ])('%j ends before AWS is asked: %s', async (inputs, message) => {
    await expect(stage.run(inputs)).rejects.toThrow(message);
    await expect(stage.run(inputs)).rejects.toThrow(UserError);
    expect(stage.calls()).toEqual([]);
  });
});

describe('least privilege', () => {
  const run = async (sid?: string) => {
    const cachePolicyId = stage.cloud.cloudFront.addCachePolicy(cachePolicy('own', 0, 60, 60, { queries: 'all' }));
    const config = siteConfig({ bucket, region, aliases: ['app.example.com'], cachePolicyId });
    const { id } = await stage.cloud.cloudFront.addDistribution({ accountId, config });
    const whole = policyOf('invalidate-cloudfront', { DistributionId: id });
    const as = stage.caller(sid ? withoutStatement(whole, sid) : whole);
    await stage.run({ 'distribution-id': id, paths: '/', wait: 'true' }, { as });
    const { report } = await stage.run({ domain: 'app.example.com', paths: '/', wait: 'true' }, { as });
    return report.facts.map(([name]) => name);
  };

  test('iam-policy.json is enough', async () => {
    expect(await run()).toEqual(['Invalidation', 'Paths this month']);
  });

  test('without CountPathsOfTheMonth all is done, and not counted', async () => {
    expect(await run('CountPathsOfTheMonth')).toEqual(['Invalidation']);
  });

  const needed = statementsOf('invalidate-cloudfront').filter((sid) => sid !== 'CountPathsOfTheMonth');
  test.each(needed)('without %s it is refused, clearly', async (sid) => {
    await expect(run(sid)).rejects.toThrow(
      /failed: AccessDenied\..*is not authorized to perform: cloudfront:.*iam-policy\.json/,
    );
  });

  test('each action of the policy is needed', async () => {
    for (const denied of ['GetDistribution', 'CreateInvalidation', 'GetInvalidation']) {
      const { id } = await distribution();
      const deny = { Statement: { Effect: 'Deny', Action: `cloudfront:${denied}`, Resource: '*' } } as const;
      const as = stage.caller(policyOf('invalidate-cloudfront', { DistributionId: id }), deny);
      const inputs = { 'distribution-id': id, paths: '/', wait: 'true' };
      expect(await failureOf(stage.run(inputs, { as }))).toContain(`cloudfront:${denied}`);
    }
  });
});

describe('when CloudFront fails', () => {
  test('throttling and a cut connection are ridden out', async () => {
    const { id } = await distribution();
    const { faults } = stage.cloud;
    faults.add({ service: 'cloudfront', operation: 'GetDistribution', times: 2, fault: { kind: 'throttle' } });
    faults.add({ service: 'cloudfront', operation: 'CreateInvalidation', fault: { kind: 'reset' } });
    expect((await stage.run({ 'distribution-id': id, paths: '/' })).outputs['status']).toBe('InProgress');
    expect(stage.cloud.cloudFront.distribution(id).invalidations).toHaveLength(1);
  });

  test('trouble that outlasts the quick retries is waited out', async () => {
    const { id } = await distribution();
    stage.cloud.faults.add({
      ...{ service: 'cloudfront', operation: 'CreateInvalidation', times: 7 },
      fault: { kind: 'error', code: 'ServiceUnavailable', status: 503 },
    });
    const { outputs, log } = await stage.run({ 'distribution-id': id, paths: '/' });
    expect(outputs['status']).toBe('InProgress');
    expect(log).toContain('CloudFront throttles; trying again.');
  }, 30_000);

  test('an error says what was being done', async () => {
    const { id } = await distribution();
    stage.cloud.faults.add({
      ...{ service: 'cloudfront', operation: 'CreateInvalidation' },
      fault: { kind: 'error', code: 'InvalidArgument', message: 'No.' },
    });
    await expect(stage.run({ 'distribution-id': id, paths: '/' })).rejects.toThrow(
      `Invalidating 2 paths of the distribution ${id} failed: InvalidArgument. No.`,
    );
  });
});
