import {
  CreateDistributionCommand,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
  paginateListDistributions,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { siteConfig } from './cloudfront/site-config.ts';
import { accountId, type Stage, startStage } from './cloudfront-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ pageSize: 2, invalidationMilliseconds: 60_000, deploymentMilliseconds: 120_000 });
});
afterEach(() => stage.close());

const config = (bucket: string, ...aliases: string[]) => siteConfig({ bucket, region: 'us-east-1', aliases });

describe('distributions', () => {
  test('are listed page by page with their aliases, those of one account only', async () => {
    for (const name of ['a', 'b', 'c'])
      await stage.cloudFront.addDistribution({
        accountId,
        config: config(name, `${name}.example.com`, `*.${name}.example.com`),
      });
    await stage.cloudFront.addDistribution({ accountId: '222222222222', config: config('other') });
    const pages = [];
    for await (const { DistributionList } of paginateListDistributions({ client: stage.client() }, {}))
      pages.push(DistributionList?.Items?.map(({ Aliases }) => Aliases?.Items));
    expect(pages).toEqual([
      [
        ['a.example.com', '*.a.example.com'],
        ['b.example.com', '*.b.example.com'],
      ],
      [['c.example.com', '*.c.example.com']],
    ]);
  });

  test('come back from the API with every list that was put in', async () => {
    const full = siteConfig({
      bucket: 'clinic-site',
      region: 'us-east-1',
      aliases: ['clinic.example.com'],
      api: '127.0.0.1:8080',
      errorPages: true,
      viewerRequestFunction: stage.cloudFront.addFunction(
        accountId,
        'spa',
        'function handler(event) { return event.request; }',
      ),
      cacheTagHeader: 'x-amz-meta-cache-tag',
    });
    const client = stage.client();
    const created = await client.send(new CreateDistributionCommand({ DistributionConfig: full }));
    expect(created).toMatchObject({
      $metadata: { httpStatusCode: 201 },
      Location: expect.stringMatching(/E[0-9A-Z]{13}$/),
    });
    const Id = created.Distribution?.Id;
    const got = await client.send(new GetDistributionConfigCommand({ Id }));
    expect(got.DistributionConfig).toMatchObject(full);
    expect(got.ETag).toBe(created.ETag);
    expect((await client.send(new GetDistributionCommand({ Id }))).Distribution).toMatchObject({
      ARN: `arn:aws:cloudfront::${accountId}:distribution/${Id}`,
      DomainName: expect.stringMatching(/^d[0-9a-z]{13}\.cloudfront\.net$/),
      DistributionConfig: full,
    });
  });

  test('change with If-Match, and the change takes time to be in force', async () => {
    const { id, etag, edge } = await stage.cloudFront.addDistribution({ accountId, config: config('site') });
    stage.bucket.put('index.html', 'old');
    stage.bucket.put('next/index.html', 'new');
    const client = stage.client();
    const next = { ...config('site'), CallerReference: 'site-site' };
    const origin = next.Origins?.Items?.[0];
    if (origin) origin.OriginPath = '/next';
    const update = (IfMatch: string) =>
      client.send(new UpdateDistributionCommand({ Id: id, IfMatch, DistributionConfig: next }));
    await expect(update('E0WRONG')).rejects.toMatchObject({ name: 'InvalidIfMatchVersion' });
    expect((await update(etag)).Distribution?.Status).toBe('InProgress');
    expect(await (await fetch(`${edge.url}/index.html?1`)).text()).toBe('old');
    stage.clock.advance(120_000);
    expect((await client.send(new GetDistributionCommand({ Id: id }))).Distribution?.Status).toBe('Deployed');
    expect(await (await fetch(`${edge.url}/`)).text()).toBe('new');
  });

  test('are refused as documented', async () => {
    const client = stage.client();
    const create = (change: object) =>
      client.send(
        new CreateDistributionCommand({ DistributionConfig: { ...config('site', 'clinic.example.com'), ...change } }),
      );
    await expect(create({ Aliases: { Quantity: 2, Items: ['one.example.com'] } })).rejects.toMatchObject({
      name: 'InconsistentQuantities',
    });
    await expect(
      create({ DefaultCacheBehavior: { TargetOriginId: 'none', ViewerProtocolPolicy: 'allow-all' } }),
    ).rejects.toMatchObject({
      name: 'NoSuchOrigin',
      $metadata: { httpStatusCode: 404 },
    });
    await create({});
    await expect(create({})).rejects.toMatchObject({ name: 'DistributionAlreadyExists' });
    await expect(create({ CallerReference: 'another' })).rejects.toMatchObject({ name: 'CNAMEAlreadyExists' });
  });
});

describe('invalidations', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await stage.cloudFront.addDistribution({ accountId, config: config('site') }));
  });
  const create = (CallerReference: string, ...Items: string[]) =>
    stage.client().send(
      new CreateInvalidationCommand({
        DistributionId: id,
        InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
      }),
    );

  test('take time', async () => {
    const { Invalidation, Location } = await create('run-1', '/', '/index.html');
    expect(Invalidation).toMatchObject({
      Status: 'InProgress',
      InvalidationBatch: { Paths: { Items: ['/', '/index.html'] } },
    });
    expect(Location).toContain(`/distribution/${id}/invalidation/${Invalidation?.Id}`);
    const get = new GetInvalidationCommand({ DistributionId: id, Id: Invalidation?.Id });
    stage.clock.advance(59_000);
    expect((await stage.client().send(get)).Invalidation?.Status).toBe('InProgress');
    stage.clock.advance(1_000);
    expect((await stage.client().send(get)).Invalidation?.Status).toBe('Completed');
  });

  test('are one for one caller reference', async () => {
    const first = await create('run-1', '/index.html', '/');
    stage.clock.advance(60_000);
    const again = await create('run-1', '/', '/index.html');
    expect(again.Invalidation?.Id).toBe(first.Invalidation?.Id);
    await expect(create('run-1', '/other')).rejects.toMatchObject({ name: 'InvalidationBatchAlreadyExists' });
    const listed = await stage.client().send(new ListInvalidationsCommand({ DistributionId: id }));
    expect(listed.InvalidationList?.Items).toHaveLength(1);
  });

  test('are listed newest first, in pages', async () => {
    for (const reference of ['1', '2', '3']) await create(reference, `/${reference}`);
    const ids = stage.cloudFront.distribution(id).invalidations.map((each) => each.id);
    const list = (Marker?: string) => stage.client().send(new ListInvalidationsCommand({ DistributionId: id, Marker }));
    const first = (await list()).InvalidationList;
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: ids[1] });
    expect(first?.Items?.map(({ Id }) => Id)).toEqual(ids.slice(0, 2));
    expect((await list(first?.NextMarker)).InvalidationList?.Items?.map(({ Id }) => Id)).toEqual(ids.slice(2));
  });

  test.each([
    'index.html',
    '/a b',
    '/caf\u00e9',
    '/a*b',
    '/a"b',

    '#',
    '#a,b',
  ])('refuse the path %s', (path) => refused(path));

  test('refuse a path of more than 4,000 characters', () => refused(`/${'x'.repeat(4000)}`));

  async function refused(path: string): Promise<void> {
    await expect(create('run', path)).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Your request contains one or more invalid invalidation paths.',
    });
  }

  test('refuse a quantity that is not the number of paths, no path at all, and an unknown distribution', async () => {
    const send = (DistributionId: string, Quantity: number, Items: string[]) =>
      stage.client().send(
        new CreateInvalidationCommand({
          DistributionId,
          InvalidationBatch: { CallerReference: 'run', Paths: { Quantity, Items } },
        }),
      );
    await expect(send(id, 2, ['/'])).rejects.toMatchObject({ name: 'InconsistentQuantities' });
    await expect(send(id, 0, [])).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(send('E0UNKNOWN', 1, ['/'])).rejects.toMatchObject({
      name: 'NoSuchDistribution',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('have quotas for paths and for wildcards, each counted apart while they are under way', async () => {
    await create('wild', ...Array.from({ length: 15 }, (_, index) => `/${index}/*`));
    await expect(create('one-more', '/more/*')).rejects.toMatchObject({ name: 'TooManyInvalidationsInProgress' });
    await create('plain', ...Array.from({ length: 3000 }, (_, index) => `/${index}`));
    await expect(create('plain-more', '/more')).rejects.toMatchObject({ name: 'TooManyInvalidationsInProgress' });
    await expect(create('huge', ...Array.from({ length: 3001 }, (_, index) => `/${index}`))).rejects.toMatchObject({
      name: 'BatchTooLarge',
      $metadata: { httpStatusCode: 413 },
    });
    stage.clock.advance(60_000);
    await create('one-more', '/more/*', '/more');
  });

  test('need cloudfront:CreateInvalidation on the distribution', async () => {
    const allow = (resource: string) =>
      stage.iam.user({
        accountId,
        name: `invalidator-${resource.length}`,
        policies: [{ Statement: { Effect: 'Allow', Action: 'cloudfront:CreateInvalidation', Resource: resource } }],
      });
    const send = (resource: string) =>
      stage.client(allow(resource)).send(
        new CreateInvalidationCommand({
          DistributionId: id,
          InvalidationBatch: { CallerReference: 'run', Paths: { Quantity: 1, Items: ['/'] } },
        }),
      );
    await send(`arn:aws:cloudfront::${accountId}:distribution/${id}`);
    await expect(send(`arn:aws:cloudfront::${accountId}:distribution/EOTHER`)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('cloudfront:CreateInvalidation'),
    });
  });

  test('can be throttled by a script', async () => {
    stage.faults.add({ service: 'cloudfront', operation: 'CreateInvalidation', fault: { kind: 'throttle' } });
    await expect(create('run', '/')).rejects.toMatchObject({ name: 'Throttling' });
    await create('run', '/');
  });
});
