import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { AwsError } from '../core/errors.ts';
import type { CallContext, Caller, CloudRequest, CloudResponse } from '../core/service.ts';
import { renderS3Error } from './errors.ts';
import { routeOf } from './routes.ts';
import { bucketOf, type S3State } from './state.ts';
import { targetOf } from './target.ts';

/** A read of an object by an AWS service, such as CloudFront with an origin access control. */
export interface OriginRequest {
  readonly bucket: string;
  readonly key: string;
  /** Whom the bucket policy judges: `iam.servicePrincipal('cloudfront.amazonaws.com', { 'aws:SourceArn': … })`. */
  readonly caller: Caller;
  /** [GET] */
  readonly method?: 'GET' | 'HEAD';
  /** Range and conditions, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers as S3's REST API does: 403 where the policy does not allow, and for a missing key unless the caller may list. */
export async function openObject(state: S3State, origin: OriginRequest, now: Date): Promise<CloudResponse> {
  const requestId = randomUUID();
  try {
    const target = targetOf(requestFor(origin));
    const context: CallContext = {
      accountId: origin.caller.accountId,
      region: bucketOf(state, origin.bucket).region,
      caller: origin.caller,
      requestId,
      now,
    };
    const { operation } = routeOf(target);
    const denied = operation
      .access(state, target, context)
      .some((access) => access.action.startsWith('s3:') && !state.allows(origin.caller, access, context.region));
    if (denied) throw new AwsError('AccessDenied', 'Access Denied', 403);
    return await operation.perform(state, target, context);
  } catch (error) {
    if (error instanceof AwsError) return renderS3Error(error, requestId);
    throw error;
  }
}

function requestFor({ bucket, key, method = 'GET', headers = {} }: OriginRequest): CloudRequest {
  const path = `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  return { method, path, query: new URLSearchParams(), rawQuery: '', headers: { ...headers }, body: Readable.from([]) };
}
