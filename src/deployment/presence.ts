/** What every service has. */
export interface NamedService {
  readonly arn: string;
  readonly name: string;
}

/** The service when nothing else happens to it. */
export interface Found<Service> {
  /** Undefined: to be created. */
  readonly service: Service | undefined;
  /** Id of an operation that began by itself and deploys what is wanted. */
  readonly adopted?: string | undefined;
}

/** A service that can be deployed to, or what keeps it busy. */
export type Presence<Service> =
  | (Found<Service> & { readonly kind: 'free' })
  | { readonly kind: 'busy'; readonly running: string };
