import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { AwsError } from './errors.ts';

/** An HTTP request as it reached the cloud. `path` is still percent-encoded and has no query. */
export interface CloudRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body; services that need it whole call `readBody`. */
  readonly body: Readable;
}

/** An HTTP answer: small ones as text or bytes, large ones as a stream. */
export interface CloudResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | Readable;
}

/** Who calls: the identity behind the access key of the request's signature. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
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
  readonly conditions?: Readonly<Record<string, string | readonly string[]>>;
}

/** One call of one operation, recognised but not yet allowed nor done. */
export interface Call {
  readonly operation: string;
  /** The input as far as it is known without reading a streamed body; recorded, and shown to faults. */
  readonly input: unknown;
  /** All must be allowed, or the call is AccessDenied. */
  access(context: CallContext): readonly Access[];
  perform(context: CallContext): Promise<CloudResponse>;
}

/** An AWS service of the local cloud, found by the signing name in a request's credential scope. */
export interface Service {
  readonly name: string;
  recognise(request: CloudRequest): Promise<Call>;
  renderError(error: AwsError, requestId: string): CloudResponse;
  /** Ends what the service started: servers, processes, containers, folders. */
  close?(): Promise<void>;
}

export async function readBody(request: CloudRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request.body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
