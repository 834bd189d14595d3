import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from './iam/policy.ts';
import { account, md5, region, s3Stage } from './s3-stage.ts';

const stage = s3Stage();

describe('objects', () => {
  test('come back with their bytes, headers, metadata and checksum', async () => {
    const stored = await stage.put('index.html', '<h1>Hi</h1>', {
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 'no-cache',
      Metadata: { release: 'r1' },
    });
    expect(stored).toMatchObject({ ETag: `"${md5('<h1>Hi</h1>')}"`, ServerSideEncryption: 'AES256' });
    const read = await stage.s3.send(
      new GetObjectCommand({ Bucket: stage.bucket, Key: 'index.html', ChecksumMode: 'ENABLED' }),
    );
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
    await stage.put(Key, Key);
    expect(await stage.text(Key)).toBe(Key);
    const { Contents } = await stage.s3.send(new ListObjectsV2Command({ Bucket: stage.bucket }));
    expect(Contents?.map((object) => object.Key)).toEqual([Key]);
    await stage.s3.send(
      new CopyObjectCommand({
        Bucket: stage.bucket,
        Key: 'copy',
        CopySource: `${stage.bucket}/${encodeURIComponent(Key)}`,
      }),
    );
    const { Deleted } = await stage.s3.send(
      new DeleteObjectsCommand({ Bucket: stage.bucket, Delete: { Objects: [{ Key }] } }),
    );
    expect(Deleted?.map((object) => object.Key)).toEqual([Key]);
    expect(stage.cloud.s3.keys(stage.bucket)).toEqual(['copy']);
  });

  test('stream in and out, chunked with a trailing checksum', async () => {
    const data = Buffer.alloc(3 * 1024 * 1024, 'abcdefg');
    const pieces = [data.subarray(0, 100_000), data.subarray(100_000, 2_000_000), data.subarray(2_000_000)];
    const { ETag } = await stage.put('big.bin', Readable.from(pieces), {
      ContentLength: data.length,
      ChecksumAlgorithm: 'CRC64NVME',
    });
    expect(ETag).toBe(`"${md5(data)}"`);
    const { Body, ChecksumCRC64NVME, ContentEncoding } = await stage.s3.send(
      new GetObjectCommand({ Bucket: stage.bucket, Key: 'big.bin', ChecksumMode: 'ENABLED' }),
    );
    expect(md5(Buffer.from((await Body?.transformToByteArray()) ?? []))).toBe(md5(data));
    expect({ ChecksumCRC64NVME, ContentEncoding }).toEqual({
      ChecksumCRC64NVME: expect.any(String),
      ContentEncoding: undefined,
    });
    expect(await stage.text('big.bin', { Range: 'bytes=2000000-2000006' })).toBe(
      data.toString('latin1', 2_000_000, 2_000_007),
    );
  });

  test('are refused when their checksum or MD5 is wrong', async () => {
    await expect(stage.put('a', 'x', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(stage.put('a', 'x', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    expect(stage.cloud.s3.keys(stage.bucket)).toEqual([]);
  });

  test('are refused when their bytes changed after they were signed', async () => {
    const tampering = stage.client(stage.cloud.iam.administrator(account));
    tampering.middlewareStack.add(
      (next) => (args) =>
        next({ ...args, request: Object.assign(args.request as object, { body: Buffer.from('theirs') }) }),
      { step: 'deserialize', name: 'tamper' },
    );
    const write = tampering.send(new PutObjectCommand({ Bucket: stage.bucket, Key: 'a', Body: 'ours!!' }));
    await expect(write).rejects.toMatchObject({ name: 'XAmzContentSHA256Mismatch' });
  });

  test('are refused with an access control list or tags', async () => {
    await expect(stage.put('a', 'x', { ACL: 'public-read' })).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
    });
    await expect(stage.put('a', 'x', { ACL: 'bucket-owner-full-control' })).resolves.toBeDefined();
    await expect(stage.put('a', 'x', { Tagging: 'a=b' })).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  test('have no MD5 for an ETag under KMS, and need the key', async () => {
    const keyArn = `arn:aws:kms:${region}:${account}:key/1`;
    const name = `${stage.bucket}-kms`;
    stage.cloud.s3.createBucket({ accountId: account, region, name, encryption: { kind: 'sse-kms', keyArn } });
    const input = { Bucket: name, Key: 'a', Body: 'x' };
    const first = await stage.s3.send(new PutObjectCommand(input));
    expect(first).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn });
    expect(first.ETag).not.toBe(`"${md5('x')}"`);
    const { Contents } = await stage.s3.send(new ListObjectsV2Command({ Bucket: name }));
    expect(Contents?.[0]?.ETag).toBe(first.ETag);
    const policy: PolicyDocument = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
    const withoutKey = stage.client(stage.cloud.iam.user({ accountId: account, name: 'no-kms', policies: [policy] }));
    await expect(withoutKey.send(new PutObjectCommand(input))).rejects.toThrow('kms:GenerateDataKey');
    await expect(withoutKey.send(new GetObjectCommand({ Bucket: name, Key: 'a' }))).rejects.toThrow('kms:Decrypt');
  });

  test('read by range and by condition', async () => {
    const { ETag } = await stage.put('a', '0123456789');
    expect(await stage.text('a', { Range: 'bytes=2-4' })).toBe('234');
    expect(await stage.text('a', { Range: 'bytes=-3' })).toBe('789');
    expect(await stage.text('a', { Range: 'bytes=8-99' })).toBe('89');
    await expect(stage.text('a', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
    await expect(stage.text('a', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(stage.text('a', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(stage.text('a', { IfModifiedSince: new Date(Date.now() + 5000) })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    const { ContentRange } = await stage.s3.send(
      new GetObjectCommand({ Bucket: stage.bucket, Key: 'a', Range: 'bytes=0-0' }),
    );
    expect(ContentRange).toBe('bytes 0-0/10');
  });

  test('that are missing are 404', async () => {
    await expect(stage.text('nothing')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(stage.s3.send(new HeadObjectCommand({ Bucket: stage.bucket, Key: 'nothing' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(stage.s3.send(new GetObjectCommand({ Bucket: 'no-such-bucket', Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(
      stage.s3.send(new DeleteObjectCommand({ Bucket: stage.bucket, Key: 'nothing' })),
    ).resolves.toMatchObject({
      $metadata: { httpStatusCode: 204 },
    });
  });

  test('have limits on names and metadata', async () => {
    await expect(stage.put('k'.repeat(1025))).rejects.toMatchObject({ name: 'KeyTooLongError' });
    await expect(stage.put('ü'.repeat(512))).resolves.toBeDefined();
    await expect(stage.put('a', 'x', { Metadata: { big: 'm'.repeat(2048) } })).rejects.toMatchObject({
      name: 'MetadataTooLarge',
    });
  });
});

describe('conditional writes', () => {
  test('If-None-Match: * writes once', async () => {
    await stage.put('lock', 'mine', { IfNoneMatch: '*' });
    await expect(stage.put('lock', 'theirs', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await stage.text('lock')).toBe('mine');
  });

  test('of many at once, one wins', async () => {
    const tries = Array.from({ length: 8 }, (_, n) => stage.put('lock', `${n}`, { IfNoneMatch: '*' }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('If-Match replaces the version that was seen, and no other', async () => {
    const first = await stage.put('m', '1');
    const second = await stage.put('m', '2', { IfMatch: first.ETag });
    await expect(stage.put('m', '3', { IfMatch: first.ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(stage.put('other', '3', { IfMatch: first.ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await stage.s3.send(new DeleteObjectCommand({ Bucket: stage.bucket, Key: 'm', IfMatch: second.ETag }));
    expect(stage.cloud.s3.get(stage.bucket, 'm')).toBeUndefined();
  });

  test('conflict with a delete during the upload is 409', async () => {
    await stage.put('lock', 'old');
    const bytes = Readable.from(
      (async function* () {
        yield Buffer.from('ne');
        // The server has the request when it has begun to answer another one that came after it.
        await stage.text('lock');
        stage.cloud.s3.delete(stage.bucket, 'lock');
        yield Buffer.from('w!');
      })(),
    );
    const write = stage.put('lock', bytes, { ContentLength: 4, IfNoneMatch: '*' });
    await expect(write).rejects.toMatchObject({
      name: 'ConditionalRequestConflict',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('comparing an ETag needs s3:GetObject too', async () => {
    const policy: PolicyDocument = {
      Statement: { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: '*' },
    };
    const writer = stage.client(stage.cloud.iam.user({ accountId: account, name: 'writer', policies: [policy] }));
    const { ETag } = await stage.put('a');
    await expect(
      writer.send(new PutObjectCommand({ Bucket: stage.bucket, Key: 'b', Body: 'x', IfNoneMatch: '*' })),
    ).resolves.toBeDefined();
    await expect(
      writer.send(new PutObjectCommand({ Bucket: stage.bucket, Key: 'a', Body: 'x', IfMatch: ETag })),
    ).rejects.toThrow('s3:GetObject');
    await expect(
      writer.send(new DeleteObjectCommand({ Bucket: stage.bucket, Key: 'a', IfMatch: ETag })),
    ).rejects.toThrow('s3:GetObject');
  });
});

describe('copies', () => {
  test('replace metadata in place, and keep the ETag of the bytes', async () => {
    const { ETag } = await stage.put('a.js', 'code', { CacheControl: 'no-cache', Metadata: { old: '1' } });
    const CopySource = `${stage.bucket}/a.js`;
    await expect(
      stage.s3.send(new CopyObjectCommand({ Bucket: stage.bucket, Key: 'a.js', CopySource })),
    ).rejects.toThrow('copy an object to itself');
    const copy = await stage.s3.send(
      new CopyObjectCommand({
        Bucket: stage.bucket,
        Key: 'a.js',
        CopySource,
        MetadataDirective: 'REPLACE',
        CacheControl: 'max-age=60',
        ContentType: 'text/javascript',
      }),
    );
    expect(copy.CopyObjectResult?.ETag).toBe(ETag);
    expect(stage.cloud.s3.get(stage.bucket, 'a.js')).toMatchObject({
      headers: { 'cache-control': 'max-age=60', 'content-type': 'text/javascript' },
      metadata: {},
    });
  });

  test('depend on conditions of the source and of the destination', async () => {
    const { ETag } = await stage.put('a');
    const copy = (input: object) =>
      stage.s3.send(
        new CopyObjectCommand({ Bucket: stage.bucket, Key: 'b', CopySource: `${stage.bucket}/a`, ...input }),
      );
    await expect(copy({ CopySourceIfMatch: '"x"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(copy({ CopySourceIfNoneMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await copy({ IfNoneMatch: '*', CopySourceIfMatch: ETag });
    await expect(copy({ IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('outlive their original', async () => {
    const big = Buffer.alloc(200_000, 7);
    await stage.put('a', big);
    await stage.s3.send(new CopyObjectCommand({ Bucket: stage.bucket, Key: 'b', CopySource: `${stage.bucket}/a` }));
    await stage.s3.send(new DeleteObjectCommand({ Bucket: stage.bucket, Key: 'a' }));
    expect((await stage.cloud.s3.get(stage.bucket, 'b')?.bytes())?.equals(big)).toBe(true);
  });
});
