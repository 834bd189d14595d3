import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { longFile, shortFile } from '../../../src/actions/seed-rds/file-content.ts';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import { chunkLength, readText } from '../../../src/domain/sql/sql-text.ts';
import { indexStatements, namesNoBackslash, scanStatements } from '../../../src/domain/sql/statement.ts';
import { mysqlFiles } from '../../oracles/sql-client/mysql-files.ts';
import { postgresFiles } from '../../oracles/sql-client/postgres-files.ts';
import { mysqlRandomFile, postgresRandomFile } from '../../oracles/sql-client/random-files.ts';

const engines = ['mysql', 'postgres'] as const;
const opened = (bytes: Uint8Array) => ({
  length: bytes.length,
  read: (start: number, end: number) => bytes.subarray(start, end),
});

/** Windows that are shorter than what is looked at ahead, and some that end anywhere. */
const windowLengths = [1, 65, 67, 80, 101, 250, 1_000] as const;

/** A file that is read window by window, with all that is asked of its statements. */
function byWindows(text: string, engine: Engine, windowLength: number) {
  const source = readText(opened(Buffer.from(text, 'latin1')), 0);
  const scan = indexStatements(source, { engine, namesNoBackslash: namesNoBackslash(text), windowLength });
  return scan.ok ? { ok: true, statements: Array.from(scan.statements, plain) } : scan;
}

function whole(text: string, engine: Engine) {
  const scan = scanStatements(text, engine);
  return scan.ok ? { ok: true, statements: scan.statements.map(plain) } : scan;
}

interface Plain {
  readonly text: string;
  readonly start: number;
  readonly line: number;
  readonly rows?: { slice(start: number): string } | undefined;
}

function plain({ text, start, line, rows }: Plain) {
  return { text, start, line, rows: rows?.slice(0) };
}

describe.each(engines)('%s: a file that is read window by window has the same statements', (engine) => {
  const folder = new URL(`golden/${engine}/`, import.meta.url);
  const golden = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const cases = [
    ...golden.map((name) => [name, readFileSync(new URL(name, folder), 'latin1')] as const),
    ...(engine === 'mysql' ? mysqlFiles : postgresFiles).map(
      ({ name, content }) => [name, content.toString('latin1')] as const,
    ),
    ...Array.from({ length: 200 }, (_, seed) => {
      const { name, content } = (engine === 'mysql' ? mysqlRandomFile : postgresRandomFile)(seed);
      return [name, content.toString('latin1')] as const;
    }),
  ];

  test.each(windowLengths)('windows of %i bytes', (length) => {
    for (const [name, text] of cases) {
      const unix = engine === 'mysql' ? text.replaceAll('\r\n', '\n') : text;
      expect([name, byWindows(unix, engine, length)]).toEqual([name, whole(unix, engine)]);
    }
  });

  test('whatever stands in it', () => {
    const piece = fc.constantFrom(
      ...["'", '"', '`', '\\', ';', '--', '-- ', '#', '/*', '*/', '/*!', '$$', '$a$', '\n', ' ', 'x', 'E', '1', ','],
      ...[
        '(',
        ')',
        ':',
        'insert into t values',
        'create procedure p()',
        'begin',
        'end',
        'delimiter //\n',
        '//',
        'use a\n',
      ],
      ...['copy t from stdin;\n', '\\.\n', '\\restrict a\n', "set sql_mode = 'NO_BACKSLASH_ESCAPES';", 'é'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom(...windowLengths), (pieces, length) => {
        const text = Buffer.from(pieces.join('')).toString('latin1');
        expect(byWindows(text, engine, length)).toEqual(whole(text, engine));
      }),
      { numRuns: 3_000 },
    );
  });
});

/** Of what a file holds, all but the form in which its statements are kept. */
function content(bytes: Buffer, engine: Engine, read: typeof longFile) {
  const found = read(opened(bytes), engine);
  return found?.ok ? { ...found, statements: Array.from(found.statements, plain) } : found;
}

/** A comment so long that what follows is in another chunk, and what stands at its end in both. */
const filled = (length: number) => `-- ${'x'.repeat(length)}\n`;

test.each<[Engine, string, readonly (string | readonly number[])[]]>([
  ['postgres', 'a byte order mark', [[0xef, 0xbb, 0xbf], 'SELECT 1;']],
  ['postgres', 'UTF-16', [[0xff, 0xfe], 'S\0']],
  ['postgres', 'a NUL byte', ['SELECT 1;\n', filled(chunkLength), 'SELECT \0;\nSELECT 1;']],
  ['postgres', 'letters at the border', ['--', 'x'.repeat(chunkLength - 3), 'é\nSELECT 1;']],
  ['postgres', 'a letter that is cut off', [filled(chunkLength), 'SELECT ', [0xc3]]],
  ['postgres', 'another encoding', [filled(chunkLength), "SELECT '", [0xe9], "';"]],
  [
    'postgres',
    'another encoding that is declared',
    [filled(chunkLength - 15), 'SET client_encoding = LATIN1;', [0xe9]],
  ],
  ['postgres', 'line ends of Windows', ['SELECT 1;\r\n', filled(chunkLength - 14), '\r\nSELECT 2;\r\n']],
  [
    'postgres',
    'rows with line ends of Windows',
    ['COPY t FROM stdin;\r\n', '1\r\n'.repeat(chunkLength / 3), '\\.\r\nSELECT 1;'],
  ],
  ['postgres', 'rows without an end', ['COPY t FROM stdin;\n', '1\n'.repeat(chunkLength)]],
  ['postgres', 'one transaction for each', ['-- no-transaction\n', filled(10), 'SELECT 1;']],
  ['mysql', 'no backslashes at its end', [filled(chunkLength), "SET sql_mode = (SELECT 'NO_BACKSLASH_ESCAPES');"]],
  [
    'mysql',
    'no backslashes at the border',
    [filled(chunkLength - 33), "SET sql_mode = (SELECT 'NO_BACKSLASH_ESCAPES');"],
  ],
  ['mysql', 'a statement of 3 MiB', [`INSERT INTO t VALUES ('${"\\'".repeat(3 << 19)}');\nSELECT 1;`]],
])('%s: a long file with %s is read as a short one', (engine, _, parts) => {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  expect(content(bytes, engine, longFile)).toEqual(content(bytes, engine, shortFile));
});

test.each<[Engine, string]>([
  ['mysql', `${filled(chunkLength - 14)}\r\nSELECT 1;`],
  ['mysql', `${filled(chunkLength)}-- migrate:up\nSELECT 1;`],
  ['postgres', `${filled(chunkLength - 10)}-- +goose Up\nSELECT 1;`],
])('%s: a file whose text must be changed is read as a whole', (engine, text) => {
  expect(longFile(opened(Buffer.from(text)), engine)).toBeUndefined();
});

test.each<[Engine, string, RegExp]>([
  ['postgres', `SELECT '${' '.repeat(33 << 20)}';`, /longer than 16 MiB/],
  ['mysql', `SELECT 1;\n\n/*${' '.repeat(33 << 20)}`, /longer than 16 MiB/],
])('%s: a statement that is too long is refused, on its line', (engine, text, reason) => {
  const line = text.split(/S.*'|\/\*/)[0]?.split('\n').length;
  expect(longFile(opened(Buffer.from(text)), engine)).toEqual({
    ok: false,
    line,
    reason: expect.stringMatching(reason),
  });
});
