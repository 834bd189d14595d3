import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { type BadServer, badServers, startBadServer } from '../support/bad-server.ts';
import { runStep } from '../support/process.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const contracts = await Promise.all(Object.values(actions).map(async (load) => (await load()).action.contract));
/** The actions that talk to AWS. */
const names = contracts.filter(({ inputs }) => 'expected-account-id' in inputs).map(({ name }) => name);
let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud({ appRunner: { runtime: 'none' } });
});
afterAll(() => cloud.close());

const image = `${accountId}.dkr.ecr.${region}.amazonaws.com/clinic:v1`;

/** Inputs with which an action asks AWS something. */
const usual: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'build-push-ecr': { repository: 'clinic' },
  deploy: { environment: 'dev' },
  'deploy-apprunner': { service: 'clinic-dev', image },
  'deploy-beanstalk': { 'environment-name': 'clinic-dev', image },
  'deploy-ecs-express': { service: 'clinic-dev', image },
  'invalidate-cloudfront': { 'distribution-id': 'E1', paths: '/' },
  'seed-rds': { secret: 'db', migrations: 'migrations' },
  'smoke-test': { suite: 'suite.yml' },
  'sweep-previews': { bucket: 'site', 'github-token': 'ghs_none' },
  'sync-spa-s3': { source: 'dist', bucket: 'site' },
};
const files = { 'webapp.yml': 'environments: { dev: {} }', 'dist/index.html': 'entry' };

const kinds = Object.keys(badServers).filter((kind): kind is BadServer => kind !== 'breaking');

/** All actions at two servers at once: each waits, and computes next to nothing. */
const pairs = kinds.flatMap((_, index) => (index % 2 === 0 ? [kinds.slice(index, index + 2)] : []));

describe.each(pairs.map((pair) => [pair.join(' or a '), pair] as const))('a %s server', (_, pair) => {
  test('holds no action longer than its deadline', async () => {
    await Promise.all(pair.map(holdsNone));
  }, 120_000);
});

async function holdsNone(kind: BadServer): Promise<void> {
  await using server = await startBadServer(kind);
  const environment = {
    ...cloud.environment(cloud.iam.administrator(accountId), region),
    ...{ AWS_ENDPOINT_URL: server.endpoint, GITHUB_API_URL: server.endpoint },
  };
  const runs = names.map(async (name) => {
    const inputs = { ...usual[name], 'expected-account-id': accountId, 'timeout-minutes': '1' };
    const begun = performance.now();
    const { exitCode, lines } = await runStep(name, { inputs, environment, files });
    return { name, exitCode, lines, seconds: (performance.now() - begun) / 1_000 };
  });
  for (const { name, exitCode, lines, seconds } of await Promise.all(runs)) {
    expect([kind, name, exitCode]).toEqual([kind, name, 1]);
    expect([kind, name, seconds > 70]).toEqual([kind, name, false]);
    const errors = lines.filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('The deadline of 1 minutes passed');
    expect(lines.join('\n')).not.toMatch(/@smithy|AWS SDK error/);
  }
}
