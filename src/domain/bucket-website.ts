/** What was asked for, or why nobody answered. */
export type Told<T> =
  | { readonly kind: 'told'; readonly value: T }
  | { readonly kind: 'not told'; readonly why: string };

/** What a bucket says of itself as a website, and of who may read it. */
export interface BucketWebsiteFacts {
  /** Undefined while it is no website. */
  readonly hosting: Told<WebsiteHosting | undefined>;
  /** Whether its policy lets everybody read something. */
  readonly publicPolicy: Told<boolean>;
  /** Whether its block of public access keeps everybody else out, whatever the policy says. */
  readonly publicBlocked: Told<boolean>;
  /** Where visitors find it; undefined at a server that is not AWS's own, whose website may be anywhere. */
  readonly url: string | undefined;
}

/** A configuration of static website hosting. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
export interface WebsiteHosting {
  /** The file that answers for a folder. */
  readonly indexDocument: string | undefined;
  /** The key of what answers for all that is not there, with the status of the error. */
  readonly errorDocument: string | undefined;
  /** The host to which all requests are redirected. */
  readonly redirectsAllTo: string | undefined;
  /** Whether there are redirection rules. */
  readonly hasRules: boolean;
}
