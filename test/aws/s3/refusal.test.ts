import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { refused } from '../../../src/aws/s3/refusal.ts';
import { s3 } from '../../../src/aws/s3.ts';
import { type Cloud, startCloud } from '../../cloud/cloud.ts';
import { withVariables } from '../../support/variables.ts';

const [accountId, region] = ['111111111111', 'eu-central-1'];
let cloud: Cloud;

beforeEach(async () => {
  cloud = await startCloud();
  cloud.s3.createBucket({ accountId, region, name: 'site' });
  cloud.s3.createBucket({ accountId, region: 'us-west-2', name: 'far' });
});
afterEach(() => cloud.close());

/** What is told of a listing that S3 refuses. */
function told(bucket: string, credentials = cloud.iam.administrator(accountId)): Promise<string> {
  return withVariables(cloud.environment(credentials, region), () =>
    s3({ region })
      .reader.bucket(bucket, AbortSignal.timeout(10_000))
      .list('')
      .then(String, (error: Error) => error.message),
  );
}

const unknownKey = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' };

test('a bucket that is not there', async () => {
  expect(await told('none')).toMatch(/^Listing s3:\/\/none\/ failed: NoSuchBucket\. .*Check the name of the bucket/);
});

test('a bucket in another region', async () => {
  expect(await told('far')).toBe(
    "Listing s3://far/ failed: PermanentRedirect. The bucket is in us-west-2. Set `aws-region` (`region` in the config file) to the bucket's.",
  );
});

test('a caller without the permission', async () => {
  const nobody = cloud.iam.user({ accountId, name: 'nobody', policies: [] });
  expect(await told('site', nobody)).toMatch(/failed: AccessDenied\. .*iam-policy\.json\..*bucket's policy/);
});

test('credentials that AWS does not know', async () => {
  expect(await told('site', unknownKey)).toMatch(
    /failed: InvalidAccessKeyId\. .*AWS does not know these credentials\.$/,
  );
});

test('credentials that have expired', async () => {
  cloud.faults.add({ service: 's3', fault: { kind: 'error', code: 'ExpiredToken', message: 'It has expired.' } });
  expect(await told('site')).toMatch(/failed: ExpiredToken\. It has expired\. Ask for credentials that last longer/);
});

test('an S3 that asks for less to the end', () => {
  const error = Object.assign(new Error('Please reduce your request rate.'), { name: 'SlowDown', $metadata: {} });
  expect(refused(error, 'Uploading s3://site/a.js')).toMatchObject({
    message: expect.stringMatching(/^Uploading s3:\/\/site\/a\.js failed: SlowDown\. .* lower `concurrency`/),
  });
});

test('what S3 did not answer passes through', () => {
  const bug = new TypeError('x is not a function');
  expect(refused(bug, 'Listing')).toBe(bug);
});
