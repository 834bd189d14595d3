import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../src/domain/sql/engine.ts';
import { seededRandom } from '../../test/support/seeded-random.ts';

/** Something to be run: a folder for the action, and one file with the same statements for the client. */
export interface Work {
  readonly name: string;
  readonly folder: string;
  readonly file: string;
}

export interface Sizes {
  readonly migrations: number;
  readonly megabytes: number;
}

/** Many small files; rows as the engine's dump tool writes them; and a tenth of it as statements of one row each. */
export function writeWork(root: string, engine: Engine, { migrations, megabytes }: Sizes): readonly Work[] {
  return [
    manyMigrations(root, migrations),
    oneFile(root, `a dump of ${megabytes} MB`, dump(engine, megabytes * 1e6)),
    oneFile(root, `${megabytes / 10} MB of single rows`, singleRows((megabytes / 10) * 1e6)),
  ];
}

function manyMigrations(root: string, count: number): Work {
  const name = `${count} migrations`;
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  const texts = Array.from({ length: count }, (_, at) => migration(at));
  for (const [at, text] of texts.entries()) writeFileSync(join(folder, `${at + 1}_a.sql`), text);
  const file = join(root, `${name}.sql`);
  writeFileSync(file, texts.join(''));
  return { name, folder, file };
}

/** What a migration mostly is: one table with an index, or a change of one. */
function migration(at: number): string {
  if (at % 2 === 1) return `ALTER TABLE t_${at - 1} ADD COLUMN note varchar(200);\n`;
  return `CREATE TABLE t_${at} (id int PRIMARY KEY, name varchar(80) NOT NULL);\nCREATE INDEX i_${at} ON t_${at} (name);\n`;
}

function oneFile(root: string, name: string, blocks: Iterable<string>): Work {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, '1_a.sql');
  const descriptor = openSync(file, 'w');
  for (const block of blocks) writeSync(descriptor, block);
  closeSync(descriptor);
  return { name, folder, file };
}

const table = 'CREATE TABLE people (id int PRIMARY KEY, name varchar(200), amount decimal(10,2), parent int);\n';
const blockLength = 1_000_000;

function* dump(engine: Engine, length: number): Generator<string> {
  const people = peopleWriter();
  yield engine === 'mysql' ? `${table}LOCK TABLES people WRITE;\n` : `${table}COPY people FROM stdin;\n`;
  for (let written = 0; written < length; written += blockLength)
    yield engine === 'mysql'
      ? `INSERT INTO people VALUES ${people((id, name, amount) => `(${id},'${name}',${amount},NULL)`).join(',')};\n`
      : people((id, name, amount) => `${id}\t${name}\t${amount}\t\\N\n`).join('');
  yield engine === 'mysql' ? 'UNLOCK TABLES;\n' : '\\.\n';
}

function* singleRows(length: number): Generator<string> {
  const people = peopleWriter();
  yield table;
  for (let written = 0; written < length; written += blockLength)
    yield people((id, name, amount) => `INSERT INTO people VALUES (${id}, '${name}', ${amount}, NULL);\n`).join('');
}

const words = 'local people of the town flush their engine with water and take the role of a model'.split(' ');

/** Gives blocks of rows, with numbers that go on. */
function peopleWriter() {
  const random = seededRandom(7);
  let id = 0;
  return (row: (id: number, name: string, amount: string) => string): readonly string[] => {
    const rows: string[] = [];
    for (let length = 0; length < blockLength; length += rows.at(-1)?.length ?? 0) {
      const name = Array.from({ length: 8 }, () => words[Math.floor(random() * words.length)]).join(' ');
      rows.push(row(++id, name, (random() * 1_000).toFixed(2)));
    }
    return rows;
  };
}
