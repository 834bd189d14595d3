import { createHash, hash } from 'node:crypto';
import { UserError } from '../../errors.ts';
import { awsErrorName } from '../client.ts';
import { unquoted } from './etag.ts';
import { putFile, putMultipart, type ReadRange } from './multipart.ts';
import { nextStepAfter, refused, refusing } from './refusal.ts';
import type { CallS3 } from './request.ts';
import { encodedPath } from './sign.ts';
import { element, elements, escaped } from './xml.ts';

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

/** Writes by calls of S3's REST API. */
export function s3Writer(call: CallS3): S3Writer {
  return {
    async put(bucket, key, { body, sha256 = hash('sha256', body) }, headers, signal, condition) {
      const write = () =>
        call({ method: 'PUT', bucket, key, headers: { ...headers, ...conditional(condition) }, body, sha256 }, signal);
      const answer = await unlessConflict(write).catch(refusing(`Uploading s3://${bucket}/${key}`));
      if (answer === 'conflict') return ownWrite(call, bucket, key, sha256, signal);
      return unquoted(answer.headers.etag);
    },
    putFile: (bucket, key, file, signal) =>
      putFile(call, { bucket, key }, file, signal).catch(refusing(`Uploading s3://${bucket}/${key}`)),
    putLarge: (bucket, key, bytes, read, headers, signal) =>
      putMultipart(call, { bucket, key }, headers, bytes, read, signal).catch(
        refusing(`Uploading s3://${bucket}/${key} in parts`),
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
      const answer = await unlessConflict(write).catch(refusing(`${doing} s3://${bucket}/${key}`));
      return answer === 'conflict' ? answer : unquoted(element(answer.body.toString(), 'ETag'));
    },
    async deleteObjects(bucket, objects, signal) {
      const entries = objects.map(({ key, etag }) => `<Object><Key>${escaped(key)}</Key><ETag>${etag}</ETag></Object>`);
      const body = Buffer.from(`<Delete>${entries.join('')}</Delete>`);
      const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
      const answer = await call({ method: 'POST', bucket, query: { delete: '' }, headers, body }, signal).catch(
        refusing(`Deleting ${objects.length} objects of s3://${bucket}`),
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
    throw refused(error, `Reading s3://${bucket}/${key}`);
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

/** S3 answers a batch with 200 whatever became of its keys. */
function notDeleted(bucket: string, error: string): UserError {
  const code = element(error, 'Code') ?? '';
  return new UserError({
    what: `Deleting s3://${bucket}/${element(error, 'Key')} failed: ${code}.`,
    why: element(error, 'Message'),
    next: nextStepAfter(code),
  });
}
