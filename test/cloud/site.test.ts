import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import { siteConfig } from './cloudfront/site-config.ts';
import type { Distribution } from './cloudfront/state.ts';
import type { Statement } from './iam/policy.ts';

const accountId = '111111111111';
const region = 'us-east-1';
let cloud: Cloud;
let site: Distribution;

beforeEach(async () => {
  cloud = await startCloud();
  cloud.s3.createBucket({ accountId, region, name: 'clinic-site' });
  site = await cloud.cloudFront.addDistribution({ accountId, config: siteConfig({ bucket: 'clinic-site', region }) });
  const s3 = new S3Client({
    endpoint: cloud.endpoint,
    region,
    forcePathStyle: true,
    credentials: cloud.iam.administrator(accountId),
  });
  await s3.send(
    new PutObjectCommand({
      Bucket: 'clinic-site',
      Key: 'caf\u00e9 1.html',
      Body: 'hello',
      ContentType: 'text/html; charset=utf-8',
    }),
  );
});
afterEach(() => cloud.close());

/** What a distribution's origin access control needs: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
function allow(Action: string, Resource: string, sourceArn = site.arn): Statement {
  return {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action,
    Resource,
    Condition: { StringEquals: { 'AWS:SourceArn': sourceArn } },
  };
}

const OBJECTS = 'arn:aws:s3:::clinic-site/*';
const page = () => fetch(`${site.edge.url}/caf%C3%A9%201.html`);
const missing = async () => (await fetch(`${site.edge.url}/missing.html`)).status;

test('a distribution reads what the bucket policy lets it read', async () => {
  cloud.s3.setPolicy('clinic-site', { Statement: [allow('s3:GetObject', OBJECTS)] });
  const answer = await page();
  expect([answer.status, await answer.text()]).toEqual([200, 'hello']);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
  expect(await missing()).toBe(403);
});

test('a missing object is a 404 only for who may list the bucket', async () => {
  const list = allow('s3:ListBucket', 'arn:aws:s3:::clinic-site');
  cloud.s3.setPolicy('clinic-site', { Statement: [allow('s3:GetObject', OBJECTS), list] });
  expect(await missing()).toBe(404);
});

test('another distribution is refused, and so is one without an origin access control', async () => {
  cloud.s3.setPolicy('clinic-site', { Statement: [allow('s3:GetObject', OBJECTS, `${site.arn}X`)] });
  expect((await page()).status).toBe(403);
  cloud.s3.setPolicy('clinic-site', { Statement: [allow('s3:GetObject', OBJECTS)] });
  cloud.cloudFront.changeDistribution(site.id, (config) => {
    for (const origin of config.Origins?.Items ?? []) delete origin.OriginAccessControlId;
    return config;
  });
  expect((await page()).status).toBe(403);
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
test('where the first bucket of an origin group has an error, the second one answers', async () => {
  const standby = 'clinic-standby';
  cloud.s3.createBucket({ accountId, region, name: standby });
  cloud.s3.put(standby, 'missing.html', 'of the standby');
  cloud.s3.put(standby, 'café 1.html', 'of the standby');
  cloud.cloudFront.changeDistribution(site.id, (config) => {
    const [first] = config.Origins?.Items ?? [];
    const second = { ...first, Id: 'standby', DomainName: `${standby}.s3.${region}.amazonaws.com` };
    const Members = { Quantity: 2, Items: [{ OriginId: 'site' }, { OriginId: 'standby' }] };
    const FailoverCriteria = { StatusCodes: { Quantity: 1, Items: [403] } };
    const group = { Id: 'both', FailoverCriteria, Members };
    return {
      ...config,
      Origins: { Quantity: 2, Items: [first, second] },
      OriginGroups: { Quantity: 1, Items: [group] },
      DefaultCacheBehavior: { ...config.DefaultCacheBehavior, TargetOriginId: 'both' },
    } as never;
  });
  for (const bucket of ['clinic-site', standby])
    cloud.s3.setPolicy(bucket, { Statement: [allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`)] });
  const text = async (path: string) => (await fetch(site.edge.url + path)).text();
  expect(await text('/caf%C3%A9%201.html')).toBe('hello');
  expect(await text('/missing.html')).toBe('of the standby');
});
