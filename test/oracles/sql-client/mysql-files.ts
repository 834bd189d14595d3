import { bytes, type FileCase, fileCase } from './file-case.ts';

const table = 'CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY, t text);\n';
const insert = (value: string) => `INSERT INTO a (t) VALUES (${value});\n`;
const latin = (text: string) => Buffer.from(text, 'latin1');
const blob = Buffer.from(
  Array.from({ length: 255 }, (_, n) => n + 1).filter((n) => ![0x27, 0x5c, 0x0a, 0x0d].includes(n)),
);
const command = /command of the mysql client/;
const procedure = 'CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END';
const delimited = (...routines: readonly string[]) =>
  `DELIMITER //\n${routines.map((routine) => `${routine}//\n`).join('')}DELIMITER ;\n`;

/** A routine that the action takes without DELIMITER; the client is given it with one. */
const bare = (name: string, before: string, ...routines: readonly string[]) =>
  fileCase(name, `${before}${routines.map((routine) => `${routine};\n`).join('')}CREATE TABLE z (id int);`, {
    native: `${before}${delimited(...routines)}CREATE TABLE z (id int);`,
  });

/** Files for MariaDB and MySQL, by hand. */
export const mysqlFiles: readonly FileCase[] = [
  // Bytes
  fileCase('plain text', `${table}${insert("'x'")}`),
  fileCase('UTF-8 text', `${table}${insert("'ünïcödé 日本 😀'")}`),
  fileCase('UTF-8 names', 'CREATE TABLE `größe` (maß int); INSERT INTO größe VALUES (1);'),
  fileCase('a BOM', bytes([0xef, 0xbb, 0xbf], table, insert("'x'"))),
  fileCase('a BOM in a string', `${table}${insert("'\uFEFFx'")}`),
  fileCase('raw bytes in a BLOB', bytes("CREATE TABLE b (v blob);\nINSERT INTO b VALUES (_binary '", blob, "');\n")),
  fileCase(
    'raw bytes in a BLOB, without _binary',
    bytes("CREATE TABLE b (v blob);\nINSERT INTO b VALUES ('", blob, "');\n"),
  ),
  fileCase('escaped bytes in a BLOB', "CREATE TABLE b (v blob);\nINSERT INTO b VALUES ('\\0\\n\\r\\Z\\\\\\'\\\"');\n"),
  fileCase('hexadecimal bytes', "CREATE TABLE b (v blob);\nINSERT INTO b VALUES (0x00ff27), (x'5c27'), (b'1010');\n"),
  fileCase('Latin-1 that is declared', latin(`SET NAMES latin1;\n${table}${insert("'caf\u00e9'")}`)),
  fileCase('Latin-1 by an introducer', latin(`${table}${insert("_latin1'caf\u00e9'")}`)),
  fileCase('Latin-1 that is not declared', latin(`${table}${insert("'caf\u00e9'")}`)),
  fileCase('Latin-1 in a comment', latin(`-- caf\u00e9\n${table}${insert("'x'")}`)),
  fileCase(
    'the character set of mysqldump',
    latin(
      "/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n/*!50503 SET NAMES latin1 */;\nCREATE TABLE b (t varchar(9) CHARACTER SET latin1);\nINSERT INTO b VALUES ('\u00e9\u00ff');\n/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;\n",
    ),
  ),
  fileCase(
    'SET NAMES and back',
    bytes(`${table}SET NAMES latin1;\n`, latin(insert("'\u00e9'")), 'SET NAMES utf8mb4;\n', insert("'é'")),
  ),
  fileCase('SET CHARACTER SET', latin(`SET CHARACTER SET latin1;\n${table}${insert("'\u00e9'")}`)),
  fileCase('UTF-16, little-endian', bytes([0xff, 0xfe], Buffer.from(table, 'utf16le')), { refused: /UTF-16/ }),
  fileCase('UTF-16, big-endian', bytes([0xfe, 0xff], Buffer.from(table, 'utf16le').swap16()), { refused: /UTF-16/ }),
  fileCase('a NUL byte', bytes(table, "INSERT INTO a (t) VALUES ('x", [0], "y');\n"), { refused: /NUL byte/ }),
  fileCase('CRLF between statements', `${table}${insert("'x'")}`.replaceAll('\n', '\r\n')),
  fileCase('CRLF inside a string', `${table}${insert("'one\r\ntwo'")}`),
  fileCase('CR alone inside a string', `${table}${insert("'one\rtwo'")}`),
  fileCase('CRLF inside a routine', delimited('CREATE PROCEDURE p()\nBEGIN\n SELECT 1;\nEND').replaceAll('\n', '\r\n')),
  fileCase('CRLF after a delimiter', `DELIMITER $$\r\n${procedure}$$\r\nDELIMITER ;\r\n${table}`),
  fileCase('tabs and form feeds', 'CREATE\tTABLE\fa\v(id int);'),
  fileCase('control characters in a string', `${table}${insert("'\u0001\u0007\u001b\u007f'")}`),
  fileCase(
    'GBK with a backslash as the second byte',
    bytes(
      "CREATE TABLE g (t varchar(9) CHARACTER SET gbk);\nSET NAMES gbk;\nINSERT INTO g VALUES ('",
      [0xd5, 0x5c],
      "');\n",
    ),
    { refused: /never closed/ },
  ),
  fileCase('an empty file', ''),
  fileCase('only comments', '-- nothing\n# at all\n/* x */\n'),
  fileCase('only delimiters', ';;\n'),
  fileCase('no semicolon at the end', `${table}INSERT INTO a (t) VALUES ('x')`),
  // Scanner
  fileCase('a quote in a string', `${table}${insert("'it''s; x'")}${insert("'it\\'s; x'")}`),
  fileCase('double quotes', `${table}${insert('"it\'s; \\" "" x"')}`),
  fileCase('a string over lines', `${table}${insert("'a\n;\nb'")}${insert("'a' 'b'")}`),
  fileCase('backquotes', 'CREATE TABLE `a;``b` (`c;d` int);'),
  fileCase('backquotes and a backslash', 'CREATE TABLE `a\\` (id int); CREATE TABLE b (id int);'),
  fileCase('line comments', `${table}-- it's ; x\n# it's ; y\n${insert("'x' -- ;\n")}`),
  fileCase('a line comment without a space', `--without a space;\n${table}`),
  fileCase('a line comment without a space, within', 'CREATE TABLE a AS SELECT 5--2 AS x;'),
  fileCase('two hyphens at the start of a line of a statement', 'CREATE TABLE a AS SELECT 5\n--2 AS x;'),
  fileCase('two hyphens and a tab', `--\tx ; '\n${table}`),
  fileCase('two hyphens and the end of a line', `--\n${table}`),
  fileCase('block comments', `/* it's ; x */ ${table}/* /* */ ${insert("'x' /* ; */")}`),
  fileCase('a comment in a comment', `/* a -- */ ${table}-- /* x\n${insert("'x'")}`),
  fileCase(
    'executable comments',
    `/*!50001 CREATE TABLE z (id int) */;\n/*!99999 CREATE TABLE y (id int) */;\n${table}`,
  ),
  fileCase(
    'executable comments of MariaDB',
    `/*M!100000 CREATE TABLE z (id int) */;\n/*M! CREATE TABLE y (id int) */;\n${table}`,
  ),
  fileCase('an executable comment in a statement', "CREATE TABLE a (id int) /*!40101 COMMENT='x;' */;"),
  fileCase('an executable comment with a semicolon', '/*!50001 CREATE TABLE z (id int); CREATE TABLE y (id int) */;', {
    refused: /executable comment/,
  }),
  fileCase('a comment in an executable comment', '/*!50001 CREATE TABLE z /* ; */ (id int) */;'),
  fileCase('an optimizer hint', `${table}SELECT /*+ NO_INDEX_MERGE(a) */ * FROM a;\n${insert("'x'")}`),
  fileCase('a stray backslash', `${table}SELECT 1 \\ 2;`, { refused: /backslash/ }),
  fileCase('\\N for NULL', `${table}${insert('\\N')}`),
  fileCase('\\G', `${table}SELECT 1\\G\n${insert("'x'")}`, { refused: /backslash/ }),
  fileCase('\\g', `${table}SELECT 1\\g\n`, { refused: /backslash/ }),
  fileCase('\\c', `${table}SELECT 1 \\c\n`, { refused: /backslash/ }),
  fileCase('\\.', `${table}\\. other.sql\n`, { refused: /backslash/ }),
  fileCase(
    'NO_BACKSLASH_ESCAPES',
    `SET sql_mode = 'NO_BACKSLASH_ESCAPES';\n${table}${insert("'a\\'")}${insert("'b;'")}`,
  ),
  fileCase(
    'NO_BACKSLASH_ESCAPES and back',
    `SET @old = @@sql_mode;\nSET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES';\n${table}${insert("'a\\'")}SET sql_mode = @old;\n${insert("'b\\';'")}`,
  ),
  fileCase(
    'NO_BACKSLASH_ESCAPES by CONCAT',
    `SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES');\n${table}${insert("'a\\'")}`,
  ),
  fileCase(
    'NO_BACKSLASH_ESCAPES by a variable',
    `SET @m = 'NO_BACKSLASH_ESCAPES';\nSET sql_mode = @m;\n${table}${insert("'a\\'")}`,
  ),
  fileCase(
    'NO_BACKSLASH_ESCAPES in an executable comment',
    `/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO,NO_BACKSLASH_ESCAPES' */;\n${table}${insert("'a\\'")}/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;\n${insert("'b\\''")}`,
  ),
  fileCase(
    'ANSI_QUOTES',
    `SET sql_mode = 'ANSI_QUOTES';\nCREATE TABLE "a;b" ("c" int);\nINSERT INTO "a;b" VALUES (1);`,
  ),
  fileCase(
    'ANSI_QUOTES and a backslash',
    `SET sql_mode = 'ANSI_QUOTES';\nCREATE TABLE "a\\" (id int);\nCREATE TABLE "b" (id int);`,
    { refused: /never closed/ },
  ),
  fileCase('IGNORE_SPACE is not on', `CREATE TABLE count (id int);\nINSERT INTO count (id) VALUES (1);`),
  fileCase(
    'IGNORE_SPACE in the file',
    `SET sql_mode = 'IGNORE_SPACE';\n${table}CREATE TABLE z AS SELECT COUNT (*) AS n FROM a;`,
  ),
  fileCase('a function with a space', `${table}CREATE TABLE z AS SELECT COUNT (*) AS n FROM a;`),
  fileCase('PIPES_AS_CONCAT', `SET sql_mode = 'PIPES_AS_CONCAT';\nCREATE TABLE z AS SELECT 'a' || 'b' AS x;`),
  fileCase(
    'the session',
    'CREATE TABLE z (v varchar(300));\nINSERT INTO z VALUES (@@sql_mode), (@@collation_connection), (@@character_set_client), (@@character_set_results), (@@autocommit), (@@sql_auto_is_null), (@@foreign_key_checks), (@@time_zone);',
  ),
  fileCase(
    'the collation of a table from an expression',
    "CREATE TABLE z AS SELECT 'x' AS v, CONCAT('a', 1) AS w;\nCREATE VIEW v AS SELECT 'ä' AS x;",
  ),
  fileCase(
    'the collation of a routine',
    delimited("CREATE FUNCTION f() RETURNS varchar(9) DETERMINISTIC BEGIN RETURN 'x'; END"),
  ),
  // Delimiters and routines
  fileCase('DELIMITER', `${delimited(procedure)}${table}`),
  fileCase('DELIMITER $$', `DELIMITER $$\n${procedure}$$\nDELIMITER ;\n${table}`),
  fileCase('DELIMITER ;;', `DELIMITER ;;\n${procedure};;\nDELIMITER ;\n${table}`),
  fileCase('DELIMITER in lower case', `delimiter |\n${procedure}|\ndelimiter ;\n${table}`),
  fileCase('DELIMITER after spaces', `   DELIMITER //\n${procedure}//\n  DELIMITER ;\n${table}`),
  fileCase('DELIMITER with a semicolon behind', `DELIMITER ;\n${table}`),
  fileCase('DELIMITER in quotes', `DELIMITER '//'\n${procedure}//\nDELIMITER ;\n${table}`),
  fileCase('DELIMITER with a backslash', `DELIMITER \\\\\n${table}`, { refused: /backslash/ }),
  fileCase('DELIMITER that stays', `DELIMITER //\n${procedure}//\n${table.trim().slice(0, -1)}//\n`),
  fileCase('a delimiter of a word', `DELIMITER go\nCREATE TABLE a (id int)\ngo\nDELIMITER ;\nCREATE TABLE b (id int);`),
  fileCase(
    'a delimiter in a string',
    `DELIMITER //\n${table.trim().slice(0, -1)}//\nINSERT INTO a (t) VALUES ('x//y')//\nDELIMITER ;\n`,
  ),
  fileCase('a delimiter in a comment', `DELIMITER //\n/* // */ ${table.trim().slice(0, -1)}//\nDELIMITER ;\n`),
  fileCase(
    'several statements in a DELIMITER block',
    `DELIMITER //\nCREATE TABLE a (id int); INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)//\nDELIMITER ;\n`,
  ),
  fileCase(
    'DROP and CREATE in a DELIMITER block',
    `DELIMITER //\nDROP PROCEDURE IF EXISTS p; ${procedure}//\nDELIMITER ;\n${table}`,
  ),
  fileCase('a routine and a semicolon in a DELIMITER block', `DELIMITER //\n${procedure};\n//\nDELIMITER ;\n${table}`),
  fileCase(
    'a routine and a statement in a DELIMITER block',
    `DELIMITER //\n${procedure}; CREATE TABLE z (id int)//\nDELIMITER ;\n`,
  ),
  fileCase(
    'an error in a DELIMITER block',
    `DELIMITER //\nCREATE TABLE a (id int); SELECT missing; CREATE TABLE b (id int)//\nDELIMITER ;\n`,
  ),
  fileCase('a column named delimiter', 'CREATE TABLE a (delimiter varchar(1));'),
  fileCase('a column named `delimiter`', 'CREATE TABLE a (`delimiter` varchar(1));'),
  fileCase('a word that begins like DELIMITER', 'CREATE TABLE delimiters (id int);'),
  fileCase(
    'comments in a routine',
    delimited("CREATE PROCEDURE p() BEGIN -- it's one;\n SELECT 1; /* two; */ # three;\n END"),
  ),
  bare('a routine without DELIMITER', table, procedure),
  bare(
    'IF without DELIMITER',
    '',
    'CREATE PROCEDURE p(x int) BEGIN IF x THEN SELECT 1; ELSEIF x > 2 THEN SELECT 3; ELSE SELECT 2; END IF; SELECT IF(x, 1, 2); END',
  ),
  bare(
    'CASE without DELIMITER',
    '',
    'CREATE PROCEDURE p(x int) BEGIN CASE x WHEN 1 THEN SELECT CASE WHEN x THEN IF(x, 1, 2) END; ELSE BEGIN END; END CASE; END',
  ),
  bare(
    'CASE … IF( without DELIMITER',
    '',
    'CREATE PROCEDURE p(x int) BEGIN SELECT CASE WHEN x THEN IF(x, 1, 2) ELSE IF(x, 3, 4) END; END',
  ),
  bare(
    'loops without DELIMITER',
    '',
    "CREATE PROCEDURE p() BEGIN l: LOOP LEAVE l; END LOOP; WHILE 0 DO SELECT 1; END WHILE; m: REPEAT SELECT REPEAT('x', 2); UNTIL 1 END REPEAT m; END",
  ),
  bare('a function without BEGIN', '', 'CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1'),
  bare(
    'a trigger without DELIMITER',
    table,
    'CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.t = UPPER(NEW.t); END',
  ),
  bare(
    'a trigger with IF without DELIMITER',
    table,
    "CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW IF NEW.t = 'x' THEN SET NEW.t = 'y'; END IF",
  ),
  bare(
    'an event without DELIMITER',
    '',
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01' DO BEGIN SELECT 1; SELECT 2; END",
  ),
  bare(
    'a column named end',
    'CREATE TABLE s (`end` int, begin int);\n',
    'CREATE PROCEDURE p() BEGIN SELECT s.end, s.begin FROM s; SELECT `end` FROM s; END',
  ),
  bare(
    'a column named end, not quoted',
    'CREATE TABLE s (`start` int, end int);\n',
    'CREATE PROCEDURE p() BEGIN SELECT start, end FROM s WHERE end > 1; UPDATE s SET end = 2 WHERE start = 1; END',
  ),
  bare(
    'a handler without DELIMITER',
    '',
    'CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; DECLARE x int DEFAULT 1; START TRANSACTION; COMMIT; END',
  ),
  bare(
    'a label without DELIMITER',
    '',
    'CREATE PROCEDURE p() outer_block: BEGIN inner_block: BEGIN SELECT 1; END inner_block; END outer_block',
  ),
  bare(
    'a definer without DELIMITER',
    '',
    'CREATE DEFINER = CURRENT_USER PROCEDURE p() SQL SECURITY INVOKER BEGIN SELECT 1; END',
  ),
  bare(
    'a comment with words of a routine',
    '',
    "CREATE PROCEDURE p() COMMENT 'BEGIN' BEGIN /* BEGIN */ SELECT 'IF'; -- CASE\n END",
  ),
  // The session and its values
  fileCase(
    'LAST_INSERT_ID',
    `${table}${insert("'x'")}SET @x = LAST_INSERT_ID();\nCREATE TABLE z (x int);\nINSERT INTO z VALUES (@x), (LAST_INSERT_ID());`,
  ),
  fileCase(
    'LAST_INSERT_ID over tables',
    `${table}CREATE TABLE c (a int);\n${insert("'x'")}INSERT INTO c VALUES (LAST_INSERT_ID());\n${insert("'y'")}INSERT INTO c VALUES (LAST_INSERT_ID()), (LAST_INSERT_ID());`,
  ),
  fileCase(
    'ROW_COUNT',
    `${table}INSERT INTO a (t) VALUES ('x'), ('y'), ('z');\nSET @n = ROW_COUNT();\nCREATE TABLE z AS SELECT @n AS n;`,
    { refused: /ROW_COUNT/ },
  ),
  fileCase('FOUND_ROWS', `${table}SELECT SQL_CALC_FOUND_ROWS * FROM a LIMIT 1;\nSET @n = FOUND_ROWS();\n`, {
    refused: /FOUND_ROWS/,
  }),
  fileCase(
    'ROW_COUNT in a routine',
    `${table}${delimited("CREATE PROCEDURE p() BEGIN UPDATE a SET t = 'y'; INSERT INTO a (t) VALUES (ROW_COUNT()); END")}${insert("'x'")}CALL p();`,
  ),
  fileCase(
    'rows that are matched but not changed',
    `${table}${insert("'x'")}${delimited("CREATE PROCEDURE p() BEGIN UPDATE a SET t = 'x'; INSERT INTO a (t) VALUES (ROW_COUNT()); END")}CALL p();`,
  ),
  fileCase('user variables', `SET @a = 1, @b := 'x;y';\nCREATE TABLE z AS SELECT @a AS a, @b AS b;`),
  fileCase(
    'a prepared statement',
    `${table}SET @s = 'INSERT INTO a (t) VALUES (?)';\nPREPARE p FROM @s;\nSET @v = 'x';\nEXECUTE p USING @v;\nDEALLOCATE PREPARE p;`,
  ),
  fileCase(
    'a temporary table',
    `CREATE TEMPORARY TABLE q AS SELECT 1 AS id;\nCREATE TABLE z AS SELECT * FROM q;\nDROP TEMPORARY TABLE q;`,
  ),
  fileCase(
    'USE with a semicolon',
    `CREATE DATABASE beside;\nUSE beside;\nCREATE TABLE z (id int);\nUSE clinic;\nCREATE TABLE y AS SELECT * FROM beside.z;`,
  ),
  fileCase(
    'use without a semicolon',
    `CREATE DATABASE beside;\nuse beside\nCREATE TABLE z (id int);\nuse clinic\nCREATE TABLE y AS SELECT * FROM beside.z;`,
  ),
  fileCase('USE that stays', `CREATE DATABASE beside;\nUSE beside;\nCREATE TABLE z (id int);`),
  fileCase('source', `source other.sql\n${table}`, { refused: command }),
  fileCase('source with a semicolon', `source other.sql;\n${table}`, { refused: command }),
  fileCase('exit', `${table}exit\n${insert("'x'")}`, { refused: command }),
  fileCase('quit with a semicolon', `${table}quit;\n`, { refused: command }),
  fileCase('system', `system true\n`, { refused: command }),
  fileCase('tee, pager, status', `tee /dev/null\n${table}`, { refused: command }),
  fileCase('help', `help\n${table}`, { refused: command }),
  fileCase('warnings', `warnings\n${table}`, { refused: command }),
  fileCase('go', `${table}CREATE TABLE z (id int)\ngo\n`),
  fileCase(
    'a table named like a command',
    'CREATE TABLE status (source int, help int);\nINSERT INTO status\n(source) VALUES (1);',
  ),
  fileCase('charset', `charset latin1\n${table}`, { refused: command }),
  fileCase('LOAD DATA LOCAL', `${table}LOAD DATA LOCAL INFILE 'x.csv' INTO TABLE a;`, { refused: /LOAD DATA LOCAL/ }),
  fileCase('LOAD XML LOCAL', `${table}LOAD XML LOCAL INFILE 'x.xml' INTO TABLE a;`, { refused: /LOCAL/ }),
  // Locks and transactions
  fileCase('LOCK TABLES', `${table}LOCK TABLES a WRITE;\n${insert("'x'")}UNLOCK TABLES;\n${insert("'y'")}`),
  fileCase(
    'LOCK TABLES of mysqldump',
    `${table}LOCK TABLES \`a\` WRITE;\n/*!40000 ALTER TABLE \`a\` DISABLE KEYS */;\nINSERT INTO \`a\` VALUES (1,'x'),(2,'y');\n/*!40000 ALTER TABLE \`a\` ENABLE KEYS */;\nUNLOCK TABLES;\n`,
  ),
  fileCase('LOCK TABLES that stay', `${table}LOCK TABLES a WRITE;\n${insert("'x'")}`),
  fileCase(
    'LOCK TABLES with another table',
    `${table}CREATE TABLE b (id int);\nLOCK TABLES a WRITE;\n${insert("'x'")}INSERT INTO b VALUES (1);`,
  ),
  fileCase('LOCK TABLES, READ', `${table}LOCK TABLES a READ;\n${insert("'x'")}`),
  fileCase('FLUSH TABLES WITH READ LOCK', `${table}FLUSH TABLES WITH READ LOCK;\nUNLOCK TABLES;`, {
    refused: /FLUSH TABLES/,
  }),
  fileCase('a transaction', `${table}START TRANSACTION;\n${insert("'x'")}COMMIT;\n`),
  fileCase('BEGIN and COMMIT', `BEGIN;\n${table}${insert("'x'")}COMMIT;\n`),
  fileCase('ROLLBACK', `${table}BEGIN;\n${insert("'x'")}ROLLBACK;\n${insert("'y'")}`),
  fileCase('a savepoint', `${table}BEGIN;\n${insert("'x'")}SAVEPOINT s;\n${insert("'y'")}ROLLBACK TO s;\nCOMMIT;`),
  fileCase('a transaction that stays open', `${table}BEGIN;\n${insert("'x'")}`, {
    refused: /ends inside a transaction/,
  }),
  fileCase(
    'DDL in a transaction',
    `${table}BEGIN;\n${insert("'x'")}CREATE TABLE z (id int);\n${insert("'y'")}ROLLBACK;\n`,
  ),
  fileCase(
    'autocommit off and COMMIT',
    `${table}SET autocommit=0;\n${insert("'x'")}COMMIT;\nSET autocommit=1;\n${insert("'y'")}`,
  ),
  fileCase('autocommit off and COMMIT at the end', `${table}SET autocommit = 0;\n${insert("'x'")}COMMIT;\n`),
  fileCase('autocommit off and no COMMIT', `${table}SET autocommit = 0;\n${insert("'x'")}`, {
    refused: /ends inside a transaction/,
  }),
  fileCase('autocommit off and on', `${table}SET autocommit = 0;\n${insert("'x'")}SET autocommit = 1;\n`),
  fileCase('autocommit of mysqldump', `${table}set autocommit=0;\n${insert("'x'")}commit;\n`),
  fileCase(
    'autocommit restored',
    `SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT;\nSET AUTOCOMMIT=0;\n${table}${insert("'x'")}COMMIT;\nSET AUTOCOMMIT=@OLD_AUTOCOMMIT;\n${insert("'y'")}`,
  ),
  fileCase('COMMIT AND CHAIN at the end', `${table}BEGIN;\n${insert("'x'")}COMMIT AND CHAIN;\n`, {
    refused: /ends inside a transaction/,
  }),
  fileCase('COMMIT without a transaction', `${table}COMMIT;\n${insert("'x'")}`),
  fileCase('BEGIN NOT ATOMIC', `${table}BEGIN;\nCOMMIT;\n`),
  fileCase('an error in a transaction', `${table}BEGIN;\n${insert("'x'")}SELECT missing;\nCOMMIT;`),
  fileCase('an error later', `${table}${insert("'x'")}SELECT missing;\n${insert("'y'")}`),
  fileCase('a duplicate key in the middle of an INSERT', `${table}INSERT INTO a VALUES (1, 'x'), (2, 'y'), (1, 'z');`),
  fileCase(
    'a duplicate key in a MyISAM table',
    'CREATE TABLE m (id int PRIMARY KEY) ENGINE = MyISAM;\nINSERT INTO m VALUES (1), (2), (1);',
  ),
  fileCase(
    'a MyISAM table in a transaction',
    'CREATE TABLE m (id int) ENGINE = MyISAM;\nBEGIN;\nINSERT INTO m VALUES (1);\nROLLBACK;',
  ),
  // Kinds of objects and statements
  fileCase(
    'foreign keys off',
    `SET FOREIGN_KEY_CHECKS = 0;\nCREATE TABLE c (p int, FOREIGN KEY (p) REFERENCES p (id));\nINSERT INTO c VALUES (1);\nCREATE TABLE p (id int PRIMARY KEY);\nSET FOREIGN_KEY_CHECKS = 1;`,
  ),
  fileCase(
    'views',
    `${table}CREATE ALGORITHM=MERGE VIEW v AS SELECT t FROM a WHERE t <> ';';\nCREATE OR REPLACE VIEW v AS SELECT id FROM a;`,
  ),
  fileCase(
    'REPLACE and ON DUPLICATE KEY',
    `${table}REPLACE INTO a VALUES (1, 'x');\nINSERT INTO a VALUES (1, 'y') ON DUPLICATE KEY UPDATE t = CONCAT(t, 'z');`,
  ),
  fileCase('INSERT IGNORE', `${table}INSERT IGNORE INTO a VALUES (1, 'x'), (1, 'y');`),
  fileCase(
    'zero as an automatic number',
    `SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';\n${table}INSERT INTO a VALUES (0, 'x');`,
  ),
  fileCase(
    'zero dates',
    "SET sql_mode = '';\nCREATE TABLE d (v date, w datetime DEFAULT '0000-00-00 00:00:00');\nINSERT INTO d (v) VALUES ('2024-02-31');",
  ),
  fileCase(
    'time zones',
    "SET time_zone = '+05:00';\nCREATE TABLE d (m timestamp);\nINSERT INTO d VALUES ('2024-01-01 00:00:00');",
  ),
  fileCase('large values', `CREATE TABLE l (t longtext);\nINSERT INTO l VALUES ('${'x'.repeat(300_000)}');`),
  fileCase('JSON', `CREATE TABLE j (v json);\nINSERT INTO j VALUES ('{"a": "it\\\\"s; \\'"}');`),
  fileCase('SHOW and SELECT', `${table}SHOW TABLES;\nSELECT SLEEP(0);\nDESCRIBE a;\n${insert("'x'")}`),
  fileCase(
    'SELECT … INTO a variable',
    `${table}${insert("'x'")}SELECT t INTO @t FROM a;\nCREATE TABLE z AS SELECT @t AS t;`,
  ),
  fileCase(
    'CALL with results',
    `${delimited('CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END')}CALL p();\nCREATE TABLE z (id int);`,
  ),
  fileCase(
    'CALL that fails after a result',
    `${delimited('CREATE PROCEDURE p() BEGIN SELECT 1; SELECT * FROM missing; END')}CALL p();\nCREATE TABLE z (id int);`,
  ),
];
