import { type Connection, Query } from 'pg';
import { bytesOf } from '../domain/sql/byte-text.ts';
import type { Statement } from '../domain/sql/statement.ts';

/** A statement of a file, sent byte for byte, and the rows of its COPY … FROM stdin. The rows of an answer are dropped. */
export class PostgresStatement extends Query {
  readonly #statement: Pick<Statement, 'text' | 'rows'>;

  constructor(statement: Pick<Statement, 'text' | 'rows'>) {
    super('');
    this.#statement = statement;
    this.on('row', () => undefined);
  }

  /** Called by the client when the session is free. Source: https://www.postgresql.org/docs/current/protocol-message-formats.html */
  override submit = (connection: Connection): void => {
    const text = bytesOf(this.#statement.text);
    const head = Buffer.from('Q\0\0\0\0', 'latin1');
    head.writeUInt32BE(text.length + 5, 1);
    connection.stream.write(Buffer.concat([head, text, Buffer.of(0)]));
  };

  /** The server waits for rows. */
  handleCopyInResponse(connection: Connection & CopyIn): void {
    const { rows } = this.#statement;
    if (rows === undefined) return connection.sendCopyFail('the file has no rows here');
    for (let at = 0; at < rows.length; at += chunkLength)
      connection.sendCopyFromChunk(bytesOf(rows.slice(at, at + chunkLength)));
    connection.endCopyFrom();
  }
}

const chunkLength = 64 << 10;

/** What the driver's connection has, and its types do not name. */
interface CopyIn {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}
