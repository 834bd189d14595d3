/** Every kind of statement that is recorded in another way. */
export const mysqlFile = `
SET @who = 'ann', sql_mode = 'ANSI_QUOTES';
CREATE TABLE people (id int PRIMARY KEY, name varchar(20) NOT NULL);
INSERT INTO people VALUES (1, @who), (2, CONCAT(@who, '2'));
ALTER TABLE people ADD COLUMN age int, ADD INDEX by_age (age);
UPDATE people SET age = 1;
START TRANSACTION;
INSERT INTO people VALUES (3, 'bob', 3);
UPDATE people SET age = age + 1 WHERE id = 1;
COMMIT;
CREATE TABLE IF NOT EXISTS logs (line text);
INSERT INTO logs SELECT name FROM people;
CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END;
RENAME TABLE logs TO log_lines;
LOCK TABLES people WRITE;
INSERT INTO people VALUES (4, 'eve', 4);
UNLOCK TABLES;
DROP INDEX by_age ON people;
`;
/** Neither the rows of MyISAM nor what a routine does tell whether they are there. */
export const doubtfulFile = `
CREATE TABLE plain (id int) ENGINE = MyISAM;
INSERT INTO plain VALUES (1);
INSERT INTO plain VALUES (2);
`;

/** The same for PostgreSQL. */
export const postgresFile = `
SET statement_timeout = 0;
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL);
CREATE TYPE mood AS ENUM ('sad');
INSERT INTO people SELECT n, 'name ' || n FROM generate_series(1, 5) n;
VACUUM people;
CREATE INDEX CONCURRENTLY by_name ON public.people (name);
BEGIN;
UPDATE people SET name = name || '!';
COMMIT;
INSERT INTO people VALUES (6, 'six');
DROP INDEX CONCURRENTLY by_name;
ALTER TABLE people ADD age int;
`;
