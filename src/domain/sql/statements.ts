import type { ByteText } from './byte-text.ts';
import type { PlacedStatement } from './scan-windows.ts';
import type { SqlText } from './sql-text.ts';

/** One statement of a file, without the delimiter and without comments around it. */
export interface Statement {
  readonly text: ByteText;
  /** Where it begins in the file, in UTF-16 units from 0. */
  readonly start: number;
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** The rows of a COPY … FROM stdin. */
  readonly rows?: SqlText | undefined;
  /** Whether it is known to be an INSERT, a REPLACE or a COPY: it may be long, and defines nothing. */
  readonly bringsRows?: boolean | undefined;
}

/** A file's statements in their order. An array is one; of a long file, only their places are held. */
export interface Statements extends Iterable<Statement> {
  readonly length: number;
  at(index: number): Statement | undefined;
  slice(start?: number, end?: number): Statements;
  entries(): Iterable<[number, Statement]>;
  some(predicate: (statement: Statement) => boolean): boolean;
  find(predicate: (statement: Statement) => boolean): Statement | undefined;
}

/** Collects the places of statements, and gives them as statements whose text is read where it is asked for. */
export function statementIndex(text: SqlText) {
  const places = { start: new Uint32Array(1 << 10), end: new Uint32Array(1 << 10), line: new Uint32Array(1 << 10) };
  const rows = new Map<number, { readonly start: number; readonly end: number }>();
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(piece: PlacedStatement): void {
      if (length === places.start.length)
        for (const name of ['start', 'end', 'line'] as const) places[name] = doubled(places[name]);
      places.start[length] = piece.start;
      places.end[length] = piece.end;
      places.line[length] = piece.line;
      if (piece.rows) rows.set(length, piece.rows);
      length++;
    },
    statements: (): Statements => new IndexedStatements((index) => statementAt(index), 0, length),
  };

  function statementAt(index: number): Statement {
    const [start = 0, end = 0, line = 1] = [places.start[index], places.end[index], places.line[index]];
    const own = rows.get(index);
    return new IndexedStatement(text, { start, end, line, rows: own });
  }
}

function doubled(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(numbers.length * 2);
  longer.set(numbers);
  return longer;
}

const bringingRows = /^(insert|replace|copy)\b/i;

class IndexedStatement implements Statement {
  readonly start: number;
  readonly line: number;
  readonly rows?: SqlText;
  readonly #file: SqlText;
  readonly #end: number;
  #text: ByteText | undefined;

  constructor(file: SqlText, { start, end, line, rows }: PlacedStatement) {
    this.start = start;
    this.line = line;
    this.#file = file;
    this.#end = end;
    if (rows) this.rows = part(file, rows.start, rows.end);
  }

  get text(): ByteText {
    this.#text ??= this.#file.slice(this.start, this.#end);
    return this.#text;
  }

  get bringsRows(): boolean {
    return bringingRows.test(this.#text ?? this.#file.slice(this.start, Math.min(this.start + 8, this.#end)));
  }
}

class IndexedStatements implements Statements {
  readonly #statement: (index: number) => Statement;
  readonly #from: number;
  readonly length: number;

  constructor(statement: (index: number) => Statement, from: number, length: number) {
    this.#statement = statement;
    this.#from = from;
    this.length = length;
  }

  at(index: number): Statement | undefined {
    const position = index < 0 ? this.length + index : index;
    return position >= 0 && position < this.length ? this.#statement(this.#from + position) : undefined;
  }

  slice(start = 0, end = this.length): Statements {
    const from = Math.min(start, this.length);
    return new IndexedStatements(this.#statement, this.#from + from, Math.max(0, Math.min(end, this.length) - from));
  }

  *entries(): Generator<[number, Statement]> {
    for (let index = 0; index < this.length; index++) yield [index, this.#statement(this.#from + index)];
  }

  some(predicate: (statement: Statement) => boolean): boolean {
    return this.find(predicate) !== undefined;
  }

  find(predicate: (statement: Statement) => boolean): Statement | undefined {
    for (const statement of this) if (predicate(statement)) return statement;
    return undefined;
  }

  *[Symbol.iterator](): Generator<Statement> {
    for (const [, statement] of this.entries()) yield statement;
  }
}

/** A part of a text that is not held. */
export function part(text: SqlText, start: number, end: number): SqlText {
  return {
    length: end - start,
    slice: (from, to = end - start) => text.slice(start + from, Math.min(start + to, end)),
  };
}
