import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { closeServer, listen } from '../cloud/core/endpoint.ts';
import { commit } from '../support/action.ts';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.ts';
import { repositoryName } from '../support/github-stage.ts';
import { runStep } from '../support/process.ts';
import { selfSigned } from '../support/self-signed.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const folder = mkdtempSync(join(tmpdir(), 'proxies-'));
const authority = join(folder, 'authority.pem');
let cloud: Cloud;
let app: Server;
let proxy: ConnectProxy;

/** All hosts are known to the proxy only: what arrives has gone through it. */
beforeAll(async () => {
  cloud = await startCloud();
  cloud.s3.createBucket({ accountId, region, name: 'site' });
  cloud.github.addRepository({ name: repositoryName, id: 77, ownerId: 5 });
  cloud.github.addCommit(repositoryName, { sha: commit, ref: 'main' });
  app = createServer((_, response) => response.setHeader('content-type', 'application/json').end('{"ok":true}'));
  const { GITHUB_API_URL: github = '' } = cloud.github.environment();
  const { AWS_ENDPOINT_URL: aws = '' } = environment();
  const certificate = selfSigned('aws.test', 'github.test', 'app.test');
  writeFileSync(authority, certificate.cert);
  proxy = await startConnectProxy(
    { 'aws.test': aws, 'github.test': github, 'app.test': await listen(app) },
    certificate,
  );
});
let asked = 0;
beforeEach(() => {
  asked = proxy.tunnels.length;
});
afterAll(async () => {
  await proxy.close();
  await Promise.all([cloud.close(), closeServer(app)]);
  rmSync(folder, { recursive: true });
});

const environment = () => cloud.environment(cloud.iam.administrator(accountId), region);
const tunnels = () => [...new Set(proxy.tunnels.slice(asked))];

/** A step of a job on a runner behind the proxy. */
const step = (
  name: string,
  inputs: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
  variables: Readonly<Record<string, string>> = {},
) =>
  runStep(name, {
    ...{ inputs, files },
    environment: {
      ...environment(),
      ...{ AWS_ENDPOINT_URL: 'https://aws.test', GITHUB_API_URL: 'https://github.test' },
      ...{ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authority },
      ...variables,
    },
  });

test('AWS is asked through the proxy: by the SDK, and by our own requests to S3', async () => {
  const inputs = { source: 'dist', bucket: 'site', 'expected-account-id': accountId };
  const page = '<script src="/app.js"></script>';
  const { exitCode, lines } = await step('sync-spa-s3', inputs, { 'dist/index.html': page, 'dist/app.js': '1' });
  expect({ exitCode, lines: exitCode === 0 ? [] : lines }).toEqual({ exitCode: 0, lines: [] });
  expect((await cloud.s3.get('site', 'index.html')?.bytes())?.toString()).toBe(page);
  expect(cloud.requests.names()).toContain('sts:GetCallerIdentity');
  expect(tunnels()).toEqual(['aws.test:443']);
});

test('GitHub is', async () => {
  const token = cloud.github.token({ repository: repositoryName, permissions: { deployments: 'write' } });
  const inputs = { operation: 'find', environment: 'prod', required: 'false', app: 'clinic', 'github-token': token };
  const { exitCode, outputs } = await step('github-deployment', inputs);
  expect({ exitCode, found: outputs['found'] }).toEqual({ exitCode: 0, found: 'false' });
  expect(tunnels()).toEqual(['github.test:443']);
});

const suite = `name: s
checks:
  - { name: kept, get: "\${API}/", expect: { json: { $.ok: true } } }
  - { name: new, post: "\${API}/", eventually: { consecutive: 2, within-seconds: 2 }, expect: { json: { $.ok: true } } }
  - { name: tls, https: { url: "\${API}/" } }
`;
const inputs = { suite: 'suite.yml', 'api-url': 'https://app.test' };

test('what a smoke test looks at is, over kept and over new connections, and its certificate is seen', async () => {
  const { exitCode, outputs } = await step('smoke-test', inputs, { 'suite.yml': suite });
  expect({ exitCode, passed: outputs['passed'] }).toEqual({ exitCode: 0, passed: '3' });
  expect(tunnels()).toEqual(['app.test:443']);
  // The last one offers versions of TLS that are too old.
  expect(proxy.tunnels.slice(asked)).toHaveLength(5);
});

test('a host in NO_PROXY is asked directly', async () => {
  const { exitCode, lines } = await step('smoke-test', inputs, { 'suite.yml': suite }, { NO_PROXY: 'localhost,.test' });
  expect(exitCode).toBe(1);
  expect(lines.join('\n')).toMatch(/the host name does not exist|could not be looked up/);
  expect(tunnels()).toEqual([]);
});

test('a proxy that refuses is told, and its password is not', async () => {
  const wrong = proxy.url.replace('pa%24sword', 'not-our-password');
  const { exitCode, lines } = await step('smoke-test', inputs, { 'suite.yml': suite }, { HTTPS_PROXY: wrong });
  expect(exitCode).toBe(1);
  expect(lines.join('\n')).toContain('the proxy did not let it through');
  expect(lines.join('\n')).toContain('407 Proxy Authentication Required');
  expect(lines.join('\n')).not.toContain('not-our-password');
});
