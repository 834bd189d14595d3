import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import type { Credentials } from './iam/identities.ts';

export const account = '111111111111';
export const region = 'eu-central-1';

/** A cloud for a file of S3 tests, with a fresh bucket for each test and an administrator's client. */
export interface S3Stage {
  readonly cloud: Cloud;
  readonly s3: S3Client;
  readonly bucket: string;
  client(credentials: Credentials, clientRegion?: string, options?: object): S3Client;
  put(
    Key: string,
    Body?: PutObjectCommandInput['Body'],
    input?: Partial<PutObjectCommandInput>,
  ): Promise<PutObjectCommandOutput>;
  text(Key: string, input?: object): Promise<string | undefined>;
}

export function s3Stage(): S3Stage {
  let cloud: Cloud;
  let s3: S3Client;
  let count = 0;
  const bucket = () => `bucket-${count}`;
  beforeAll(async () => {
    cloud = await startCloud({ s3: { minPartBytes: 1024 } });
    s3 = client(cloud.iam.administrator(account));
  });
  afterAll(() => cloud.close());
  beforeEach(() => {
    count++;
    cloud.s3.createBucket({ accountId: account, region, name: bucket() });
  });

  function client(credentials: Credentials, clientRegion = region, options: object = {}): S3Client {
    const silent = () => undefined;
    const logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
    const common = { endpoint: cloud.endpoint, region: clientRegion, credentials, maxAttempts: 1, logger };
    return new S3Client({ ...common, ...options });
  }

  return {
    get cloud() {
      return cloud;
    },
    get s3() {
      return s3;
    },
    get bucket() {
      return bucket();
    },
    client,
    put: (Key, Body = 'x', input = {}) => s3.send(new PutObjectCommand({ Bucket: bucket(), Key, Body, ...input })),
    async text(Key, input = {}) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket(), Key, ...input }));
      return Body?.transformToString();
    },
  };
}

export function md5(data: string | Buffer): string {
  return createHash('md5').update(data).digest('hex');
}
