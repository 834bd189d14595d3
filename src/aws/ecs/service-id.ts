/** A service in a cluster, by its name. */
export interface ServiceId {
  readonly cluster: string;
  readonly name: string;
}
