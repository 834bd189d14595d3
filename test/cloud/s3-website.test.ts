import { request } from 'node:http';
import {
  DeleteBucketWebsiteCommand,
  GetBucketPolicyStatusCommand,
  GetBucketWebsiteCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { account, region, s3Stage } from './s3-stage.ts';

const stage = s3Stage();
let site: string;

/** A website that everybody may read; with `s3:ListBucket`, what is missing is a 404. */
beforeEach(async () => {
  site = `${stage.bucket}-site`;
  const { s3 } = stage.cloud;
  s3.createBucket({ accountId: account, region, name: site, blockPublicAccess: false });
  allow('s3:GetObject', 's3:ListBucket');
  for (const key of ['index.html', 'about/index.html', 'a b/index.html', '404.html', 'x.js'])
    s3.put(site, key, `content of ${key}`, { 'content-type': 'text/html' });
  await configure({ IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: '404.html' } });
});

function allow(...actions: readonly string[]): void {
  const resources = (action: string) => (action === 's3:ListBucket' ? '' : '/*');
  const statements = actions.map((Action) => ({
    ...{ Effect: 'Allow', Principal: '*', Action, Resource: `arn:aws:s3:::${site}${resources(Action)}` },
  }));
  stage.cloud.s3.setPolicy(site, { Version: '2012-10-17', Statement: statements } as never);
}

function configure(WebsiteConfiguration: PutBucketWebsiteCommand['input']['WebsiteConfiguration']) {
  return stage.s3.send(new PutBucketWebsiteCommand({ Bucket: site, WebsiteConfiguration }));
}

/** Asks under a name that leads nowhere, as a resolver would lead there. */
async function visit(path: string, { host = `${site}.s3-website.${region}.amazonaws.com`, method = 'GET' } = {}) {
  const { port, hostname } = new URL(stage.cloud.endpoint);
  return new Promise<{ readonly status: number; readonly location: string | undefined; readonly text: string }>(
    (resolve, reject) => {
      const outgoing = request({ hostname, port, path, method, headers: { host } }, async (answer) => {
        const text = Buffer.concat((await answer.toArray()) as Buffer[]).toString();
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text });
      });
      outgoing.once('error', reject).end();
    },
  );
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html
test.each([
  ['/', 200, 'content of index.html'],
  ['/about/', 200, 'content of about/index.html'],
  ['/about', 302, '/about/'],
  ['/a%20b', 302, '/a%20b/'],
  ['/x.js?v=1', 200, 'content of x.js'],
  ['/missing', 404, 'content of 404.html'],
  ['/missing/', 404, 'content of 404.html'],
])('%s: %d', async (path, status, expected) => {
  const answer = await visit(path);
  expect([answer.status, answer.location ?? answer.text]).toEqual([status, expected]);
});

test('a bucket that nobody may list hides what it has not; one that nobody may read shows nothing', async () => {
  allow('s3:GetObject');
  expect(await visit('/missing')).toMatchObject({ status: 403, text: 'content of 404.html' });
  stage.cloud.s3.setPolicy(site, undefined);
  expect(await visit('/')).toMatchObject({ status: 403, text: expect.stringContaining('Code: AccessDenied') });
});

test('it is found under the form of its region only, by GET and HEAD, and over a port of its own', async () => {
  const wrong = await visit('/', { host: `${site}.s3-website-${region}.amazonaws.com` });
  expect(wrong.text).not.toContain('content of index.html');
  expect((await visit('/', { method: 'PUT' })).status).toBe(405);
  expect(await visit('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  const url = await stage.cloud.s3.website(site);
  expect(await (await fetch(`${url}/about`)).text()).toBe('content of about/index.html');
});

describe('redirects', () => {
  test('of one object', async () => {
    const WebsiteRedirectLocation = '/about/';
    await stage.s3.send(new PutObjectCommand({ Bucket: site, Key: 'old', Body: '', WebsiteRedirectLocation }));
    expect(await visit('/old')).toMatchObject({ status: 301, location: '/about/' });
  });

  test('by rules, before and after the bucket is asked', async () => {
    await configure({
      IndexDocument: { Suffix: 'index.html' },
      RoutingRules: [
        { Condition: { KeyPrefixEquals: 'docs/' }, Redirect: { ReplaceKeyPrefixWith: 'about/' } },
        {
          Condition: { HttpErrorCodeReturnedEquals: '404' },
          Redirect: { ReplaceKeyWith: '#/', HttpRedirectCode: '302' },
        },
      ],
    });
    const host = `${site}.s3-website.${region}.amazonaws.com`;
    expect(await visit('/docs/a')).toMatchObject({ status: 301, location: `http://${host}/about/a` });
    expect(await visit('/missing')).toMatchObject({ status: 302, location: `http://${host}/#/` });
  });

  test('of everything', async () => {
    await configure({ RedirectAllRequestsTo: { HostName: 'example.com', Protocol: 'https' } });
    expect(await visit('/x')).toMatchObject({ status: 301, location: 'https://example.com/x' });
  });
});

test('the configuration is read as it was written, and goes', async () => {
  const read = () => stage.s3.send(new GetBucketWebsiteCommand({ Bucket: site }));
  expect((await read()).ErrorDocument).toEqual({ Key: '404.html' });
  await stage.s3.send(new DeleteBucketWebsiteCommand({ Bucket: site }));
  await expect(read()).rejects.toMatchObject({ name: 'NoSuchWebsiteConfiguration' });
  expect((await visit('/')).text).toContain('NoSuchWebsiteConfiguration');
});

test('a policy is public where it lets everybody do something', async () => {
  const isPublic = async () =>
    (await stage.s3.send(new GetBucketPolicyStatusCommand({ Bucket: site }))).PolicyStatus?.IsPublic;
  expect(await isPublic()).toBe(true);
  const named = {
    Effect: 'Allow',
    Principal: { AWS: account },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${site}/*`,
  };
  stage.cloud.s3.setPolicy(site, { Version: '2012-10-17', Statement: [named] } as never);
  expect(await isPublic()).toBe(false);
});
