/** A host that speaks HTTP, and where on it a bucket's keys begin. */
export interface Endpoint {
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number | undefined;
  /** In front of the key's path: empty when the bucket stands in the host name. */
  readonly pathPrefix: string;
}

/** Where a bucket's requests go, and how they are signed. */
export interface Place extends Endpoint {
  readonly scope: SigningScope;
  /** Asked for each request: they are renewed while a run goes on. */
  readonly credentials: () => Promise<Credentials>;
}

/** What a signature is good for. */
export interface SigningScope {
  readonly region: string;
  /** `s3`; other names stand for other kinds of buckets. */
  readonly service: string;
  /** The header that the session's token goes into. */
  readonly tokenHeader: string;
}

/** Credentials as the SDK's chain gives them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}
