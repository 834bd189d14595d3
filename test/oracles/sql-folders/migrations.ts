import type { Engine } from '../../../src/domain/sql/engine.ts';
import { seededRandom } from '../../support/seeded-random.ts';

/** One migration, as no tool writes it yet. */
export interface Migration {
  readonly number: string;
  readonly name: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
  /** Outside of a transaction. */
  readonly alone?: boolean;
  /** Between its statements. */
  readonly comment?: string;
}

export interface Folder {
  readonly title: string;
  readonly migrations: readonly Migration[];
  /** Line ends of Windows. */
  readonly windows?: boolean;
  /** Without a line break, and a semicolon, at the end of files. */
  readonly openEnd?: boolean;
  /** The tools that do not run this folder of theirs. */
  readonly refusedBy?: readonly string[];
}

const table = (name: string) => `CREATE TABLE ${name} (id int PRIMARY KEY, note varchar(80))`;
const plain = (number: string, name: string): Migration => ({
  number,
  name,
  up: [table(name)],
  down: [`DROP TABLE ${name}`],
});

/** What folders of the tools have had that was read in another way somewhere. */
export function foldersByHand(engine: Engine): readonly Folder[] {
  const first = plain('00001', 'people');
  const next = (up: readonly string[], more: Partial<Migration> = {}): Migration => ({
    number: '00002',
    name: 'more',
    up,
    down: ['DELETE FROM people'],
    ...more,
  });
  return [
    { title: 'numbers in the order of numbers', migrations: ['1', '2', '10'].map((each) => plain(each, `t${each}`)) },
    {
      title: 'moments as numbers, with gaps',
      migrations: [plain('20240101093000', 'a'), plain('20240305120000', 'b')],
    },
    { title: 'line ends of Windows', migrations: [first, next(["INSERT INTO people VALUES (1, 'x')"])], windows: true },
    {
      title: 'an open end',
      migrations: [first, next(["INSERT INTO people VALUES (1, 'x')"])],
      openEnd: true,
      refusedBy: ['goose'],
    },
    {
      title: 'semicolons and comments in strings',
      refusedBy: ['goose'],
      migrations: [first, next(["INSERT INTO people VALUES (1, 'a; b'), (2, 'a -- b'), (3, '/* c */'), (4, 'it''s')"])],
    },
    {
      title: 'comments between statements, with semicolons and quotes',
      migrations: [
        first,
        next(["INSERT INTO people VALUES (1, 'x')", "INSERT INTO people VALUES (2, 'y')"], {
          comment: "-- it's one; or two\n/* a; 'b' */",
        }),
      ],
    },
    { title: 'other alphabets', migrations: [first, next(["INSERT INTO people VALUES (1, 'Zoë 東京 😀')"])] },
    {
      title: 'a statement over several lines',
      migrations: [first, next(["INSERT INTO people\n  VALUES\n  (1,\n\n  'x')"])],
    },
    {
      title: 'a view and an index',
      migrations: [
        first,
        next([`CREATE INDEX by_note ON people (note)`, `CREATE VIEW names AS SELECT note FROM people`]),
      ],
    },
    { title: 'a routine with semicolons', migrations: [first, next([routineOf(engine)])] },
    {
      title: 'a routine and what calls it',
      migrations: [first, next([routineOf(engine), "INSERT INTO people VALUES (7, 'by hand')"])],
    },
    {
      title: 'without a transaction',
      migrations: [
        first,
        next(
          [
            engine === 'postgres'
              ? 'CREATE INDEX CONCURRENTLY by_note ON people (note)'
              : 'CREATE INDEX by_note ON people (note)',
          ],
          {
            alone: true,
          },
        ),
      ],
    },
    {
      title: 'nothing on the way down',
      migrations: [{ ...first, down: [] }, next(["INSERT INTO people VALUES (1, 'x')"], { down: [] })],
    },
  ];
}

function routineOf(engine: Engine): string {
  return engine === 'postgres'
    ? `CREATE FUNCTION counted() RETURNS int LANGUAGE plpgsql AS $body$\nDECLARE n int;\nBEGIN\n  -- it's counted; here\n  SELECT count(*) INTO n FROM people;\n  RETURN n;\nEND;\n$body$`
    : `CREATE PROCEDURE counted()\nBEGIN\n  DECLARE n int;\n  SELECT COUNT(*) INTO n FROM people;\n  INSERT INTO people VALUES (n + 100, 'a; b');\nEND`;
}

/** Three to five migrations of tables, columns, rows and indexes; the same for each seed. */
export function randomFolder(seed: number, engine: Engine): Folder {
  const random = seededRandom(seed * 7_919);
  for (let count = 0; count < 5; count++) random();
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const tables: string[] = [];
  const statement = (at: number): string => {
    const of = tables.length > 0 ? pick(tables) : undefined;
    const kind = of === undefined ? 0 : Math.floor(random() * 7);
    const unique = `${at}_${tables.length}_${Math.floor(random() * 1e6)}`;
    switch (kind) {
      case 0:
        tables.push(`t${unique}`);
        return table(`t${unique}`);
      case 1:
        return `ALTER TABLE ${of} ADD COLUMN c${unique} int DEFAULT ${Math.floor(random() * 100)}`;
      case 2:
        return `CREATE INDEX i${unique} ON ${of} (note)`;
      case 3:
        return `UPDATE ${of} SET note = ${pick(["'a;b'", "'it''s'", "''", "'--'", "'ü'"])} WHERE id > 3`;
      case 4:
        return `CREATE VIEW v${unique} AS\nSELECT id FROM ${of} -- a; comment\nWHERE id > 1`;
      case 5:
        return engine === 'mysql' ? `DELETE FROM ${of} WHERE note = "x;y"` : `DELETE FROM ${of} WHERE note = $$x;y$$`;
      default:
        return `INSERT INTO ${of} (id, note) VALUES (${Math.floor(random() * 1e9)}, ${pick(["'x'", "'/* ; */'", "'\n;\n'", "'東'"])})`;
    }
  };
  const migrations = Array.from({ length: 3 + Math.floor(random() * 3) }, (_, at) => ({
    number: String(at + 1).padStart(5, '0'),
    name: `m${at}`,
    up: Array.from({ length: 1 + Math.floor(random() * 4) }, () => statement(at)),
    down: ['SELECT 1'],
    ...(random() < 0.3 ? { comment: pick(['-- a; comment', "/* it's; */", '']) } : {}),
  }));
  return { title: `random ${seed}`, migrations, ...(random() < 0.2 ? { windows: true } : {}) };
}
