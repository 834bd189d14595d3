import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { runStep, startStep } from '../support/process.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const contracts = await Promise.all(Object.values(actions).map(async (load) => (await load()).action.contract));
/** The actions that talk to AWS. */
const names = contracts.filter(({ inputs }) => 'expected-account-id' in inputs).map(({ name }) => name);
let cloud: Cloud;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  cloud = await startCloud({ appRunner: { runtime: 'none' } });
  environment = cloud.environment(cloud.iam.administrator(accountId), region);
  cloud.s3.createBucket({ accountId, region, name: 'site' });
});
beforeEach(() => cloud.requests.clear());
afterAll(() => cloud.close());

/** Inputs with which an action would go to work. */
const usual: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'build-push-ecr': { repository: 'clinic' },
  deploy: { environment: 'dev' },
  'deploy-apprunner': { service: 'clinic-dev' },
  'deploy-beanstalk': { 'environment-name': 'clinic-dev' },
  'deploy-ecs-express': { service: 'clinic-dev' },
  'invalidate-cloudfront': { 'distribution-id': 'E1', paths: '/' },
  'seed-rds': { secret: 'db', migrations: 'migrations' },
  'smoke-test': { suite: 'suite.yml' },
  'sweep-previews': { bucket: 'site', 'github-token': 'ghs_none' },
  'sync-spa-s3': { source: 'dist', bucket: 'site' },
};

/** What is in the workspace besides. */
const usualFiles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  deploy: { 'webapp.yml': 'environments: { dev: {} }' },
};

function filesOf(name: string) {
  const files = usualFiles[name];
  return files ? { files } : {};
}

const annotations = (lines: readonly string[]) => lines.filter((line) => line.startsWith('::error'));

describe.each(names)('%s', (name) => {
  test('bad inputs: exit code 1, one annotation with all of them, a summary, and nothing asked of AWS', async () => {
    const inputs = { ...usual[name], 'timeout-minutes': 'soon', 'dry-run': 'maybe', 'expected-account-id': '12' };
    const { exitCode, lines, summary, outputs } = await runStep(name, { inputs, environment, ...filesOf(name) });
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toHaveLength(1);
    expect(annotations(lines)[0]).toContain(`3 inputs are not usable for ${name}:`);
    expect(annotations(lines)[0]).toMatch(/expected-account-id.*dry-run.*timeout-minutes/);
    expect(summary).toMatch(new RegExp(`^## ❌ ${name}\n\n3 inputs are not usable`));
    // A step that ends before it has looked is no reason to take a release back.
    expect(outputs).toEqual(name === 'smoke-test' ? { 'safe-to-rollback': 'false' } : {});
    expect(cloud.requests.all()).toEqual([]);
  });

  test('the wrong account: nothing but STS is asked', async () => {
    const inputs = { ...usual[name], 'expected-account-id': '222222222222' };
    const { exitCode, lines } = await runStep(name, { inputs, environment, ...filesOf(name) });
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toEqual([
      expect.stringContaining(
        `These credentials belong to the AWS account ${accountId}, but 222222222222 was expected`,
      ),
    ]);
    expect(cloud.requests.names()).toEqual(['sts:GetCallerIdentity']);
  });

  test('no credentials: told which step is missing', async () => {
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...anonymous } = environment;
    const inputs = { ...usual[name], 'expected-account-id': accountId };
    const { exitCode, lines } = await runStep(name, { inputs, environment: anonymous, ...filesOf(name) });
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toHaveLength(1);
    expect(annotations(lines)[0]).toContain('this job has no AWS credentials.');
    expect(annotations(lines)[0]).toContain('Put aws-actions/configure-aws-credentials before this step');
    expect(cloud.requests.all()).toEqual([]);
  });
});

describe('a step that goes well', () => {
  test('exit code 0, outputs, a summary, groups in the log, and a post phase with nothing to do', async () => {
    const files = { 'dist/index.html': 'entry', 'dist/assets/app-12345678.js': 'app' };
    const { exitCode, lines, outputs, summary, state } = await runStep('sync-spa-s3', {
      ...{ environment, files, inputs: { source: 'dist', bucket: 'site' } },
    });
    expect(exitCode).toBe(0);
    expect(annotations(lines)).toEqual([]);
    expect(outputs).toMatchObject({ changed: 'true', uploaded: '2', deleted: '0', bytes: '8' });
    expect(outputs['changed-paths']).toBe('/assets/app-12345678.js\n/index.html');
    expect(summary).toMatch(
      /^## ✅ Sync the site to s3:\/\/site\/\n\nThe new release is served; 2 files were uploaded\./,
    );
    expect(lines).toEqual(expect.arrayContaining(['::group::Observe', '::group::Apply', '::endgroup::']));
    expect(lines.at(-1)).toMatch(/^Sync the site to s3:\/\/site\/: The new release is served/);
    expect(cloud.s3.keys('site')).toEqual(['.deploy/manifest.json', 'assets/app-12345678.js', 'index.html']);
    cloud.requests.clear();
    expect(await runStep('sync-spa-s3', { environment, state })).toMatchObject({ exitCode: 0, lines: [], summary: '' });
    expect(cloud.requests.all()).toEqual([]);
  });
});

describe('the config file', () => {
  const webapp = `app: clinic
environments:
  dev:
    account-id: "${accountId}"
    region: ${region}
    stack: clinic-dev
    sync-spa-s3: { source: dist, bucket: "\${stack:SiteBucket}", prefix: "\${env:PREFIX}" }
`;
  const files = { 'webapp.yml': webapp, 'dist/index.html': 'entry' };
  const withoutRegion = () => {
    const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...rest } = environment;
    return rest;
  };

  test("gives the environment's inputs, account and region; its stack is read only behind the right account", async () => {
    cloud.cloudFormation.stack({ accountId, region, name: 'clinic-dev', outputs: { SiteBucket: 'site' } });
    const { exitCode, outputs } = await runStep('sync-spa-s3', {
      ...{ files, inputs: { environment: 'dev' }, environment: { ...withoutRegion(), PREFIX: 'v2' } },
    });
    expect([exitCode, outputs['uploaded']]).toEqual([0, '1']);
    expect(cloud.s3.keys('site', 'v2/')).toEqual(['v2/.deploy/manifest.json', 'v2/index.html']);
    expect(cloud.requests.names().slice(0, 3)).toEqual([
      ...['sts:GetCallerIdentity', 'cloudformation:DescribeStacks', 'sts:GetCallerIdentity'],
    ]);
  });

  test('`with:` wins over it, and what is under `with:` is taken as it is written', async () => {
    const inputs = { environment: 'dev', bucket: 'site', prefix: 'with/${env:SECRET}' };
    const { exitCode } = await runStep('sync-spa-s3', {
      ...{ files, inputs, environment: { ...withoutRegion(), SECRET: 'hunter2' } },
    });
    expect(exitCode).toBe(0);
    expect(cloud.s3.keys('site', 'with/')).toEqual([
      'with/${env:SECRET}/.deploy/manifest.json',
      'with/${env:SECRET}/index.html',
    ]);
    expect(cloud.requests.names()).not.toContain('cloudformation:DescribeStacks');
  });

  test.each([
    [{ environment: 'prod' }, 'The config file has no environment "prod". It has: dev.'],
    [
      { environment: 'dev', config: 'other.yml' },
      'There is no config file other.yml. Add it, or correct the input `config`;',
    ],
    [{ environment: 'dev' }, 'webapp.yml:7: prefix: the environment variable PREFIX is not set.'],
  ])('%j: %s', async (inputs, message) => {
    cloud.cloudFormation.stack({ accountId, region, name: 'clinic-dev', outputs: { SiteBucket: 'site' } });
    const { exitCode, lines } = await runStep('sync-spa-s3', { files, inputs, environment: withoutRegion() });
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toEqual([expect.stringContaining(message)]);
    expect(cloud.requests.names()).not.toContain('s3:PutObject');
  });

  test('the wrong account stops before its stack is read', async () => {
    const other = cloud.environment(cloud.iam.administrator('222222222222'), region);
    const { exitCode, lines } = await runStep('sync-spa-s3', {
      files,
      inputs: { environment: 'dev' },
      environment: { ...other, PREFIX: '' },
    });
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toEqual([
      expect.stringContaining(`but ${accountId} was expected; nothing was changed.`),
    ]);
    expect(cloud.requests.names()).toEqual(['sts:GetCallerIdentity']);
  });

  test('without any region it says where one can be given', async () => {
    const inputs = { source: 'dist', bucket: 'site' };
    const { exitCode, lines } = await runStep('sync-spa-s3', {
      ...{ inputs, environment: withoutRegion(), files: { 'dist/index.html': '' } },
    });
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toEqual([
      expect.stringContaining(
        'No AWS region was given. Give `aws-region`, `region` in the config file, or the variable AWS_REGION.',
      ),
    ]);
  });
});

describe('cancellation', () => {
  const patienceMilliseconds = 7_000;

  async function clinic(): Promise<Readonly<Record<string, string>>> {
    const trust = {
      Statement: { Effect: 'Allow', Principal: { Service: 'build.apprunner.amazonaws.com' }, Action: 'sts:AssumeRole' },
    } as const;
    const policies = [{ Statement: { Effect: 'Allow', Action: 'ecr:*', Resource: '*' } }] as const;
    const role = cloud.iam.role({ accountId, name: 'ecr-access', trust, policies });
    const image = await cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: 'v1' });
    return { service: 'clinic-dev', image, create: 'true', 'access-role': role.arn };
  }

  test.each([
    'SIGINT',
    'SIGTERM',
  ] as const)('%s while an operation is followed: ends in time, red, with what goes on in AWS and the outputs', async (signal) => {
    cloud.appRunner.script({ outcome: { kind: 'hang' } });
    const inputs = { ...(await clinic()), service: `clinic-${signal}` };
    const step = startStep('deploy-apprunner', { environment, inputs });
    await step.printed(/IN_PROGRESS/);
    step.cancel(signal, patienceMilliseconds);
    const { exitCode, lines, outputs, summary } = await step.ended;
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toEqual([
      expect.stringMatching(
        /^::error::The job was cancelled\. The operation .* goes on without this job; its result is not known\./,
      ),
    ]);
    expect(outputs).toMatchObject({ status: 'unknown', 'operation-id': expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(summary).toContain('The job was cancelled.');
  });

  test('while a build runs: the build is ended too', async () => {
    const inputs = {
      ...{ source: 'dist', bucket: 'site' },
      'build-command': 'trap "echo build ended; exit 1" INT; echo building; while :; do sleep 0.1; done',
    };
    const step = startStep('sync-spa-s3', { environment, inputs, files: { 'dist/index.html': '' } });
    await step.printed(/^\| building$/);
    step.cancel('SIGINT', patienceMilliseconds);
    const { exitCode, lines } = await step.ended;
    expect(exitCode).toBe(1);
    expect(lines).toContain('| build ended');
    expect(annotations(lines)).toEqual([expect.stringMatching(/^::error::The job was cancelled\./)]);
  });

  test('while AWS does not answer', async () => {
    cloud.faults.add({ service: 's3', operation: 'ListObjectsV2', fault: { kind: 'delay', milliseconds: 60_000 } });
    const inputs = { source: 'dist', bucket: 'site' };
    const step = startStep('sync-spa-s3', { environment, inputs, files: { 'dist/index.html': '' } });
    await step.printed(/^::group::Observe$/);
    step.cancel('SIGINT', patienceMilliseconds);
    const { exitCode, lines } = await step.ended;
    expect(exitCode).toBe(1);
    expect(annotations(lines)).toEqual([expect.stringMatching(/^::error::The job was cancelled\./)]);
  });
});

describe('secrets', () => {
  test('every field of a database secret is announced to the runner before anything can show it', async () => {
    const password = 'p4ss w0rd/with:odd@characters';
    cloud.secrets.create({
      ...{ accountId, region, name: 'db' },
      value: { engine: 'postgres', host: '127.0.0.1', port: 1, username: 'clinic', password, dbname: 'clinic' },
    });
    const { exitCode, lines, summary, outputs } = await runStep('seed-rds', {
      ...{ environment, inputs: { secret: 'db', migrations: 'migrations' } },
      files: { 'migrations/001_one.sql': 'CREATE TABLE one (id int);' },
    });
    expect(exitCode).toBe(1);
    expect(lines).toContain(`::add-mask::${password}`);
    expect(lines.filter((line) => line.includes(password) && !line.startsWith('::add-mask::'))).toEqual([]);
    expect(summary + JSON.stringify(outputs)).not.toContain(password);
  });
});
