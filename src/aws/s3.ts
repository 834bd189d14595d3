import { createHash, hash } from 'node:crypto';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { UserError } from '../errors.ts';
import { awsErrorName, type ClientOptions, explained } from './client.ts';
import { unquoted } from './s3/etag.ts';
import { type ListedObject, listAll } from './s3/listing.ts';
import { putFile, putMultipart, type ReadRange } from './s3/multipart.ts';
import { type CallS3, s3Caller } from './s3/request.ts';
import { encodedPath } from './s3/sign.ts';
import { element, elements, escaped } from './s3/xml.ts';

export type { ListedObject, ReadRange };

export interface StoredText {
  readonly text: string;
  readonly etag: string;
}

/** The headers with which an object is served, by lower-case name; `x-amz-meta-…` among them. */
export type ObjectHeaders = Readonly<Record<string, string>>;

/** What a write presumes: nothing, that there is no such object, or that it still has this ETag. */
export type WriteCondition = { readonly ifAbsent: true } | { readonly ifEtag: string };

/** A small object to write; S3 refuses a body that does not have this SHA-256. */
export interface ObjectContent {
  readonly body: Uint8Array;
  /** In hex; left out: it is computed. */
  readonly sha256?: string;
}

/** A checksum over a whole object, as S3 keeps it: one that two contents will not share by chance. */
export interface StoredChecksum {
  readonly algorithm: 'sha256' | 'sha1' | 'crc64nvme';
  readonly hex: string;
}

export interface S3Reader {
  /** All objects below a prefix, in S3's order. `expected`, keys that are probably there in that order, makes it quick. */
  list(
    bucket: string,
    prefix: string,
    signal: AbortSignal,
    expected?: Promise<readonly string[]>,
  ): Promise<readonly ListedObject[]>;
  /** A small object's text, if it exists; `unchanged` when it still has the ETag that the caller knows. */
  text(bucket: string, key: string, signal: AbortSignal): Promise<StoredText | undefined>;
  text(
    bucket: string,
    key: string,
    signal: AbortSignal,
    knownEtag: string | undefined,
  ): Promise<StoredText | undefined | 'unchanged'>;
  /** The checksum of the object that has this ETag; undefined where S3 keeps none that tells, or does not let us see it. */
  checksum(bucket: string, key: string, etag: string, signal: AbortSignal): Promise<StoredChecksum | undefined>;
}

export interface S3Writer {
  /** Puts an object; the answer is its ETag, or `conflict` when the condition does not hold. */
  put(
    bucket: string,
    key: string,
    content: ObjectContent,
    headers: ObjectHeaders,
    signal: AbortSignal,
    condition?: WriteCondition,
  ): Promise<string | 'conflict'>;
  /** Puts a file from disk, a large one in parts. */
  putFile(
    bucket: string,
    key: string,
    file: { readonly path: string; readonly bytes: number },
    signal: AbortSignal,
  ): Promise<void>;
  /** Puts a large object in parts; the answer is its ETag. */
  putLarge(
    bucket: string,
    key: string,
    bytes: number,
    read: ReadRange,
    headers: ObjectHeaders,
    signal: AbortSignal,
  ): Promise<string>;
  /** Copies within the bucket, on condition that the source is still the one with this ETag; the copy has these headers. */
  copy(
    bucket: string,
    from: { readonly key: string; readonly etag: string },
    key: string,
    headers: ObjectHeaders,
    signal: AbortSignal,
    condition?: WriteCondition,
  ): Promise<string | 'conflict'>;
  /** Deletes up to 1,000 objects, each only while it has its ETag; the answer is the keys that it deleted. */
  deleteObjects(
    bucket: string,
    objects: readonly { readonly key: string; readonly etag: string }[],
    signal: AbortSignal,
  ): Promise<readonly string[]>;
}

const maxRequests = 256;

/** S3 by signed requests of our own: the SDK's client costs more than the request itself, thousands of times in a row. */
export function s3({ region }: ClientOptions): { readonly reader: S3Reader; readonly writer: S3Writer } {
  const credentials = defaultProvider();
  const call = s3Caller({
    region: async () => (typeof region === 'string' ? region : region()),
    credentials: () => credentials(),
    maxRequests,
  });
  return { reader: reader(call), writer: writer(call) };
}

function reader(call: CallS3): S3Reader {
  return {
    list: (bucket, prefix, signal, expected = Promise.resolve([])) =>
      listAll(call, bucket, prefix, expected, signal).catch(failing(`Listing s3://${bucket}/${prefix}`)),
    text: (async (bucket: string, key: string, signal: AbortSignal, knownEtag?: string) => {
      try {
        const headers: Record<string, string> = knownEtag === undefined ? {} : { 'if-none-match': `"${knownEtag}"` };
        const answer = await call({ method: 'GET', bucket, key, headers }, signal);
        return { text: answer.body.toString(), etag: unquoted(answer.headers.etag) };
      } catch (error) {
        if (awsErrorName(error) === 'NoSuchKey') return undefined;
        if (awsErrorName(error) === 'NotModified') return 'unchanged';
        throw explained(error, `Reading s3://${bucket}/${key}`);
      }
    }) as S3Reader['text'],
    async checksum(bucket, key, etag, signal) {
      const headers = { 'x-amz-checksum-mode': 'ENABLED', 'if-match': `"${etag}"` };
      try {
        return storedChecksum((await call({ method: 'HEAD', bucket, key, headers }, signal)).headers);
      } catch (error) {
        // Gone or written since; or encrypted with a key that this role may not use.
        if (/^(NotFound|Http412|Http403)$/.test(awsErrorName(error))) return undefined;
        throw explained(error, `Reading the checksum of s3://${bucket}/${key}`);
      }
    },
  };
}

/** Of an upload in parts some checksums are made of the parts' own, and tell nothing about the whole. */
function storedChecksum(headers: Readonly<Record<string, string>>): StoredChecksum | undefined {
  if (headers['x-amz-checksum-type'] !== 'FULL_OBJECT') return undefined;
  for (const algorithm of ['sha256', 'sha1', 'crc64nvme'] as const) {
    const base64 = headers[`x-amz-checksum-${algorithm}`];
    if (base64 !== undefined) return { algorithm, hex: Buffer.from(base64, 'base64').toString('hex') };
  }
  return undefined;
}

function writer(call: CallS3): S3Writer {
  return {
    async put(bucket, key, { body, sha256 = hash('sha256', body) }, headers, signal, condition) {
      const write = () =>
        call({ method: 'PUT', bucket, key, headers: { ...headers, ...conditional(condition) }, body, sha256 }, signal);
      const answer = await unlessConflict(write).catch(failing(`Uploading s3://${bucket}/${key}`));
      if (answer === 'conflict') return ownWrite(call, bucket, key, sha256, signal);
      return unquoted(answer.headers.etag);
    },
    putFile: (bucket, key, file, signal) =>
      putFile(call, { bucket, key }, file, signal).catch(failing(`Uploading s3://${bucket}/${key}`)),
    putLarge: (bucket, key, bytes, read, headers, signal) =>
      putMultipart(call, { bucket, key }, headers, bytes, read, signal).catch(
        failing(`Uploading s3://${bucket}/${key} in parts`),
      ),
    async copy(bucket, from, key, headers, signal, condition) {
      const source = {
        'x-amz-copy-source': `${bucket}/${encodedPath(from.key)}`,
        'x-amz-copy-source-if-match': `"${from.etag}"`,
        'x-amz-metadata-directive': 'REPLACE',
      };
      const write = () =>
        call({ method: 'PUT', bucket, key, headers: { ...headers, ...source, ...conditional(condition) } }, signal);
      const doing = from.key === key ? 'Replacing the headers of' : `Copying s3://${bucket}/${from.key} to`;
      const answer = await unlessConflict(write).catch(failing(`${doing} s3://${bucket}/${key}`));
      return answer === 'conflict' ? answer : unquoted(element(answer.body.toString(), 'ETag'));
    },
    async deleteObjects(bucket, objects, signal) {
      const entries = objects.map(({ key, etag }) => `<Object><Key>${escaped(key)}</Key><ETag>${etag}</ETag></Object>`);
      const body = Buffer.from(`<Delete>${entries.join('')}</Delete>`);
      const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
      const answer = await call({ method: 'POST', bucket, query: { delete: '' }, headers, body }, signal).catch(
        failing(`Deleting ${objects.length} objects of s3://${bucket}`),
      );
      const xml = answer.body.toString();
      const refusal = elements(xml, 'Error').find(
        (error) => !/^(PreconditionFailed|NoSuchKey)$/.test(element(error, 'Code') ?? ''),
      );
      if (refusal) throw notDeleted(bucket, refusal);
      return elements(xml, 'Deleted').map((deleted) => element(deleted, 'Key') ?? '');
    },
  };
}

/** A write whose answer was lost is sent again and meets itself: what is there may be ours. */
async function ownWrite(
  call: CallS3,
  bucket: string,
  key: string,
  sha256: string,
  signal: AbortSignal,
): Promise<string | 'conflict'> {
  try {
    const { body, headers } = await call({ method: 'GET', bucket, key }, signal);
    const same = hash('sha256', body) === sha256;
    return same ? unquoted(headers.etag) : 'conflict';
  } catch (error) {
    if (awsErrorName(error) === 'NoSuchKey') return 'conflict';
    throw explained(error, `Reading s3://${bucket}/${key}`);
  }
}

async function unlessConflict<T>(write: () => Promise<T>): Promise<T | 'conflict'> {
  try {
    return await write();
  } catch (error) {
    // A condition on the ETag of an object that is gone is answered with NoSuchKey.
    if (/^(PreconditionFailed|ConditionalRequestConflict|NoSuchKey)$/.test(awsErrorName(error))) return 'conflict';
    throw error;
  }
}

function conditional(condition: WriteCondition | undefined): Readonly<Record<string, string>> {
  if (condition === undefined) return {};
  return 'ifAbsent' in condition ? { 'if-none-match': '*' } : { 'if-match': `"${condition.ifEtag}"` };
}

function failing(doing: string): (error: unknown) => never {
  return (error) => {
    throw explained(error, doing);
  };
}

/** S3 answers a batch with 200 whatever became of its keys. */
function notDeleted(bucket: string, error: string): UserError {
  const code = element(error, 'Code');
  return new UserError({
    what: `Deleting s3://${bucket}/${element(error, 'Key')} failed: ${code}.`,
    why: element(error, 'Message'),
    next: code === 'AccessDenied' ? "Add the permission to the role, as in the action's iam-policy.json." : undefined,
  });
}
