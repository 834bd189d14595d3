import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from './iam/policy.ts';
import { account, region, s3Stage } from './s3-stage.ts';

const stage = s3Stage();

describe('listings', () => {
  test('page in UTF-8 order, by prefix, delimiter and start', async () => {
    const keys = ['a', 'a/1', 'a/2', 'b/c/1', 'b/c/2', 'b/d', '\uffee', '🙂', 'z'];
    for (const key of keys) stage.cloud.s3.put(stage.bucket, key, 'x');
    const all: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await stage.s3.send(
        new ListObjectsV2Command({ Bucket: stage.bucket, MaxKeys: 2, ContinuationToken }),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      all.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(all).toEqual(['a', 'a/1', 'a/2', 'b/c/1', 'b/c/2', 'b/d', 'z', '\uffee', '🙂']);

    const rolled: string[] = [];
    do {
      const page = await stage.s3.send(
        new ListObjectsV2Command({ Bucket: stage.bucket, MaxKeys: 1, Delimiter: '/', ContinuationToken }),
      );
      rolled.push(
        ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
        ...(page.Contents ?? []).map(({ Key = '' }) => Key),
      );
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(rolled).toEqual(['a', 'a/', 'b/', 'z', '\uffee', '🙂']);

    const inB = await stage.s3.send(new ListObjectsV2Command({ Bucket: stage.bucket, Prefix: 'b/', Delimiter: '/' }));
    expect([inB.CommonPrefixes?.[0]?.Prefix, inB.Contents?.[0]?.Key]).toEqual(['b/c/', 'b/d']);
    const after = await stage.s3.send(
      new ListObjectsV2Command({ Bucket: stage.bucket, StartAfter: 'b/c/1', Prefix: 'b' }),
    );
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(['b/c/2', 'b/d']);
  });

  test('encode names on request', async () => {
    stage.cloud.s3.put(stage.bucket, 'a b/+ü', 'x');
    const { Contents } = await stage.s3.send(new ListObjectsV2Command({ Bucket: stage.bucket, EncodingType: 'url' }));
    expect(Contents?.[0]?.Key).toBe('a+b/%2B%C3%BC');
  });

  test('refuse a token that they did not give', async () => {
    await expect(
      stage.s3.send(new ListObjectsV2Command({ Bucket: stage.bucket, ContinuationToken: 'bogus' })),
    ).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
  });
});

describe('batch deletes', () => {
  test('answer key by key', async () => {
    const a = await stage.put('a');
    await stage.put('b');
    const { Deleted, Errors } = await stage.s3.send(
      new DeleteObjectsCommand({
        Bucket: stage.bucket,
        Delete: { Objects: [{ Key: 'a', ETag: a.ETag }, { Key: 'b', ETag: '"stale"' }, { Key: 'missing' }] },
      }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['a', 'missing']);
    expect(Errors).toMatchObject([{ Key: 'b', Code: 'PreconditionFailed' }]);
    expect(stage.cloud.s3.keys(stage.bucket)).toEqual(['b']);
  });

  test('allow each key by itself, and only a thousand', async () => {
    await stage.put('mine/1');
    await stage.put('yours/1');
    const policy: PolicyDocument = {
      Statement: {
        Effect: 'Allow',
        Action: 's3:DeleteObject',
        Resource: `arn:aws:s3:::${stage.bucket}/mine/*`,
      },
    };
    const narrow = stage.client(stage.cloud.iam.user({ accountId: account, name: 'narrow', policies: [policy] }));
    const { Errors } = await narrow.send(
      new DeleteObjectsCommand({
        Bucket: stage.bucket,
        Delete: { Quiet: true, Objects: [{ Key: 'mine/1' }, { Key: 'yours/1' }] },
      }),
    );
    expect(Errors).toMatchObject([{ Key: 'yours/1', Code: 'AccessDenied' }]);
    expect(stage.cloud.s3.keys(stage.bucket)).toEqual(['yours/1']);
    const Objects = Array.from({ length: 1001 }, (_, n) => ({ Key: `${n}` }));
    await expect(
      stage.s3.send(new DeleteObjectsCommand({ Bucket: stage.bucket, Delete: { Objects } })),
    ).rejects.toMatchObject({
      name: 'MalformedXML',
    });
  });
});

describe('buckets', () => {
  test('are made, found, located and listed', async () => {
    const name = `${stage.bucket}-new`;
    await stage.s3.send(
      new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } }),
    );
    await expect(
      stage.s3.send(
        new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } }),
      ),
    ).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    await expect(stage.s3.send(new CreateBucketCommand({ Bucket: 'Bad_Name' }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
    expect((await stage.s3.send(new HeadBucketCommand({ Bucket: name }))).BucketRegion).toBe(region);
    expect((await stage.s3.send(new GetBucketLocationCommand({ Bucket: name }))).LocationConstraint).toBe(region);
    const { Buckets } = await stage.s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toContain(name);
    const { ServerSideEncryptionConfiguration } = await stage.s3.send(
      new GetBucketEncryptionCommand({ Bucket: stage.bucket }),
    );
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: 'AES256',
    });
    await expect(stage.s3.send(new GetBucketPolicyCommand({ Bucket: stage.bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
    await expect(stage.s3.send(new HeadBucketCommand({ Bucket: 'nobody' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  test('in another region redirect, and the SDK can follow', async () => {
    await stage.put('a', 'here');
    const credentials = stage.cloud.iam.administrator(account);
    await expect(
      stage.client(credentials, 'us-east-1').send(new GetObjectCommand({ Bucket: stage.bucket, Key: 'a' })),
    ).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $metadata: { httpStatusCode: 301 },
    });
    const following = stage.client(credentials, 'us-east-1', { followRegionRedirects: true });
    const { Body } = await following.send(new GetObjectCommand({ Bucket: stage.bucket, Key: 'a' }));
    expect(await Body?.transformToString()).toBe('here');
  });

  test('are found by the host name as well', async () => {
    await stage.put('dir/a', 'virtual');
    const answer = await fetch(`${stage.cloud.endpoint}/dir/a`);
    expect(answer.status).toBe(404);
    const { port } = new URL(stage.cloud.endpoint);
    const virtual = stage.client(stage.cloud.iam.administrator(account), region, {
      endpoint: `http://localhost:${port}`,
    });
    virtual.middlewareStack.add(
      (next) => (args) => {
        // The name *.localhost need not resolve on this machine; what is signed and sent as Host stays.
        (args.request as { hostname: string }).hostname = '127.0.0.1';
        return next(args);
      },
      { step: 'deserialize', name: 'resolveLocalhost' },
    );
    const { Body } = await virtual.send(new GetObjectCommand({ Bucket: stage.bucket, Key: 'dir/a' }));
    expect(await Body?.transformToString()).toBe('virtual');
    expect(stage.cloud.requests.all({ operation: 'GetObject' }).at(-1)?.path).toBe('/dir/a');
  });
});

describe('access', () => {
  const url = (key: string) => `${stage.cloud.endpoint}/${stage.bucket}/${key}`;

  test('without a signature is denied, even where the policy is public, unless the block is lifted', async () => {
    await stage.put('a', 'x');
    const policy: PolicyDocument = {
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${stage.bucket}/*`,
      },
    };
    stage.cloud.s3.setPolicy(stage.bucket, policy);
    expect((await fetch(url('a'))).status).toBe(403);
    const open = `${stage.bucket}-open`;
    stage.cloud.s3.createBucket({
      accountId: account,
      region,
      name: open,
      policy: { Statement: { ...(policy.Statement as object), Resource: '*' } as never },
      blockPublicAccess: false,
    });
    stage.cloud.s3.put(open, 'a', 'public');
    expect(await (await fetch(`${stage.cloud.endpoint}/${open}/a`)).text()).toBe('public');
  });

  test('to a missing key is 403 without s3:ListBucket, 404 with it', async () => {
    const statement = (Action: string, Resource: string) => ({ Effect: 'Allow' as const, Action, Resource });
    const read = statement('s3:GetObject', `arn:aws:s3:::${stage.bucket}/*`);
    const user = stage.cloud.iam.user({ accountId: account, name: 'reader', policies: [{ Statement: [read] }] });
    const get = () => stage.client(user).send(new GetObjectCommand({ Bucket: stage.bucket, Key: 'missing' }));
    await expect(get()).rejects.toMatchObject({ name: 'AccessDenied' });
    stage.cloud.iam.setPolicies(user.arn, [
      { Statement: [read, statement('s3:ListBucket', `arn:aws:s3:::${stage.bucket}`)] },
    ]);
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('from another account needs the bucket policy and the own policy', async () => {
    await stage.put('a', 'shared');
    const other = stage.cloud.iam.user({
      accountId: '222222222222',
      name: 'other',
      policies: [{ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }],
    });
    const get = () => stage.client(other).send(new GetObjectCommand({ Bucket: stage.bucket, Key: 'a' }));
    await expect(get()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('resource-based'),
    });
    stage.cloud.s3.setPolicy(stage.bucket, {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: other.arn },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${stage.bucket}/*`,
      },
    });
    await expect(get()).resolves.toBeDefined();
    stage.cloud.iam.setPolicies(other.arn, []);
    await expect(get()).rejects.toThrow('identity-based');
  });

  test('as CloudFront with an origin access control follows the bucket policy', async () => {
    await stage.put('a', 'page', { ContentType: 'text/html' });
    const distribution = `arn:aws:cloudfront::${account}:distribution/E1`;
    const caller = (arn: string) =>
      stage.cloud.iam.servicePrincipal('cloudfront.amazonaws.com', { 'aws:SourceArn': arn });
    const allow = (Action: string, Resource: string) => ({
      Effect: 'Allow' as const,
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action,
      Resource,
      Condition: { StringEquals: { 'aws:SourceArn': distribution } },
    });
    const status = async (key: string, arn = distribution) =>
      (await stage.cloud.s3.open({ bucket: stage.bucket, key, caller: caller(arn) })).status;
    expect(await status('a')).toBe(403);
    stage.cloud.s3.setPolicy(stage.bucket, {
      Statement: [allow('s3:GetObject', `arn:aws:s3:::${stage.bucket}/*`)],
    });
    expect([await status('a'), await status('a', 'arn:other'), await status('gone')]).toEqual([200, 403, 403]);
    stage.cloud.s3.setPolicy(stage.bucket, {
      Statement: [
        allow('s3:GetObject', `arn:aws:s3:::${stage.bucket}/*`),
        allow('s3:ListBucket', `arn:aws:s3:::${stage.bucket}`),
      ],
    });
    expect(await status('gone')).toBe(404);
    const answer = await stage.cloud.s3.open({
      bucket: stage.bucket,
      key: 'a',
      caller: caller(distribution),
      headers: { range: 'bytes=0-1' },
    });
    expect([answer.status, answer.headers?.['content-type'], String(answer.body)]).toEqual([206, 'text/html', 'pa']);
  });
});

describe('faults', () => {
  test('slow down with 503, and the SDK tries again', async () => {
    stage.cloud.faults.add({ service: 's3', operation: 'PutObject', times: 2, fault: { kind: 'throttle' } });
    await expect(stage.put('a')).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
    const patient = stage.client(stage.cloud.iam.administrator(account), region, { maxAttempts: 3 });
    await patient.send(new PutObjectCommand({ Bucket: stage.bucket, Key: 'a', Body: 'x' }));
    expect(stage.cloud.s3.keys(stage.bucket)).toEqual(['a']);
  });
});
