import { Readable } from 'node:stream';
import { anonymous } from '../iam/gatekeeper.ts';
import type { Iam } from '../iam/iam.ts';
import type { S3 } from '../s3/s3.ts';
import type { OpenOrigin } from './edge/origins.ts';

/** How edges read buckets: as CloudFront for the distribution that has an origin access control, as anybody without one. */
export function bucketOrigin(s3: Pick<S3, 'open'>, iam: Pick<Iam, 'servicePrincipal'>): OpenOrigin {
  return async ({ bucket, key, distributionArn, accountId, signed, headers }) => {
    const keys = { 'aws:SourceArn': distributionArn, 'aws:SourceAccount': accountId };
    const caller = signed ? iam.servicePrincipal('cloudfront.amazonaws.com', keys) : anonymous;
    const answer = await s3.open({ bucket, key, caller, headers });
    const { body = '' } = answer;
    return {
      status: answer.status,
      headers: Object.fromEntries(
        Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      body: body instanceof Readable ? body : Readable.from([Buffer.from(body)]),
    };
  };
}
