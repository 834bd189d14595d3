import { type Connection, Query } from 'pg';
import { bytesOf } from '../domain/sql/byte-text.ts';
import type { SqlText } from '../domain/sql/sql-text.ts';
import type { Statement } from '../domain/sql/statement.ts';

/** A statement of a file, sent byte for byte, and the rows of its COPY … FROM stdin. The rows of an answer are dropped. */
export class PostgresStatement extends Query {
  readonly #statement: Pick<Statement, 'text' | 'rows'>;
  #refused = false;

  constructor(statement: Pick<Statement, 'text' | 'rows'>) {
    super('');
    this.#statement = statement;
    this.on('row', () => undefined);
    this.on('error', () => {
      this.#refused = true;
    });
  }

  /** Called by the client when the session is free. Source: https://www.postgresql.org/docs/current/protocol-message-formats.html */
  override submit = (connection: Connection): void => {
    const text = bytesOf(this.#statement.text);
    const head = Buffer.from('Q\0\0\0\0', 'latin1');
    head.writeUInt32BE(text.length + 5, 1);
    connection.stream.write(Buffer.concat([head, text, Buffer.of(0)]));
  };

  /** The server waits for rows. They go as fast as it takes them: what waits to be sent is held in memory. */
  handleCopyInResponse(connection: Connection & CopyIn): void {
    const { rows } = this.#statement;
    if (rows === undefined) return connection.sendCopyFail('the file has no rows here');
    this.#sendRows(connection, rows, 0);
  }

  #sendRows(connection: Connection & CopyIn, rows: SqlText, from: number): void {
    const { stream } = connection;
    try {
      for (let at = from; at < rows.length; at += chunkLength) {
        if (this.#refused) return;
        if (stream.writableNeedDrain) {
          stream.once('drain', () => this.#sendRows(connection, rows, at));
          return;
        }
        connection.sendCopyFromChunk(bytesOf(rows.slice(at, Math.min(at + chunkLength, rows.length))));
      }
      connection.endCopyFrom();
    } catch (error) {
      // A file that can no longer be read: the server takes none of its rows.
      connection.sendCopyFail(error instanceof Error ? error.message : String(error));
    }
  }
}

const chunkLength = 256 << 10;

/** What the driver's connection has, and its types do not name. */
interface CopyIn {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}
