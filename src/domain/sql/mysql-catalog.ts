import type { Code } from './code.ts';

/** A table or another object as a statement names it; undefined where the name is none that can be asked for. */
export interface CatalogName {
  /** Undefined for the database of the connection. */
  readonly schema: string | undefined;
  readonly name: string;
  /** The position of the word after it. */
  readonly next: number;
}

/** The name at a position: only letters, digits and the like, so that it means the same in every character set and quotes need no care. */
export function catalogName(code: readonly Code[], at: number, chosen?: string): CatalogName | undefined {
  const first = identifier(code[at]);
  if (first === undefined) return undefined;
  if (code[at + 1] !== '.') return { schema: chosen, name: first, next: at + 1 };
  const second = identifier(code[at + 2]);
  return second === undefined ? undefined : { schema: first, name: second, next: at + 3 };
}

export function identifier(code: Code | undefined): string | undefined {
  const [, quoted, plain] = /^(?:`([\w $-]+)`|([A-Za-z_][\w$]*))$/.exec(code ?? '') ?? [];
  return quoted ?? plain;
}

type View = 'TABLES' | 'COLUMNS' | 'STATISTICS' | 'TABLE_CONSTRAINTS' | 'ROUTINES' | 'TRIGGERS' | 'EVENTS' | 'SCHEMATA';

const schemaColumns: Readonly<Record<View, string>> = {
  TABLES: 'TABLE_SCHEMA',
  COLUMNS: 'TABLE_SCHEMA',
  STATISTICS: 'TABLE_SCHEMA',
  TABLE_CONSTRAINTS: 'TABLE_SCHEMA',
  ROUTINES: 'ROUTINE_SCHEMA',
  TRIGGERS: 'TRIGGER_SCHEMA',
  EVENTS: 'EVENT_SCHEMA',
  SCHEMATA: 'CATALOG_NAME',
};

/** A condition that an object is there, in whatever case its name is written: `columns` are the view's columns and their values. */
export function exists(view: View, schema: string | undefined, columns: Readonly<Record<string, string>>): string {
  const place = schemaColumns[view];
  const inSchema = schema === undefined ? `${place} = DATABASE()` : `LOWER(${place}) = '${schema.toLowerCase()}'`;
  const equal = Object.entries(columns).map(([column, value]) => `LOWER(${column}) = '${value.toLowerCase()}'`);
  return `EXISTS (SELECT 1 FROM information_schema.${view} WHERE ${[...(view === 'SCHEMATA' ? [] : [inSchema]), ...equal].join(' AND ')})`;
}
