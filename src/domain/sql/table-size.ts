import type { TableName } from './caution/caution.ts';

/** A table as the server's statistics have it. */
export interface TableSize {
  readonly schema: string;
  readonly name: string;
  /** Undefined where the server has not counted yet. */
  readonly rows: number | undefined;
  readonly bytes: number;
}

/** The size of a table of a statement; of several with its name, the one that comes first. */
export function sizeOf(table: TableName, sizes: readonly TableSize[]): TableSize | undefined {
  const named = sizes.filter(({ name }) => name.toUpperCase() === table.name);
  return table.schema === undefined ? named[0] : named.find(({ schema }) => schema.toUpperCase() === table.schema);
}
