import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { commit } from '../support/action.ts';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.ts';
import { repositoryName } from '../support/github-stage.ts';
import { runStep, type StepOptions } from '../support/process.ts';
import { sample } from '../support/sample.ts';
import { selfSigned } from '../support/self-signed.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const contracts = await Promise.all(Object.values(actions).map(async (load) => (await load()).action.contract));
const ofAws = contracts.filter(({ inputs }) => 'expected-account-id' in inputs).map(({ name }) => name);
const folder = mkdtempSync(join(tmpdir(), 'troubles-'));
const certificate = selfSigned('localhost', 'aws.test', 'github.test');
const secure = createServer(certificate, (_, response) => response.end());
let cloud: Cloud;
let proxy: ConnectProxy;
let environment: Readonly<Record<string, string>>;
let securePort: number;

beforeAll(async () => {
  cloud = await startCloud({ appRunner: { runtime: 'none' } });
  cloud.s3.createBucket({ accountId, region, name: 'site' });
  cloud.github.addRepository({ name: repositoryName, id: 77, ownerId: 5 });
  cloud.github.addCommit(repositoryName, { sha: commit, ref: 'main' });
  environment = { ...cloud.environment(cloud.iam.administrator(accountId), region), ...cloud.github.environment() };
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  securePort = (secure.address() as AddressInfo).port;
  proxy = await startConnectProxy({}, certificate);
  writeFileSync(join(folder, 'malformed'), '\0[[profile\n=x\nregion');
});
beforeEach(() => cloud.requests.clear());
afterAll(async () => {
  await proxy.close();
  secure.close();
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const files = {
  'dist/index.html': 'entry',
  'suite.yml': 'name: s\nchecks: [{ name: none, get: "http://127.0.0.1:1/" }]',
  'webapp.yml': 'app: a\nenvironments: { dev: {} }',
};
const usual: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'build-push-ecr': { repository: 'clinic' },
  deploy: { environment: 'dev' },
  'deploy-apprunner': { service: 'clinic-dev' },
  'deploy-beanstalk': { 'environment-name': 'clinic-dev' },
  'deploy-ecs-express': { service: 'clinic-dev' },
  'github-deployment': { operation: 'find', environment: 'dev', required: 'false', app: 'clinic' },
  'invalidate-cloudfront': { 'distribution-id': 'E1', paths: '/' },
  'list-targets': {},
  'pr-comment': { header: 'Plans', app: 'clinic', 'pull-request': '1' },
  'seed-rds': { secret: 'db', migrations: 'migrations' },
  'smoke-test': { suite: 'suite.yml' },
  'sweep-previews': { bucket: 'site' },
  'sync-spa-s3': { source: 'dist', bucket: 'site' },
};
const withoutKeys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
const token = 'ghs_none';

async function run(name: string, variables: Readonly<Record<string, string>>, options: Partial<StepOptions> = {}) {
  const { migrations: _, ...others } = { migrations: '', ...usual[name] };
  const own = options.inputs && 'command' in options.inputs ? others : usual[name];
  const inputs = { 'github-token': token, ...own, ...options.inputs };
  const result = await runStep(name, { ...options, inputs, files, environment: { ...environment, ...variables } });
  return { ...result, errors: result.lines.filter((line) => line.startsWith('::error')) };
}

type Trouble = readonly [what: string, variables: () => Readonly<Record<string, string>>, says: readonly RegExp[]];

const ofCredentials: readonly Trouble[] = [
  [
    'an unknown profile',
    () => ({ AWS_PROFILE: 'nobody' }),
    [/The profile nobody \(AWS_PROFILE\) is not there, or gives none\./, /Correct the profile in ~\/\.aws\/config/],
  ],
  [
    'a web identity token file that is missing',
    () => ({ AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'missing'), AWS_ROLE_ARN: 'arn:aws:iam::111111111111:role/r' }),
    [
      /AWS_WEB_IDENTITY_TOKEN_FILE names \S+missing, and it does not exist\./,
      /Correct it, or: Put aws-actions\/configure-aws-credentials/,
    ],
  ],
  [
    'one without a role',
    () => ({ AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'malformed') }),
    [/AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not\. Set both\./],
  ],
  [
    'a malformed config file',
    () => ({ AWS_CONFIG_FILE: join(folder, 'malformed') }),
    [/this job has no AWS credentials\./, /configure-aws-credentials/],
  ],
];

const ofNetwork: readonly Trouble[] = [
  [
    'a private authority',
    () => ({ AWS_ENDPOINT_URL: `https://localhost:${securePort}` }),
    [/SELF_SIGNED_CERT/, /give the job NODE_EXTRA_CA_CERTS/],
  ],
  [
    'a proxy that is down',
    () => ({ AWS_ENDPOINT_URL: 'https://aws.test', HTTPS_PROXY: 'http://127.0.0.1:9' }),
    [/ECONNREFUSED/, /The proxy 127\.0\.0\.1:9 does not answer: start it, or correct HTTPS_PROXY\./],
  ],
  [
    'a proxy whose name does not exist',
    () => ({ AWS_ENDPOINT_URL: 'https://aws.test', HTTPS_PROXY: 'http://proxy.invalid:3128' }),
    [/The proxy proxy\.invalid:3128 does not answer/],
  ],
  [
    'a proxy that refuses',
    () => ({ AWS_ENDPOINT_URL: 'https://aws.test', HTTPS_PROXY: proxy.url.replace('user:', 'other:') }),
    [/407/, /Check user name and password in HTTPS_PROXY/],
  ],
  [
    'a malformed proxy',
    () => ({ HTTPS_PROXY: 'http://[' }),
    [/HTTPS_PROXY is not the address of a proxy\. Set it to http:\/\/host:port\./],
  ],
];

/** Side by side: each waits for pauses between attempts. */
async function everyActionOfAws([title, variables, says]: Trouble, without: readonly string[]): Promise<void> {
  const inputs = { 'expected-account-id': accountId };
  const runs = sample(ofAws, 3, title.length).map(async (name) => ({
    name,
    ...(await run(name, variables(), { inputs, without })),
  }));
  for (const { name, exitCode, errors } of await Promise.all(runs)) {
    expect([name, exitCode, errors.length]).toEqual([name, 1, 1]);
    for (const each of says) expect([name, errors[0]]).toEqual([name, expect.stringMatching(each)]);
  }
  expect(cloud.requests.all()).toEqual([]);
}

describe('every action says what is wrong with the runner, once, and what to do, before anything is changed', () => {
  test.each(ofCredentials)('%s', (...trouble) => everyActionOfAws(trouble, withoutKeys), 120_000);
  test.each(ofNetwork)('%s', (...trouble) => everyActionOfAws(trouble, []), 120_000);
});

describe('our own requests to S3', () => {
  test.each(ofNetwork)(
    '%s',
    async (_, variables, says) => {
      const { errors } = await run('sync-spa-s3', variables());
      expect(errors).toHaveLength(1);
      for (const each of says) expect(errors[0]).toMatch(each);
    },
    60_000,
  );
});

describe('GitHub', () => {
  test.each(ofNetwork)(
    '%s',
    async (_, variables, [, next = /./]) => {
      const { AWS_ENDPOINT_URL: url = 'https://github.test', ...others } = variables();
      const { errors } = await run('github-deployment', {
        ...others,
        GITHUB_API_URL: url.replace('aws.test', 'github.test'),
      });
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(next);
    },
    60_000,
  );
});

describe('what a step does not need, it does not miss', () => {
  test.each([
    ['a home', { without: ['HOME'] }, {}],
    ['a folder for temporary files that exists', {}, { RUNNER_TEMP: join(folder, 'temporary') }],
    ['any program', {}, { PATH: folder }],
  ])(
    '%s',
    async (title, options, variables) => {
      for (const name of sample(Object.keys(actions), 3, title.length)) {
        const dry = name === 'list-targets' || name === 'explain-identity' ? {} : { 'dry-run': 'true' };
        const as = await run(name, {}, { inputs: dry });
        const { exitCode, errors } = await run(name, variables, { ...options, inputs: dry });
        expect([name, exitCode, errors]).toEqual([name, as.exitCode, as.errors]);
      }
    },
    120_000,
  );
});

test('authorities that cannot be read are told before anything else', async () => {
  const { lines, exitCode } = await run('list-targets', { NODE_EXTRA_CA_CERTS: '/missing.pem' });
  expect([exitCode, lines.filter((line) => line.startsWith('::warning'))]).toEqual([
    ...[0, [expect.stringContaining('NODE_EXTRA_CA_CERTS names /missing.pem, which cannot be read (ENOENT')]],
  ]);
});

test('a workspace that is missing is named', async () => {
  const { errors } = await run('sync-spa-s3', { GITHUB_WORKSPACE: '/missing' });
  expect(errors).toEqual([expect.stringContaining('There is no folder /missing (GITHUB_WORKSPACE).')]);
});

test('no bash for a build: told, before anything is changed', async () => {
  const { errors } = await run('sync-spa-s3', { PATH: folder }, { inputs: { 'build-command': 'make' } });
  expect(errors).toEqual([
    expect.stringMatching(/^::error::There is no bash on this runner, .* Install bash in an earlier step/),
  ]);
  expect(cloud.s3.keys('site')).toEqual([]);
});

test('no bash for the command of seed-rds: told before the database is asked', async () => {
  const { errors } = await run(
    'seed-rds',
    { PATH: folder },
    { inputs: { secret: 'db', command: 'alembic upgrade head' } },
  );
  expect(errors).toEqual([
    expect.stringMatching(/^::error::There is no bash on this runner, .* Install bash in an earlier step/),
  ]);
  expect(cloud.requests.all()).toEqual([]);
});
