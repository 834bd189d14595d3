import type { Row } from './database.ts';

/** A text column. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw unexpected(column, value);
}

/** A number column; drivers give big integers as text. */
export function integer(row: Row, column: string): number {
  const value = Number(row[column]);
  if (row[column] !== null && Number.isSafeInteger(value)) return value;
  throw unexpected(column, row[column]);
}

/** A time column. */
export function time(row: Row, column: string): Date {
  const value = row[column];
  // Not `instanceof`: a test runner may hold a second Date.
  if (Object.prototype.toString.call(value) === '[object Date]') return value as Date;
  throw unexpected(column, value);
}

/** A column that may be null. */
export function optional<T>(row: Row, column: string, read: (row: Row, column: string) => T): T | null {
  return row[column] === null ? null : read(row, column);
}

/** A truth column; MySQL keeps it as 0 or 1. */
export function truth(row: Row, column: string): boolean {
  return Boolean(row[column]);
}

function unexpected(column: string, value: unknown): Error {
  return new Error(`column ${column} holds an unexpected ${value === null ? 'null' : typeof value}`);
}
