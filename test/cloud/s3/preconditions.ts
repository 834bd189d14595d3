import { AwsError } from '../core/errors.ts';
import type { Bucket, S3Object } from './buckets.ts';
import { noSuchKey, preconditionFailed } from './errors.ts';

/** The four conditional headers; for a copy's source they come under other names. */
export interface ReadConditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifModifiedSince?: string | undefined;
  readonly ifUnmodifiedSince?: string | undefined;
}

/**
 * Throws 412 where a read's condition does not hold; says whether the client has the object already. An ETag decides before a date.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function checkRead({ etag, lastModified }: S3Object, conditions: ReadConditions): 'modified' | 'not modified' {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, etag)) throw preconditionFailed('If-Match');
  } else if (ifUnmodifiedSince !== undefined && seconds(lastModified) > Date.parse(ifUnmodifiedSince))
    throw preconditionFailed('If-Unmodified-Since');
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, etag) ? 'not modified' : 'modified';
  return ifModifiedSince !== undefined && seconds(lastModified) <= Date.parse(ifModifiedSince)
    ? 'not modified'
    : 'modified';
}

export interface WriteConditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/** Begins a conditional write of a key; the answer is called when the bytes are there, and throws when the write must not be. */
export function beginWrite(bucket: Bucket, key: string, conditions: WriteConditions): () => void {
  const { ifMatch, ifNoneMatch } = conditions;
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', 501, {
      Header: 'If-None-Match',
    });
  if (ifMatch === undefined && ifNoneMatch === undefined) return () => undefined;
  const deletionsBefore = bucket.deletions(key);
  return () => {
    if (bucket.deletions(key) !== deletionsBefore)
      throw new AwsError(
        'ConditionalRequestConflict',
        'The conditional request cannot succeed due to a conflicting operation against this resource.',
        409,
        { Condition: ifMatch === undefined ? 'If-None-Match' : 'If-Match', Key: key },
      );
    checkWrite(bucket.get(key), key, conditions);
  };
}

/** Also decides a conditional delete. */
export function checkWrite(object: S3Object | undefined, key: string, { ifMatch, ifNoneMatch }: WriteConditions): void {
  if (ifNoneMatch !== undefined && object) throw preconditionFailed('If-None-Match');
  if (ifMatch === undefined) return;
  if (!object) throw noSuchKey(key);
  if (!matches(ifMatch, object.etag)) throw preconditionFailed('If-Match');
}

function matches(list: string, etag: string): boolean {
  return list.split(',').some((entry) => {
    const value = entry.trim().replace(/^W\//, '');
    return value === '*' || value.replaceAll('"', '') === etag;
  });
}

/** HTTP dates have whole seconds. */
function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000) * 1000;
}
