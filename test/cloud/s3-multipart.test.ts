import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  type ChecksumType,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { md5, s3Stage } from './s3-stage.ts';

const stage = s3Stage();

describe('multipart uploads', () => {
  const pieces = [Buffer.alloc(100_000, 1), Buffer.alloc(70_000, 2), Buffer.alloc(10, 3)];

  async function begin(
    input: { ChecksumAlgorithm?: ChecksumAlgorithm; ChecksumType?: ChecksumType; CacheControl?: string } = {},
  ) {
    const { ChecksumAlgorithm } = input;
    const { UploadId } = await stage.s3.send(
      new CreateMultipartUploadCommand({ Bucket: stage.bucket, Key: 'big', ...input }),
    );
    const parts = [];
    for (const [index, Body] of pieces.entries()) {
      const PartNumber = index + 1;
      const { ETag } = await stage.s3.send(
        new UploadPartCommand({
          Bucket: stage.bucket,
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
    const listed = await stage.s3.send(
      new ListPartsCommand({ Bucket: stage.bucket, Key: 'big', UploadId, MaxParts: 2 }),
    );
    expect(listed).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: '2',
      Parts: [{ Size: 100_000 }, { Size: 70_000 }],
    });
    const done = await stage.s3.send(
      new CompleteMultipartUploadCommand({
        Bucket: stage.bucket,
        Key: 'big',
        UploadId,
        MultipartUpload: { Parts: parts },
      }),
    );
    expect(done.ETag).toBe(
      `"${md5(Buffer.concat(pieces.map((piece) => createHash('md5').update(piece).digest())))}-3"`,
    );
    expect((await stage.cloud.s3.get(stage.bucket, 'big')?.bytes())?.equals(Buffer.concat(pieces))).toBe(true);
    const { Body } = await stage.s3.send(
      new GetObjectCommand({ Bucket: stage.bucket, Key: 'big', Range: 'bytes=99998-170001' }),
    );
    expect(
      Buffer.concat(pieces)
        .subarray(99_998, 170_002)
        .equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0)),
    ).toBe(true);
    const copied = await stage.s3.send(
      new CopyObjectCommand({ Bucket: stage.bucket, Key: 'copy', CopySource: `${stage.bucket}/big` }),
    );
    expect(copied.CopyObjectResult?.ETag).toBe(`"${md5(Buffer.concat(pieces))}"`);
  });

  test.each([
    'CRC32',
    'CRC32C',
    'CRC64NVME',
  ] as const)('have the %s of the whole, combined from the parts', async (ChecksumAlgorithm) => {
    const { UploadId, parts } = await begin({ ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
    await stage.s3.send(
      new CompleteMultipartUploadCommand({
        Bucket: stage.bucket,
        Key: 'big',
        UploadId,
        MultipartUpload: { Parts: parts },
      }),
    );
    await stage.put('whole', Buffer.concat(pieces), { ChecksumAlgorithm });
    const member = `Checksum${ChecksumAlgorithm}` as const;
    const checksum = async (Key: string) =>
      (await stage.s3.send(new HeadObjectCommand({ Bucket: stage.bucket, Key, ChecksumMode: 'ENABLED' })))[member];
    expect(await checksum('big')).toBe(await checksum('whole'));
  });

  test('are refused with parts that are unknown, unordered or too small, and when aborted', async () => {
    const { UploadId, parts } = await begin();
    const complete = (Parts: typeof parts) =>
      stage.s3.send(
        new CompleteMultipartUploadCommand({ Bucket: stage.bucket, Key: 'big', UploadId, MultipartUpload: { Parts } }),
      );
    await expect(complete([{ PartNumber: 9, ETag: 'x' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete(parts.toReversed())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await stage.s3.send(
      new UploadPartCommand({ Bucket: stage.bucket, Key: 'big', UploadId, PartNumber: 4, Body: 'end' }),
    );
    await expect(complete([...parts, { PartNumber: 4, ETag: md5('end') }])).rejects.toMatchObject({
      name: 'EntityTooSmall',
    });
    await stage.s3.send(new AbortMultipartUploadCommand({ Bucket: stage.bucket, Key: 'big', UploadId }));
    await expect(complete(parts)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});
