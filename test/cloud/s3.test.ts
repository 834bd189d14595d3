import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  type ChecksumType,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import type { Credentials } from './iam/identities.ts';
import type { PolicyDocument } from './iam/policy.ts';

const account = '111111111111';
const region = 'eu-central-1';
let cloud: Cloud;
let s3: S3Client;
let bucketCount = 0;
let Bucket: string;

beforeAll(async () => {
  cloud = await startCloud({ s3: { minPartBytes: 1024 } });
  s3 = client(cloud.iam.administrator(account));
});
afterAll(() => cloud.close());
beforeEach(() => {
  Bucket = `bucket-${bucketCount++}`;
  cloud.s3.createBucket({ accountId: account, region, name: Bucket });
});

function client(credentials: Credentials, clientRegion = region, options = {}): S3Client {
  const silent = () => undefined;
  const logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
  return new S3Client({
    endpoint: cloud.endpoint,
    region: clientRegion,
    credentials,
    maxAttempts: 1,
    logger,
    ...options,
  });
}

function put(Key: string, Body: PutObjectCommandInput['Body'] = 'x', input: Partial<PutObjectCommandInput> = {}) {
  return s3.send(new PutObjectCommand({ Bucket, Key, Body, ...input }));
}

async function text(Key: string, input = {}): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...input }));
  return Body?.transformToString();
}

const md5 = (data: string | Buffer) => createHash('md5').update(data).digest('hex');

describe('objects', () => {
  test('come back with their bytes, headers, metadata and checksum', async () => {
    const stored = await put('index.html', '<h1>Hi</h1>', {
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 'no-cache',
      Metadata: { release: 'r1' },
    });
    expect(stored).toMatchObject({ ETag: `"${md5('<h1>Hi</h1>')}"`, ServerSideEncryption: 'AES256' });
    const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'index.html', ChecksumMode: 'ENABLED' }));
    expect(read).toMatchObject({
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 'no-cache',
      ContentLength: 11,
      Metadata: { release: 'r1' },
      ChecksumCRC32: stored.ChecksumCRC32,
      ChecksumType: 'FULL_OBJECT',
    });
    expect(await read.Body?.transformToString()).toBe('<h1>Hi</h1>');
  });

  test.each([
    'a b.txt',
    'a+b',
    '100%',
    'a#b?c=d&e',
    'ä/ö/ü',
    '🙂.png',
    'quo\'te"<&>',
    'a//b',
    './x',
    '../y',
    'tab\there',
    '%2F',
    'ends/',
  ])('keep the odd name %j', async (Key) => {
    await put(Key, Key);
    expect(await text(Key)).toBe(Key);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map((object) => object.Key)).toEqual([Key]);
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${encodeURIComponent(Key)}` }));
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
    expect(Deleted?.map((object) => object.Key)).toEqual([Key]);
    expect(cloud.s3.keys(Bucket)).toEqual(['copy']);
  });

  test('stream in and out, chunked with a trailing checksum', async () => {
    const data = Buffer.alloc(3 * 1024 * 1024, 'abcdefg');
    const pieces = [data.subarray(0, 100_000), data.subarray(100_000, 2_000_000), data.subarray(2_000_000)];
    const { ETag } = await put('big.bin', Readable.from(pieces), {
      ContentLength: data.length,
      ChecksumAlgorithm: 'CRC64NVME',
    });
    expect(ETag).toBe(`"${md5(data)}"`);
    const { Body, ChecksumCRC64NVME, ContentEncoding } = await s3.send(
      new GetObjectCommand({ Bucket, Key: 'big.bin', ChecksumMode: 'ENABLED' }),
    );
    expect(md5(Buffer.from((await Body?.transformToByteArray()) ?? []))).toBe(md5(data));
    expect({ ChecksumCRC64NVME, ContentEncoding }).toEqual({
      ChecksumCRC64NVME: expect.any(String),
      ContentEncoding: undefined,
    });
    expect(await text('big.bin', { Range: 'bytes=2000000-2000006' })).toBe(
      data.toString('latin1', 2_000_000, 2_000_007),
    );
  });

  test('are refused when their checksum or MD5 is wrong', async () => {
    await expect(put('a', 'x', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put('a', 'x', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    expect(cloud.s3.keys(Bucket)).toEqual([]);
  });

  test('have no MD5 for an ETag under KMS, and need the key', async () => {
    const keyArn = `arn:aws:kms:${region}:${account}:key/1`;
    const name = `${Bucket}-kms`;
    cloud.s3.createBucket({ accountId: account, region, name, encryption: { kind: 'sse-kms', keyArn } });
    const input = { Bucket: name, Key: 'a', Body: 'x' };
    const first = await s3.send(new PutObjectCommand(input));
    expect(first).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn });
    expect(first.ETag).not.toBe(`"${md5('x')}"`);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: name }));
    expect(Contents?.[0]?.ETag).toBe(first.ETag);
    const policy: PolicyDocument = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
    const withoutKey = client(cloud.iam.user({ accountId: account, name: 'no-kms', policies: [policy] }));
    await expect(withoutKey.send(new PutObjectCommand(input))).rejects.toThrow('kms:GenerateDataKey');
    await expect(withoutKey.send(new GetObjectCommand({ Bucket: name, Key: 'a' }))).rejects.toThrow('kms:Decrypt');
  });

  test('read by range and by condition', async () => {
    const { ETag } = await put('a', '0123456789');
    expect(await text('a', { Range: 'bytes=2-4' })).toBe('234');
    expect(await text('a', { Range: 'bytes=-3' })).toBe('789');
    expect(await text('a', { Range: 'bytes=8-99' })).toBe('89');
    await expect(text('a', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
    await expect(text('a', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(text('a', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(text('a', { IfModifiedSince: new Date(Date.now() + 5000) })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    const { ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=0-0' }));
    expect(ContentRange).toBe('bytes 0-0/10');
  });

  test('that are missing are 404', async () => {
    await expect(text('nothing')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'nothing' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(s3.send(new GetObjectCommand({ Bucket: 'no-such-bucket', Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key: 'nothing' }))).resolves.toMatchObject({
      $metadata: { httpStatusCode: 204 },
    });
  });

  test('have limits on names and metadata', async () => {
    await expect(put('k'.repeat(1025))).rejects.toMatchObject({ name: 'KeyTooLongError' });
    await expect(put('ü'.repeat(512))).resolves.toBeDefined();
    await expect(put('a', 'x', { Metadata: { big: 'm'.repeat(2048) } })).rejects.toMatchObject({
      name: 'MetadataTooLarge',
    });
  });
});

describe('conditional writes', () => {
  test('If-None-Match: * writes once', async () => {
    await put('lock', 'mine', { IfNoneMatch: '*' });
    await expect(put('lock', 'theirs', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await text('lock')).toBe('mine');
  });

  test('of many at once, one wins', async () => {
    const tries = Array.from({ length: 8 }, (_, n) => put('lock', `${n}`, { IfNoneMatch: '*' }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('If-Match replaces the version that was seen, and no other', async () => {
    const first = await put('m', '1');
    const second = await put('m', '2', { IfMatch: first.ETag });
    await expect(put('m', '3', { IfMatch: first.ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('other', '3', { IfMatch: first.ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'm', IfMatch: second.ETag }));
    expect(cloud.s3.get(Bucket, 'm')).toBeUndefined();
  });

  test('conflict with a delete during the upload is 409', async () => {
    await put('lock', 'old');
    const bytes = Readable.from(
      (async function* () {
        yield Buffer.from('ne');
        // The server has the request when it has begun to answer another one that came after it.
        await text('lock');
        cloud.s3.delete(Bucket, 'lock');
        yield Buffer.from('w!');
      })(),
    );
    const write = put('lock', bytes, { ContentLength: 4, IfNoneMatch: '*' });
    await expect(write).rejects.toMatchObject({
      name: 'ConditionalRequestConflict',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('comparing an ETag needs s3:GetObject too', async () => {
    const policy: PolicyDocument = {
      Statement: { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: '*' },
    };
    const writer = client(cloud.iam.user({ accountId: account, name: 'writer', policies: [policy] }));
    const { ETag } = await put('a');
    await expect(
      writer.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'x', IfNoneMatch: '*' })),
    ).resolves.toBeDefined();
    await expect(writer.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', IfMatch: ETag }))).rejects.toThrow(
      's3:GetObject',
    );
    await expect(writer.send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: ETag }))).rejects.toThrow(
      's3:GetObject',
    );
  });
});

describe('copies', () => {
  test('replace metadata in place, and keep the ETag of the bytes', async () => {
    const { ETag } = await put('a.js', 'code', { CacheControl: 'no-cache', Metadata: { old: '1' } });
    const CopySource = `${Bucket}/a.js`;
    await expect(s3.send(new CopyObjectCommand({ Bucket, Key: 'a.js', CopySource }))).rejects.toThrow(
      'copy an object to itself',
    );
    const copy = await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'a.js',
        CopySource,
        MetadataDirective: 'REPLACE',
        CacheControl: 'max-age=60',
        ContentType: 'text/javascript',
      }),
    );
    expect(copy.CopyObjectResult?.ETag).toBe(ETag);
    expect(cloud.s3.get(Bucket, 'a.js')).toMatchObject({
      headers: { 'cache-control': 'max-age=60', 'content-type': 'text/javascript' },
      metadata: {},
    });
  });

  test('depend on conditions of the source and of the destination', async () => {
    const { ETag } = await put('a');
    const copy = (input: object) =>
      s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a`, ...input }));
    await expect(copy({ CopySourceIfMatch: '"x"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(copy({ CopySourceIfNoneMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await copy({ IfNoneMatch: '*', CopySourceIfMatch: ETag });
    await expect(copy({ IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('outlive their original', async () => {
    const big = Buffer.alloc(200_000, 7);
    await put('a', big);
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect((await cloud.s3.get(Bucket, 'b')?.bytes())?.equals(big)).toBe(true);
  });
});

describe('listings', () => {
  test('page in UTF-8 order, by prefix, delimiter and start', async () => {
    const keys = ['a', 'a/1', 'a/2', 'b/c/1', 'b/c/2', 'b/d', '\uffee', '🙂', 'z'];
    for (const key of keys) cloud.s3.put(Bucket, key, 'x');
    const all: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 2, ContinuationToken }));
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      all.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(all).toEqual(['a', 'a/1', 'a/2', 'b/c/1', 'b/c/2', 'b/d', 'z', '\uffee', '🙂']);

    const rolled: string[] = [];
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, Delimiter: '/', ContinuationToken }));
      rolled.push(
        ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
        ...(page.Contents ?? []).map(({ Key = '' }) => Key),
      );
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(rolled).toEqual(['a', 'a/', 'b/', 'z', '\uffee', '🙂']);

    const inB = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b/', Delimiter: '/' }));
    expect([inB.CommonPrefixes?.[0]?.Prefix, inB.Contents?.[0]?.Key]).toEqual(['b/c/', 'b/d']);
    const after = await s3.send(new ListObjectsV2Command({ Bucket, StartAfter: 'b/c/1', Prefix: 'b' }));
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(['b/c/2', 'b/d']);
  });

  test('encode names on request', async () => {
    cloud.s3.put(Bucket, 'a b/+ü', 'x');
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    expect(Contents?.[0]?.Key).toBe('a+b/%2B%C3%BC');
  });

  test('refuse a token that they did not give', async () => {
    await expect(s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'bogus' }))).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
  });
});

describe('batch deletes', () => {
  test('answer key by key', async () => {
    const a = await put('a');
    await put('b');
    const { Deleted, Errors } = await s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: 'a', ETag: a.ETag }, { Key: 'b', ETag: '"stale"' }, { Key: 'missing' }] },
      }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['a', 'missing']);
    expect(Errors).toMatchObject([{ Key: 'b', Code: 'PreconditionFailed' }]);
    expect(cloud.s3.keys(Bucket)).toEqual(['b']);
  });

  test('allow each key by itself, and only a thousand', async () => {
    await put('mine/1');
    await put('yours/1');
    const policy: PolicyDocument = {
      Statement: { Effect: 'Allow', Action: 's3:DeleteObject', Resource: `arn:aws:s3:::${Bucket}/mine/*` },
    };
    const narrow = client(cloud.iam.user({ accountId: account, name: 'narrow', policies: [policy] }));
    const { Errors } = await narrow.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'mine/1' }, { Key: 'yours/1' }] } }),
    );
    expect(Errors).toMatchObject([{ Key: 'yours/1', Code: 'AccessDenied' }]);
    expect(cloud.s3.keys(Bucket)).toEqual(['yours/1']);
    const Objects = Array.from({ length: 1001 }, (_, n) => ({ Key: `${n}` }));
    await expect(s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))).rejects.toMatchObject({
      name: 'MalformedXML',
    });
  });
});

describe('multipart uploads', () => {
  const pieces = [Buffer.alloc(100_000, 1), Buffer.alloc(70_000, 2), Buffer.alloc(10, 3)];

  async function begin(
    input: { ChecksumAlgorithm?: ChecksumAlgorithm; ChecksumType?: ChecksumType; CacheControl?: string } = {},
  ) {
    const { ChecksumAlgorithm } = input;
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'big', ...input }));
    const parts = [];
    for (const [index, Body] of pieces.entries()) {
      const PartNumber = index + 1;
      const { ETag } = await s3.send(
        new UploadPartCommand({
          Bucket,
          Key: 'big',
          UploadId,
          PartNumber,
          Body,
          ...(ChecksumAlgorithm ? { ChecksumAlgorithm } : {}),
        }),
      );
      parts.push({ PartNumber, ETag });
    }
    return { UploadId, parts };
  }

  test('become one object whose ETag counts its parts', async () => {
    const { UploadId, parts } = await begin({ CacheControl: 'no-cache' });
    const listed = await s3.send(new ListPartsCommand({ Bucket, Key: 'big', UploadId, MaxParts: 2 }));
    expect(listed).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: '2',
      Parts: [{ Size: 100_000 }, { Size: 70_000 }],
    });
    const done = await s3.send(
      new CompleteMultipartUploadCommand({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts: parts } }),
    );
    expect(done.ETag).toBe(
      `"${md5(Buffer.concat(pieces.map((piece) => createHash('md5').update(piece).digest())))}-3"`,
    );
    expect((await cloud.s3.get(Bucket, 'big')?.bytes())?.equals(Buffer.concat(pieces))).toBe(true);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'big', Range: 'bytes=99998-170001' }));
    expect(
      Buffer.concat(pieces)
        .subarray(99_998, 170_002)
        .equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0)),
    ).toBe(true);
    const copied = await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/big` }));
    expect(copied.CopyObjectResult?.ETag).toBe(`"${md5(Buffer.concat(pieces))}"`);
  });

  test.each([
    'CRC32',
    'CRC32C',
    'CRC64NVME',
  ] as const)('have the %s of the whole, combined from the parts', async (ChecksumAlgorithm) => {
    const { UploadId, parts } = await begin({ ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
    await s3.send(
      new CompleteMultipartUploadCommand({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts: parts } }),
    );
    await put('whole', Buffer.concat(pieces), { ChecksumAlgorithm });
    const member = `Checksum${ChecksumAlgorithm}` as const;
    const checksum = async (Key: string) =>
      (await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })))[member];
    expect(await checksum('big')).toBe(await checksum('whole'));
  });

  test('are refused with parts that are unknown, unordered or too small, and when aborted', async () => {
    const { UploadId, parts } = await begin();
    const complete = (Parts: typeof parts) =>
      s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts } }));
    await expect(complete([{ PartNumber: 9, ETag: 'x' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete(parts.toReversed())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await s3.send(new UploadPartCommand({ Bucket, Key: 'big', UploadId, PartNumber: 4, Body: 'end' }));
    await expect(complete([...parts, { PartNumber: 4, ETag: md5('end') }])).rejects.toMatchObject({
      name: 'EntityTooSmall',
    });
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'big', UploadId }));
    await expect(complete(parts)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});

describe('buckets', () => {
  test('are made, found, located and listed', async () => {
    const name = `${Bucket}-new`;
    await s3.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } }));
    await expect(
      s3.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } })),
    ).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'Bad_Name' }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
    expect((await s3.send(new HeadBucketCommand({ Bucket: name }))).BucketRegion).toBe(region);
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: name }))).LocationConstraint).toBe(region);
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toContain(name);
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: 'AES256',
    });
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'nobody' }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('in another region redirect, and the SDK can follow', async () => {
    await put('a', 'here');
    const credentials = cloud.iam.administrator(account);
    await expect(
      client(credentials, 'us-east-1').send(new GetObjectCommand({ Bucket, Key: 'a' })),
    ).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $metadata: { httpStatusCode: 301 },
    });
    const following = client(credentials, 'us-east-1', { followRegionRedirects: true });
    const { Body } = await following.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    expect(await Body?.transformToString()).toBe('here');
  });

  test('are found by the host name as well', async () => {
    await put('dir/a', 'virtual');
    const answer = await fetch(`${cloud.endpoint}/dir/a`);
    expect(answer.status).toBe(404);
    const { port } = new URL(cloud.endpoint);
    const virtual = client(cloud.iam.administrator(account), region, { endpoint: `http://localhost:${port}` });
    virtual.middlewareStack.add(
      (next) => (args) => {
        // The name *.localhost need not resolve on this machine; what is signed and sent as Host stays.
        (args.request as { hostname: string }).hostname = '127.0.0.1';
        return next(args);
      },
      { step: 'deserialize', name: 'resolveLocalhost' },
    );
    const { Body } = await virtual.send(new GetObjectCommand({ Bucket, Key: 'dir/a' }));
    expect(await Body?.transformToString()).toBe('virtual');
    expect(cloud.requests.all({ operation: 'GetObject' }).at(-1)?.path).toBe('/dir/a');
  });
});

describe('access', () => {
  const url = (key: string) => `${cloud.endpoint}/${Bucket}/${key}`;

  test('without a signature is denied, even where the policy is public, unless the block is lifted', async () => {
    await put('a', 'x');
    const policy: PolicyDocument = {
      Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` },
    };
    cloud.s3.setPolicy(Bucket, policy);
    expect((await fetch(url('a'))).status).toBe(403);
    const open = `${Bucket}-open`;
    cloud.s3.createBucket({
      accountId: account,
      region,
      name: open,
      policy: { Statement: { ...(policy.Statement as object), Resource: '*' } as never },
      blockPublicAccess: false,
    });
    cloud.s3.put(open, 'a', 'public');
    expect(await (await fetch(`${cloud.endpoint}/${open}/a`)).text()).toBe('public');
  });

  test('to a missing key is 403 without s3:ListBucket, 404 with it', async () => {
    const statement = (Action: string, Resource: string) => ({ Effect: 'Allow' as const, Action, Resource });
    const read = statement('s3:GetObject', `arn:aws:s3:::${Bucket}/*`);
    const user = cloud.iam.user({ accountId: account, name: 'reader', policies: [{ Statement: [read] }] });
    const get = () => client(user).send(new GetObjectCommand({ Bucket, Key: 'missing' }));
    await expect(get()).rejects.toMatchObject({ name: 'AccessDenied' });
    cloud.iam.setPolicies(user.arn, [{ Statement: [read, statement('s3:ListBucket', `arn:aws:s3:::${Bucket}`)] }]);
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('from another account needs the bucket policy and the own policy', async () => {
    await put('a', 'shared');
    const other = cloud.iam.user({
      accountId: '222222222222',
      name: 'other',
      policies: [{ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }],
    });
    const get = () => client(other).send(new GetObjectCommand({ Bucket, Key: 'a' }));
    await expect(get()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('resource-based'),
    });
    cloud.s3.setPolicy(Bucket, {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: other.arn },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    });
    await expect(get()).resolves.toBeDefined();
    cloud.iam.setPolicies(other.arn, []);
    await expect(get()).rejects.toThrow('identity-based');
  });

  test('as CloudFront with an origin access control follows the bucket policy', async () => {
    await put('a', 'page', { ContentType: 'text/html' });
    const distribution = `arn:aws:cloudfront::${account}:distribution/E1`;
    const caller = (arn: string) => cloud.iam.servicePrincipal('cloudfront.amazonaws.com', { 'aws:SourceArn': arn });
    const allow = (Action: string, Resource: string) => ({
      Effect: 'Allow' as const,
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action,
      Resource,
      Condition: { StringEquals: { 'aws:SourceArn': distribution } },
    });
    const status = async (key: string, arn = distribution) =>
      (await cloud.s3.open({ bucket: Bucket, key, caller: caller(arn) })).status;
    expect(await status('a')).toBe(403);
    cloud.s3.setPolicy(Bucket, { Statement: [allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`)] });
    expect([await status('a'), await status('a', 'arn:other'), await status('gone')]).toEqual([200, 403, 403]);
    cloud.s3.setPolicy(Bucket, {
      Statement: [allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`), allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`)],
    });
    expect(await status('gone')).toBe(404);
    const answer = await cloud.s3.open({
      bucket: Bucket,
      key: 'a',
      caller: caller(distribution),
      headers: { range: 'bytes=0-1' },
    });
    expect([answer.status, answer.headers?.['content-type'], String(answer.body)]).toEqual([206, 'text/html', 'pa']);
  });
});

describe('faults', () => {
  test('slow down with 503, and the SDK tries again', async () => {
    cloud.faults.add({ service: 's3', operation: 'PutObject', times: 2, fault: { kind: 'throttle' } });
    await expect(put('a')).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
    const patient = client(cloud.iam.administrator(account), region, { maxAttempts: 3 });
    await patient.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    expect(cloud.s3.keys(Bucket)).toEqual(['a']);
  });
});
