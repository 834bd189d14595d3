/** A value of a SQL parameter. */
export type SqlValue = string | number | boolean | Date | null;

/** A row as the driver gave it: read its columns with the functions of row.ts. */
export type Row = Readonly<Record<string, unknown>>;

/** Statements with `?` for each parameter, the same for both engines; table and column names are ours, values never enter the text. */
export interface Queries {
  /** Reads rows. */
  rows(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Inserts one row and answers its generated `id`. */
  insert(sql: string, values: readonly SqlValue[]): Promise<number>;
  /** Changes or deletes rows and answers how many matched. */
  change(sql: string, values?: readonly SqlValue[]): Promise<number>;
}

/** A pool of connections to PostgreSQL or MySQL. */
export interface Database extends Queries {
  readonly engine: 'postgres' | 'mysql';
  /** Runs the work in one transaction: committed when it returns, rolled back when it throws. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
