import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { ConditionKeys, PolicyDocument } from '../iam/policy.ts';
import type { AwsError } from './errors.ts';
import type { RefusalCodes } from './refusals.ts';

/** An HTTP request as it reached the cloud. `path` is still percent-encoded and has no query. */
export interface CloudRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as it was sent, without the question mark. */
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  /** The body; services that need it whole call `readBody`. */
  readonly body: Readable;
  /** The whole body, where the endpoint has read it to check the signature: for all services but S3, which streams. */
  readonly payload?: Buffer;
}

/** An HTTP answer: small ones as text or bytes, large ones as a stream. */
export interface CloudResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | Readable;
}

/** Who calls: the identity behind the access key of the request's signature, with what it may do at this moment. */
export interface Caller {
  /** Empty for a service, for the holder of a web identity and for an anonymous caller. */
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  readonly kind: 'User' | 'AssumedRole' | 'Federated' | 'Service' | 'Anonymous';
  /** Identity-based policies. */
  readonly policies: readonly PolicyDocument[];
  /** A session policy narrows what the identity may do. */
  readonly sessionPolicy?: PolicyDocument;
  /** Condition keys that come with the identity, such as `aws:PrincipalTag/team` or `aws:SourceArn`. */
  readonly keys: ConditionKeys;
}

/** What one call knows besides its input: where it goes, who makes it, when. */
export interface CallContext {
  readonly accountId: string;
  readonly region: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: Date;
}

/** A permission that a call needs: an IAM action on a resource, with the values that conditions may test. */
export interface Access {
  readonly action: string;
  readonly resource: string;
  readonly conditions?: ConditionKeys;
  /** The policy attached to the resource itself: a bucket policy, a repository policy, a role's trust. */
  readonly resourcePolicy?: PolicyDocument | undefined;
  /** The account that owns the resource, when it need not be the caller's; across accounts both sides must allow. */
  readonly resourceAccountId?: string;
  /** Set where the resource's own policy must allow in any case, as a role's trust policy must. */
  readonly resourcePolicyMustAllow?: boolean;
}

/** One call of one operation, recognised but not yet allowed nor done. */
export interface Call {
  readonly operation: string;
  /** The input as far as it is known without reading a streamed body; recorded, and shown to faults. */
  readonly input: unknown;
  /** Set for calls that may come without a signature. */
  readonly unsigned?: boolean;
  /** All must be allowed, or the call is AccessDenied. */
  access(context: CallContext): readonly Access[];
  perform(context: CallContext): Promise<CloudResponse>;
}

/** An AWS service of the local cloud, found by the signing name in a request's credential scope. */
export interface Service {
  readonly name: string;
  /** The codes of AccessDenied, an expired token and so on in this service's protocol [those of the Query protocol]. */
  readonly refusals?: RefusalCodes;
  recognise(request: CloudRequest): Promise<Call>;
  renderError(error: AwsError, requestId: string): CloudResponse;
  /** Ends what the service started: servers, processes, containers, folders. */
  close?(): Promise<void>;
}

export async function readBody(request: Pick<CloudRequest, 'body' | 'payload'>): Promise<Buffer> {
  if (request.payload) return request.payload;
  const chunks: Buffer[] = [];
  for await (const chunk of request.body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
