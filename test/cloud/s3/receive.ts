import { createHash } from 'node:crypto';
import { AwsError } from '../core/errors.ts';
import type { CloudRequest } from '../core/service.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { Bodies, StoredBody } from './bodies.ts';
import { type ChecksumAlgorithm, checksumAlgorithms, runningChecksum } from './checksums.ts';

/** A body that has come in whole and unharmed. */
export interface Received {
  readonly body: StoredBody;
  readonly md5: Buffer;
  readonly algorithm: ChecksumAlgorithm;
  readonly digest: Buffer;
  /** The checksum that the client sent, else the kept one: what the answer shows. */
  readonly answered: { readonly algorithm: ChecksumAlgorithm; readonly digest: Buffer };
}

const largestPutBytes = 5 * 1024 ** 3;

/**
 * Stores a request's body, without its framing, and checks it against every hash that the client sent. The answer's digest
 * is of the algorithm that is to be kept: by default the one that the client chose, or CRC64NVME as S3 does.
 */
export async function receive(request: CloudRequest, bodies: Bodies, kept?: ChecksumAlgorithm): Promise<Received> {
  const trailers = new Map<string, string>();
  const sent = sentAlgorithm(request);
  const algorithm = kept ?? sent ?? 'crc64nvme';
  const md5 = createHash('md5');
  const sha256 = /^[0-9a-f]{64}$/.test(header(request, 'x-amz-content-sha256') ?? '')
    ? createHash('sha256')
    : undefined;
  const keptSum = runningChecksum(algorithm);
  const sentSum = sent === undefined || sent === algorithm ? keptSum : runningChecksum(sent);
  const sums = [...new Set([md5, sha256, keptSum, sentSum])].filter((sum) => sum !== undefined);
  const content = isChunked(request) ? decodeAwsChunked(request.body, trailers) : request.body;
  const size = declaredSize(request);
  const body = await bodies.write(summed(content, sums), size);
  const digests: Digests = {
    md5: md5.digest(),
    sha256: sha256?.digest('hex'),
    checksum: keptSum.digest(),
  };
  const sentDigest = sentSum === keptSum ? digests.checksum : sentSum.digest();
  try {
    if (body.size !== size) throw incompleteBody();
    verify(request, digests);
    if (sent) verifyChecksum(request, trailers, sent, sentDigest);
  } catch (error) {
    body.release();
    throw error;
  }
  const answered = { algorithm: sent ?? algorithm, digest: sentDigest };
  return { body, md5: digests.md5, algorithm, digest: digests.checksum, answered };
}

interface Digests {
  readonly md5: Buffer;
  readonly sha256: string | undefined;
  readonly checksum: Buffer;
}

async function* summed(
  source: AsyncIterable<Buffer>,
  sums: readonly { update(bytes: Buffer): unknown }[],
): AsyncGenerator<Buffer> {
  for await (const bytes of source) {
    for (const sum of sums) sum.update(bytes);
    yield bytes;
  }
}

function verify(request: CloudRequest, { md5, sha256 }: Digests): void {
  if (sha256 && sha256 !== header(request, 'x-amz-content-sha256'))
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
    );
  const sentMd5 = header(request, 'content-md5');
  if (sentMd5 && sentMd5 !== md5.toString('base64'))
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400);
}

function verifyChecksum(
  request: CloudRequest,
  trailers: ReadonlyMap<string, string>,
  algorithm: ChecksumAlgorithm,
  digest: Buffer,
): void {
  const name = `x-amz-checksum-${algorithm}`;
  const sent = header(request, name) ?? trailers.get(name);
  if (sent === digest.toString('base64')) return;
  throw new AwsError(
    'BadDigest',
    `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    400,
  );
}

function incompleteBody(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
    400,
  );
}

function declaredSize(request: CloudRequest): number {
  const text = header(request, 'x-amz-decoded-content-length') ?? header(request, 'content-length');
  if (text === undefined)
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  if (Number(text) > largestPutBytes)
    throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.', 400, {
      ProposedSize: text,
      MaxSizeAllowed: largestPutBytes,
    });
  return Number(text);
}

/** The algorithm of the checksum header or of the announced trailer. */
export function sentAlgorithm(request: CloudRequest): ChecksumAlgorithm | undefined {
  const announced = header(request, 'x-amz-trailer') ?? '';
  return checksumAlgorithms.find(
    (algorithm) =>
      header(request, `x-amz-checksum-${algorithm}`) !== undefined || announced === `x-amz-checksum-${algorithm}`,
  );
}

function isChunked(request: CloudRequest): boolean {
  return (
    header(request, 'x-amz-content-sha256')?.startsWith('STREAMING-') === true ||
    /\baws-chunked\b/.test(header(request, 'content-encoding') ?? '')
  );
}

function header({ headers }: CloudRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
