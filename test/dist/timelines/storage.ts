import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startCloud } from '../../cloud/cloud.ts';
import { bucket, type KnownVersion } from '../../deployment/timelines/elastic-beanstalk-server.ts';

const accountId = '111111111111';
const region = 'eu-central-1';

/** The bucket of Elastic Beanstalk with the bundles of some versions, as S3 for processes. */
export async function storageOf(versions: readonly KnownVersion[]) {
  const cloud = await startCloud();
  const credentials = cloud.iam.administrator(accountId);
  cloud.s3.createBucket({ accountId, region, name: bucket });
  const s3 = new S3Client({ endpoint: cloud.endpoint, region, credentials });
  for (const { key, text } of versions) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
  return {
    environment: {
      AWS_ENDPOINT_URL_S3: cloud.endpoint,
      ...{ AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
    },
    [Symbol.asyncDispose]: () => cloud.close(),
  };
}
