import { seededRandom } from '../../support/seeded-random.ts';
import { type FileCase, fileCase } from './file-case.ts';

/** Pieces that end a quote, a comment or a statement where they are read wrongly. */
const nasty = [
  "'",
  '"',
  '`',
  ';',
  '\\',
  '\\\\',
  '--',
  '-- ',
  '#',
  '/*',
  '*/',
  '$$',
  '$a$',
  '//',
  '\n',
  '\r\n',
  ' ',
  'é',
  '😀',
  'DELIMITER ;',
  'END',
  'BEGIN',
  ':x',
  '\t',
  '%',
  '{',
  '?',
];

interface Dice {
  pick<T>(items: readonly T[]): T;
  times(most: number): readonly number[];
  text(): string;
}

function dice(seed: number): Dice {
  const random = seededRandom(seed * 7919 + 17);
  // The first numbers of neighbouring seeds are close to each other.
  for (let skip = 0; skip < 5; skip++) random();
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  const times = (most: number) => Array.from({ length: Math.floor(random() * (most + 1)) }, (_, n) => n);
  return {
    pick,
    times,
    text: () =>
      times(6)
        .map(() => pick([...nasty, 'word', 'x y']))
        .join(''),
  };
}

const postgresComment = (text: string) => `/* ${text.replaceAll(/\*\/|\/\*/g, '')} /* in */ ; ' */ `;
const plain = (text: string) => `'${text.replaceAll("'", "''")}'`;
const escaped = (text: string) => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const dollar = (text: string) => `$q$${text.replaceAll('$', '')}$q$`;

/** A file of random statements for PostgreSQL. */
export function postgresRandomFile(seed: number): FileCase {
  const { pick, times, text } = dice(seed);
  const value = () => pick([plain, escaped, dollar])(text());
  const insert = () => `INSERT INTO t (v) VALUES (${value()})${pick(['', `, (${value()})`])};`;
  const name = (n: number) => pick([`f_${n}`, `"f;${n}"`, `"F ""${n}"`]);
  const copied = (row: string) =>
    row.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  const statement = (n: number): string =>
    pick([
      insert,
      insert,
      () => `UPDATE t SET v = ${value()} WHERE id = ${n};`,
      () =>
        `COPY t (v) FROM stdin;\n${times(4)
          .map(() => `${copied(text())}\n`)
          .join('')}\\.\n`,
      () =>
        `CREATE OR REPLACE FUNCTION ${name(n)}() RETURNS text LANGUAGE plpgsql AS $body$ BEGIN RETURN ${value().replaceAll('$body$', '')}; END $body$;`,
      () =>
        `CREATE TABLE IF NOT EXISTS ${name(n)} (a text DEFAULT ${value()}, "b;" int); COMMENT ON COLUMN t.v IS ${value()};`,
      () => `BEGIN; ${insert()} ${insert()} ${pick(['COMMIT', 'ROLLBACK', 'END'])};`,
      () => `DO $do$ BEGIN INSERT INTO t (v) VALUES (${plain(text())}); END $do$;`,
      () =>
        `SET standard_conforming_strings = off;\nINSERT INTO t (v) VALUES (${escaped(text()).slice(1)}); SET standard_conforming_strings TO on;\n`,
      () => `PREPARE p${n}_${seed} AS INSERT INTO t (v) VALUES ($1); EXECUTE p${n}_${seed} (${value()});`,
      () => `CREATE OR REPLACE VIEW w AS SELECT id, ${value()}::text AS x FROM t;`,
      () => `SET search_path = public, pg_catalog;`,
      () =>
        pick([
          'SELECT 1/0;',
          'SELECT missing;',
          'SELEC;',
          'CREATE INDEX CONCURRENTLY ON t (id);',
          'SAVEPOINT s;',
          'SELECT 1;',
        ]),
    ])();
  const parts = times(12).map(
    (n) =>
      `${pick(['', '', postgresComment(text()), `-- ${text().replaceAll(/[\r\n]/g, '')}\n`])}${statement(n)}${pick(['\n', '\n\n', '\r\n'])}`,
  );
  return fileCase(`random ${seed}`, `CREATE TABLE t (id serial PRIMARY KEY, v text);\n${parts.join('')}`);
}

const backslashed = (text: string) => text.replaceAll('\\', '\\\\');
const single = (text: string) => `'${backslashed(text).replaceAll("'", "''")}'`;
const singleEscaped = (text: string) => `'${backslashed(text).replaceAll("'", "\\'")}'`;
const double = (text: string) => `"${backslashed(text).replaceAll('"', '\\"')}"`;

/** A file of random statements for MariaDB and MySQL. */
export function mysqlRandomFile(seed: number): FileCase {
  const { pick, times, text } = dice(seed);
  const value = () => pick([single, singleEscaped, double])(text());
  const insert = () => `INSERT INTO t (v) VALUES (${value()})${pick(['', `, (${value()})`])};`;
  // The client splits at the delimiter wherever no quote or comment holds it.
  const block = (n: number) => {
    const [mark] = [pick(['//', '$$', ';;', '|'])];
    return `SELECT 1;\nDELIMITER ${mark}\nCREATE PROCEDURE p_${n}() BEGIN DECLARE x text; ${times(3)
      .map(() => insert())
      .join(
        ' ',
      )} SET x = ${value()}; IF x THEN SELECT 1; END IF; END${mark}\nDELIMITER ;\n${pick(['', `CALL p_${n}();`])}`;
  };
  const statement = (n: number): string =>
    pick([
      insert,
      insert,
      () => `UPDATE t SET v = ${value()} WHERE id = ${n};`,
      () => `REPLACE INTO t VALUES (${n}, ${value()});`,
      () => block(n),
      () => `CREATE TABLE IF NOT EXISTS \`f;${n}\` (a varchar(99) DEFAULT ${single(text())}, \`b\`\`\` int);`,
      () => `START TRANSACTION; ${insert()} ${insert()} ${pick(['COMMIT', 'ROLLBACK'])};`,
      () => `SET autocommit = 0; ${insert()} COMMIT; SET autocommit = 1;`,
      () => `LOCK TABLES t WRITE; ${insert()} UNLOCK TABLES;`,
      () =>
        `SET @old = @@sql_mode, sql_mode = 'NO_BACKSLASH_ESCAPES'; INSERT INTO t (v) VALUES (${plain(text())}); SET sql_mode = @old;`,
      () => `SET @v = ${value()}; PREPARE s FROM 'INSERT INTO t (v) VALUES (?)'; EXECUTE s USING @v;`,
      () => `/*!50001 INSERT INTO t (v) VALUES ('${n}') */;`,
      () => `${insert()} SET @last = LAST_INSERT_ID(); INSERT INTO t (v) VALUES (@last);`,
      () => `CREATE OR REPLACE VIEW w AS SELECT id, ${value()} AS x FROM t;`,
      () =>
        pick([
          'SELECT missing;',
          'SELEC;',
          'SELECT 1;',
          'USE clinic;',
          'SHOW TABLES;',
          'SELECT * FROM t;',
          "INSERT INTO t VALUES (1, 'twice');",
        ]),
    ])();
  const comment = () =>
    pick([
      '',
      '',
      `-- ${text().replaceAll(/[\r\n]/g, '')}\n`,
      `# ${text().replaceAll(/[\r\n]/g, '')}\n`,
      `/* ${text().replaceAll(/\*\/|\/\*/g, '')} */ `,
    ]);
  const parts = times(12).map((n) => `${comment()}${statement(n)}${pick(['\n', '\n\n', '\r\n'])}`);
  return fileCase(`random ${seed}`, `CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, v text);\n${parts.join('')}`);
}
