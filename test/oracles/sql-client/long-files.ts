import { type FileCase, fileCase } from './file-case.ts';

/** Longer than what is read at once, with everything that may stand where one piece ends and the next begins. */
const count = 25_000;

const nasty = ["it''s", 'a;b', '-- c', '/* d', '*/', '$$', '"e"', 'ü€😀', 'local flush ROW_COUNT()', '\\\\.', ':USER'];
const text = (at: number) =>
  Array.from({ length: 40 + (at % 7) }, (_, part) => nasty[(at * 7 + part * 3) % nasty.length]).join(' ');

/** Rows by COPY, and rows by statements; of the table itself only a digest stays, as the order of its pages is the server's. */
export const postgresLongFile: FileCase = fileCase(
  'a long file',
  `CREATE TABLE t (id int PRIMARY KEY, v text);
COPY t FROM stdin;
${rows((at) => `${at}\t${text(at).replaceAll("''", "'")}\n`)}\\.
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN RETURN 1; /* ; */ END $body$;
${rows((at) => (at % 5 > 0 ? '' : `INSERT INTO t VALUES (${count + at}, '${text(at)}');${at % 100 === 0 ? ' -- a comment; with a semicolon' : ''}\n`))}
SET standard_conforming_strings = off;
INSERT INTO t VALUES (-1, 'it\\'s;');
CREATE TABLE digest AS SELECT count(*) AS n, md5(string_agg(id || v, E'\\n' ORDER BY id)) AS sum FROM t;
DROP TABLE t;
`,
);

export const mysqlLongFile: FileCase = fileCase(
  'a long file',
  `CREATE TABLE t (id int PRIMARY KEY, v text);
LOCK TABLES t WRITE;
${rows((at) => `${at % 5_000 === 0 ? 'INSERT INTO t VALUES ' : ','}(${at},'${text(at)}')${at % 5_000 === 4_999 ? ';\n' : ''}`)}
UNLOCK TABLES;
DELIMITER //
CREATE PROCEDURE p() BEGIN SELECT 1; /* ; */ SELECT '//'; END//
DELIMITER ;
INSERT INTO t VALUES ${Array.from({ length: count }, (_, at) => `(${count + at}, '${text(at)}')`).join(', -- a comment; with a semicolon\n')};
SET sql_mode = 'NO_BACKSLASH_ESCAPES';
INSERT INTO t VALUES (-1, 'a\\');
SET sql_mode = '';
UPDATE t SET v = 'it\\'s;' WHERE id = -1;
`,
);

function rows(row: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => row(at)).join('');
}
