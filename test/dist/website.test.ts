import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.ts';
import { runStep } from '../support/process.ts';
import { selfSigned } from '../support/self-signed.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const api = `s3.${region}.amazonaws.com`;
const host = `site.s3-website.${region}.amazonaws.com`;
const folder = mkdtempSync(join(tmpdir(), 'website-'));
const authority = join(folder, 'authority.pem');
let cloud: Cloud;
let proxy: ConnectProxy;

/** S3 under its own names, which only the proxy knows. */
beforeAll(async () => {
  cloud = await startCloud();
  const website = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: '404.html' } };
  cloud.s3.createBucket({ name: 'site', accountId, region, blockPublicAccess: false, website });
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Principal: '*', Action, Resource });
  const Statement = [allow('s3:GetObject', 'arn:aws:s3:::site/*'), allow('s3:ListBucket', 'arn:aws:s3:::site')];
  cloud.s3.setPolicy('site', { Version: '2012-10-17', Statement } as never);
  const certificate = selfSigned(api);
  writeFileSync(authority, certificate.cert);
  const { AWS_ENDPOINT_URL: aws = '' } = environment();
  proxy = await startConnectProxy({ [api]: aws }, certificate, { [host]: await cloud.s3.website('site') });
});
afterAll(async () => {
  await proxy.close();
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const environment = () => cloud.environment(cloud.iam.administrator(accountId), region);

function deploy(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) {
  return runStep('deploy', {
    inputs: { environment: 'dev', 'aws-region': region, ...inputs },
    files,
    environment: {
      ...environment(),
      ...{ AWS_ENDPOINT_URL_S3: `https://${api}`, HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url },
      ...{ NO_PROXY: '127.0.0.1', NODE_EXTRA_CA_CERTS: authority },
    },
  });
}

const config = (site: string, smoke: string) => ({
  'webapp.yml': `environments:
  dev:
    sync-spa-s3: { source: dist, bucket: site, website: true, ${site} }
    smoke-test: { suite: smoke.yml, ${smoke} }
`,
});
const suite = 'name: site\nchecks:\n  - { name: pages, site: { url: "${SITE}", pages: [/about/] } }\n';
const pages = {
  'dist/index.html': '<!doctype html><img src="/about/us.png">',
  'dist/404.html': 'gone',
  'dist/about/index.html': '<!doctype html>us',
  'dist/about/us.png': 'png',
};

test('a site that S3 serves alone is tested at the address that the sync found, and a plan says it', async () => {
  const files = { ...pages, ...config('routing: pages', 'tags: []'), 'smoke.yml': suite };
  for (const inputs of [{ 'dry-run': 'true' }, {}]) {
    const { exitCode, outputs, lines } = await deploy(files, inputs);
    expect({ exitCode, lines: exitCode === 0 ? [] : lines }).toEqual({ exitCode: 0, lines: [] });
    expect(outputs['site-url']).toBe(`http://${host}`);
  }
});

test('below a prefix the address has the prefix', async () => {
  const files = { ...pages, 'dist/index.html': '<!doctype html><img src="about/us.png">' };
  const { exitCode, outputs, lines } = await deploy({
    ...files,
    ...config('prefix: "a b/de", public-path: "a b/de"', 'tags: []'),
    'smoke.yml': suite,
  });
  expect({ exitCode, lines: exitCode === 0 ? [] : lines }).toEqual({ exitCode: 0, lines: [] });
  expect(outputs['site-url']).toBe(`http://${host}/a%20b/de`);
});

test('an address that is given counts more', async () => {
  const files = { ...pages, ...config('routing: pages', 'site-url: "http://127.0.0.1:9"'), 'smoke.yml': suite };
  const { exitCode, outputs, lines } = await deploy(files);
  expect({ exitCode, url: outputs['site-url'] }).toEqual({ exitCode: 1, url: 'http://127.0.0.1:9' });
  expect(lines.join('\n')).toContain('http://127.0.0.1:9/');
});

test('where the site cannot be planned, a suite that has its own address is planned all the same', async () => {
  const files = { ...config('routing: pages', 'tags: []'), 'smoke.yml': suite };
  const without = (await deploy(files)).lines.join('\n');
  expect(without).toContain('The stage smoke cannot be planned before site.');
  const given = { ...files, ...config('routing: pages', 'site-url: "http://127.0.0.1:9"') };
  expect((await deploy(given)).lines.join('\n')).not.toContain('cannot be planned');
});
