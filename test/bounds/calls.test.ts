import { expect, test } from '@jest/globals';
import { appRunner } from '../../src/aws/apprunner.ts';
import type { ClientOptions } from '../../src/aws/client.ts';
import { cloudFormation } from '../../src/aws/cloudformation.ts';
import { cloudFront } from '../../src/aws/cloudfront.ts';
import { ecr } from '../../src/aws/ecr.ts';
import { ecs } from '../../src/aws/ecs.ts';
import { elasticBeanstalk } from '../../src/aws/elastic-beanstalk.ts';
import { iam } from '../../src/aws/iam.ts';
import { logs } from '../../src/aws/logs.ts';
import { rds } from '../../src/aws/rds.ts';
import { proxiedTransport } from '../../src/aws/s3/proxied-transport.ts';
import { transport } from '../../src/aws/s3/transport.ts';
import { s3 } from '../../src/aws/s3.ts';
import { secretsManager } from '../../src/aws/secrets-manager.ts';
import { sts } from '../../src/aws/sts.ts';
import { registry } from '../../src/container/registry.ts';
import { TransientError } from '../../src/errors.ts';
import { octokitFor } from '../../src/github/rest/octokit.ts';
import { httpProbe } from '../../src/http/probe.ts';
import { runProcess } from '../../src/machine/process.ts';
import { type BadServer, badServers, type StartedBadServer, startBadServer } from '../support/bad-server.ts';
import { quickClock } from '../support/quick-clock.ts';
import { withVariables } from '../support/variables.ts';

const attemptMilliseconds = 250;
const region = 'eu-central-1';
const options: ClientOptions = { region, bounds: { connectMilliseconds: 200, attemptMilliseconds } };
const slow = { idleMilliseconds: attemptMilliseconds, spanMilliseconds: attemptMilliseconds, bytesInSpan: 1_000 };
const { signal } = new AbortController();

const service = { name: 'clinic', cluster: 'default' };
const repository = { registryId: '111111111111', name: 'clinic', region };

/** A read of every client of AWS. Each fails as one of the moment. */
const awsReads: Readonly<Record<string, () => Promise<unknown>>> = {
  'App Runner': () => appRunner(options).reader.service('clinic', signal),
  'App Runner, polled': () => appRunner(options).reader.operation('arn:x', 'op-1', signal),
  CloudFormation: () => cloudFormation(options).reader.stackOutputs('clinic', signal),
  CloudFront: () => cloudFront(options).reader.distribution('E1', signal),
  'CloudFront, polled': () => cloudFront(options).reader.invalidationStatus('E1', 'I1', signal),
  'CloudWatch Logs': () => logs(options).reader.tail('group', new Date(), 10, signal),
  ECR: () => ecr(options).reader.repository(repository, signal),
  ECS: () => ecs(options).reader.service(service, signal),
  'ECS, polled': () => ecs(options).reader.deployment('arn:x', signal),
  'Elastic Beanstalk': () => elasticBeanstalk(options).reader.environment('clinic', signal),
  'Elastic Beanstalk, polled': () => elasticBeanstalk(options).reader.poll('clinic', signal),
  IAM: () => iam(options).reader.role('clinic', signal),
  RDS: () => rds(options).reader.instance('clinic', signal),
  'RDS, polled': () => rds(options).reader.snapshotStatus('s-1', signal),
  'Secrets Manager': () => secretsManager(options).reader.secretText('clinic', signal),
  STS: () => sts(options).reader.callerIdentity(signal),
};

/** How long a call took, and what it ended with. */
async function ended(call: () => Promise<unknown>) {
  const begun = performance.now();
  const result = await call().catch((error: unknown) => error);
  return { result, milliseconds: performance.now() - begun };
}

function withServer<T>(server: StartedBadServer, body: () => Promise<T>): Promise<T> {
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };
  return withVariables({ AWS_ENDPOINT_URL: server.endpoint, ...credentials }, body);
}

const kinds = Object.keys(badServers) as BadServer[];

test.each(kinds)('a %s server: each AWS client gives up each attempt, and the call', async (kind) => {
  await using server = await startBadServer(kind);
  await withServer(server, async () => {
    const all = await Promise.all(
      Object.entries(awsReads).map(async ([name, read]) => [name, await ended(read)] as const),
    );
    for (const [name, { result, milliseconds }] of all) {
      expect([name, result]).toEqual([name, expect.any(TransientError)]);
      // Six attempts, and five pauses that double from 100 ms.
      expect(milliseconds).toBeLessThan(6 * attemptMilliseconds + 6_000);
    }
    expect(server.requests()).toBeGreaterThanOrEqual(6 * 11);
  });
}, 30_000);

test.each(kinds)('a %s server: the registry, GitHub and the probe give up, too', async (kind) => {
  await using server = await startBadServer(kind);
  const host = `127.0.0.1:${server.port}`;
  const login = { host, repository: 'clinic', username: 'AWS', password: 'p' };
  await withServer(server, async () => {
    const image = () =>
      registry({ run: runProcess, bounds: { upload: slow, answer: slow }, clock: quickClock(20) })
        .reader.repository(login, signal)
        .image('latest');
    const issue = () =>
      octokitFor({ url: server.endpoint, token: 't' }, signal, attemptMilliseconds).request('GET /rate_limit');
    const probe = () =>
      httpProbe().send(
        { method: 'GET', url: server.endpoint, headers: [], timeoutMilliseconds: attemptMilliseconds },
        signal,
      );
    const [manifest, limit, probed] = await Promise.all([ended(image), ended(issue), ended(probe)]);
    expect(manifest.result).toMatchObject({ message: expect.stringMatching(/failed, \d+ times in a row/) });
    expect(limit.result).toMatchObject({ kind: 'exhausted', tried: 5 });
    expect(probed.result).toMatchObject({ kind: 'unreachable' });
    expect(manifest.milliseconds).toBeLessThan(8_000);
    expect(limit.milliseconds).toBeLessThan(5 * attemptMilliseconds + 9_000);
    expect(probed.milliseconds).toBeLessThan(attemptMilliseconds + 500);
  });
}, 70_000);

const credentials = async () => ({
  ...{ accessKeyId: 'AKIA', secretAccessKey: 's', sessionToken: 't' },
  expiration: new Date(Date.now() + 3_600_000),
});

test.each(kinds)('a %s server: S3 gives up each attempt', async (kind) => {
  await using server = await startBadServer(kind);
  const place = { secure: false, hostname: '127.0.0.1', port: server.port, pathPrefix: '' };
  const request = { method: 'GET', path: '/clinic/a', headers: { host: '127.0.0.1' } };
  for (const send of [transport(slow), proxiedTransport({}, slow)]) {
    const { result, milliseconds } = await ended(() => send(place, request, signal));
    expect(result).toMatchObject({ code: expect.stringMatching(/^(ETIMEDOUT|ECONNRESET)$/) });
    expect(milliseconds).toBeLessThan(3 * attemptMilliseconds);
  }
});

test('a silent server: a call of S3 ends', async () => {
  await using server = await startBadServer('silent');
  await withServer(server, async () => {
    const { reader } = s3({ region, credentials }, slow);
    const { result } = await ended(() => reader.bucket('clinic', signal).text('index.html'));
    expect(result).toBeInstanceOf(TransientError);
    expect(server.requests()).toBe(10);
  });
}, 60_000);
