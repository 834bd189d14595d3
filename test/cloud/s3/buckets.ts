import { createHash } from 'node:crypto';
import type { PolicyDocument } from '../iam/policy.ts';
import type { StoredBody } from './bodies.ts';
import type { ChecksumAlgorithm } from './checksums.ts';
import { positionOf } from './key-order.ts';
import type { WebsiteConfiguration } from './website-configuration.ts';

/** Server-side encryption: with S3's own keys, or with a key of KMS (the account's `aws/s3` unless named by ARN). */
export type Encryption = { readonly kind: 'sse-s3' } | { readonly kind: 'sse-kms'; readonly keyArn?: string };

export interface BucketSpec {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** [sse-s3] */
  readonly encryption?: Encryption;
  readonly policy?: PolicyDocument | undefined;
  /** Whether unsigned requests are refused whatever the bucket policy says, as in every new bucket [true]. */
  readonly blockPublicAccess?: boolean;
  /** [it is no website] */
  readonly website?: WebsiteConfiguration | undefined;
}

export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; a composite one ends in `-<number of parts>`. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface S3Object {
  readonly key: string;
  readonly body: StoredBody;
  /** Without quotes. */
  readonly etag: string;
  readonly lastModified: Date;
  /** Content-Type, Cache-Control and their like, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly checksum: ObjectChecksum;
  readonly encryption: Encryption;
}

export interface UploadedPart {
  readonly number: number;
  readonly body: StoredBody;
  readonly etag: string;
  readonly md5: Buffer;
  readonly digest: Buffer;
  readonly lastModified: Date;
}

export interface MultipartUpload {
  readonly id: string;
  readonly key: string;
  readonly initiated: Date;
  /** ARN of the caller who began it. */
  readonly initiator: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly encryption: Encryption;
  readonly algorithm: ChecksumAlgorithm;
  /** Whether the client named the algorithm; then all parts must come with it. */
  readonly algorithmNamed: boolean;
  readonly checksumType: ObjectChecksum['type'];
  readonly parts: Map<number, UploadedPart>;
}

export interface Bucket extends BucketSpec {
  readonly encryption: Encryption;
  readonly blockPublicAccess: boolean;
  readonly createdAt: Date;
  readonly uploads: Map<string, MultipartUpload>;
  policy: PolicyDocument | undefined;
  website: WebsiteConfiguration | undefined;
  /** All keys in UTF-8 order. */
  keys(): readonly string[];
  get(key: string): S3Object | undefined;
  /** Stores an object in the place of the one with its key. */
  set(object: S3Object): void;
  delete(key: string): void;
  /** How often the key was deleted: a conditional write compares it before and after its upload. */
  deletions(key: string): number;
}

export function newBucket(spec: BucketSpec, createdAt: Date): Bucket {
  const objects = new Map<string, S3Object>();
  const keys: string[] = [];
  const deletions = new Map<string, number>();
  return {
    encryption: { kind: 'sse-s3' },
    blockPublicAccess: true,
    ...spec,
    policy: spec.policy,
    website: spec.website,
    createdAt,
    uploads: new Map(),
    keys: () => keys,
    get: (key) => objects.get(key),
    set(object) {
      const old = objects.get(object.key);
      objects.set(object.key, object);
      if (!old) keys.splice(positionOf(keys, object.key), 0, object.key);
      old?.body.release();
    },
    delete(key) {
      const object = objects.get(key);
      if (!object) return;
      objects.delete(key);
      keys.splice(positionOf(keys, key), 1);
      deletions.set(key, (deletions.get(key) ?? 0) + 1);
      object.body.release();
    },
    deletions: (key) => deletions.get(key) ?? 0,
  };
}

/** S3 names an account by its canonical user id, 64 hexadecimal digits. */
export function ownerOf({ accountId }: Pick<Bucket, 'accountId'>): { readonly ID: string } {
  return { ID: createHash('sha256').update(accountId).digest('hex') };
}
