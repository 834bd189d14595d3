import { createReadStream } from 'node:fs';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type _Error as RefusedKey,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { UserError } from '../errors.ts';
import { awsErrorName, type ClientOptions, clientSettings, explained } from './client.ts';

/** An object as a listing shows it. */
export interface ListedObject {
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  readonly bytes: number;
}

export interface StoredText {
  readonly text: string;
  readonly etag: string;
}

/** The headers with which an object is served. */
export interface ObjectHeaders {
  readonly contentType: string;
  readonly cacheControl: string;
}

export interface S3Reader {
  /** All objects below a prefix, in the order of their keys. */
  list(bucket: string, prefix: string, signal: AbortSignal): Promise<readonly ListedObject[]>;
  /** A small object's text, if it exists. */
  text(bucket: string, key: string, signal: AbortSignal): Promise<StoredText | undefined>;
}

export interface S3Writer {
  /** Puts an object; the answer is its ETag. */
  put(bucket: string, key: string, body: Uint8Array, headers: ObjectHeaders, signal: AbortSignal): Promise<string>;
  /** Puts a large file, streamed from disk; a cut connection is tried again from the start. */
  putFile(
    bucket: string,
    key: string,
    file: { readonly path: string; readonly bytes: number },
    signal: AbortSignal,
  ): Promise<void>;
  /** Gives an object new headers, on condition that its content is still the one with this ETag; the answer is the new ETag. */
  replaceHeaders(
    bucket: string,
    key: string,
    etag: string,
    headers: ObjectHeaders,
    signal: AbortSignal,
  ): Promise<string>;
  /** Puts a text on condition that nobody else wrote it since `etag` was read; undefined means that it did not exist. */
  putTextIfUnchanged(
    bucket: string,
    key: string,
    text: string,
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<string>;
  /** Deletes up to 1,000 objects, each only while it has its ETag; the answer is the keys that it deleted. */
  deleteObjects(
    bucket: string,
    objects: readonly { readonly key: string; readonly etag: string }[],
    signal: AbortSignal,
  ): Promise<readonly string[]>;
}

export function s3(options: ClientOptions): { readonly reader: S3Reader; readonly writer: S3Writer } {
  const settings = clientSettings(options);
  const agent = { maxSockets: 256, keepAlive: true };
  const client = new S3Client({
    ...settings,
    requestHandler: { ...settings.requestHandler, httpAgent: agent, httpsAgent: agent },
  });
  return { reader: reader(client), writer: writer(client) };
}

function reader(client: S3Client): S3Reader {
  return {
    async list(bucket, prefix, abortSignal) {
      const objects: ListedObject[] = [];
      try {
        for await (const page of paginateListObjectsV2(
          { client },
          { Bucket: bucket, Prefix: prefix },
          { abortSignal },
        )) {
          for (const { Key = '', ETag, Size = 0 } of page.Contents ?? [])
            objects.push({ key: Key, etag: unquoted(ETag), bytes: Size });
        }
      } catch (error) {
        throw explained(error, `Listing s3://${bucket}/${prefix}`);
      }
      return objects;
    },
    async text(bucket, key, abortSignal) {
      try {
        const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
        return { text: (await Body?.transformToString()) ?? '', etag: unquoted(ETag) };
      } catch (error) {
        if (awsErrorName(error) === 'NoSuchKey') return undefined;
        throw explained(error, `Reading s3://${bucket}/${key}`);
      }
    },
  };
}

function writer(client: S3Client): S3Writer {
  return {
    async put(bucket, key, body, headers, abortSignal) {
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...apiHeaders(headers) });
      const { ETag } = await client.send(command, { abortSignal }).catch(failing(`Uploading s3://${bucket}/${key}`));
      return unquoted(ETag);
    },
    putFile: (bucket, key, file, signal) => putFile(client, bucket, key, file, signal),
    async replaceHeaders(bucket, key, etag, headers, abortSignal) {
      const CopySource = `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
      const same = {
        Bucket: bucket,
        Key: key,
        CopySource,
        CopySourceIfMatch: etag,
        MetadataDirective: 'REPLACE',
      } as const;
      const command = new CopyObjectCommand({ ...same, ...apiHeaders(headers) });
      const { CopyObjectResult } = await client
        .send(command, { abortSignal })
        .catch(failing(`Replacing the headers of s3://${bucket}/${key}`));
      return unquoted(CopyObjectResult?.ETag);
    },
    async putTextIfUnchanged(bucket, key, text, etag, abortSignal) {
      const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: text,
        ContentType: 'application/json',
        CacheControl: 'no-store',
        ...condition,
      });
      try {
        return unquoted((await client.send(command, { abortSignal })).ETag);
      } catch (error) {
        throw /PreconditionFailed|ConditionalRequestConflict/.test(awsErrorName(error))
          ? writtenByOthers(bucket, key)
          : explained(error, `Writing s3://${bucket}/${key}`);
      }
    },
    async deleteObjects(bucket, objects, abortSignal) {
      const command = new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: objects.map(({ key, etag }) => ({ Key: key, ETag: etag })) },
      });
      const { Deleted = [], Errors = [] } = await client
        .send(command, { abortSignal })
        .catch(failing(`Deleting ${objects.length} objects of s3://${bucket}`));
      const refusal = Errors.find(({ Code = '' }) => !/^(PreconditionFailed|NoSuchKey)$/.test(Code));
      if (refusal) throw notDeleted(bucket, refusal);
      return Deleted.map(({ Key = '' }) => Key);
    },
  };
}

const fileAttempts = 3;

/** A stream cannot be sent twice, so the SDK does not try again: each attempt has a stream of its own. */
async function putFile(
  client: S3Client,
  bucket: string,
  key: string,
  { path, bytes }: { readonly path: string; readonly bytes: number },
  abortSignal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const body = createReadStream(path);
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentLength: bytes }), {
        abortSignal,
        requestTimeout: 30 * 60_000,
      });
      return;
    } catch (error) {
      const isRefused = error instanceof S3ServiceException && (error.$metadata.httpStatusCode ?? 500) < 500;
      if (attempt === fileAttempts || isRefused || abortSignal.aborted)
        throw explained(error, `Uploading s3://${bucket}/${key}`);
    } finally {
      body.destroy();
    }
  }
}

function apiHeaders({ contentType, cacheControl }: ObjectHeaders) {
  return { ContentType: contentType, CacheControl: cacheControl };
}

function failing(doing: string): (error: unknown) => never {
  return (error) => {
    throw explained(error, doing);
  };
}

function unquoted(etag = ''): string {
  return etag.replaceAll('"', '');
}

function writtenByOthers(bucket: string, key: string): UserError {
  return new UserError({
    what: `s3://${bucket}/${key} was written by another deployment while this one ran.`,
    next: 'Let the other one finish, then run this one again; deploy one at a time per environment (concurrency).',
  });
}

/** S3 answers a batch with 200 whatever became of its keys. */
function notDeleted(bucket: string, { Key, Code, Message }: RefusedKey): UserError {
  return new UserError({
    what: `Deleting s3://${bucket}/${Key} failed: ${Code}.`,
    why: Message,
    next: Code === 'AccessDenied' ? "Add the permission to the role, as in the action's iam-policy.json." : undefined,
  });
}
