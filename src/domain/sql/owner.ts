/** The environment that a database belongs to, as a row in the database itself says: a secret that was mixed up says otherwise. */
export interface Owner {
  readonly environment: string;
  /** The run that has written it. */
  readonly runUrl: string;
}

export const ownerTable = 'seed_rds_environment';
