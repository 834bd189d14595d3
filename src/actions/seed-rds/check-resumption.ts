import type { Engine } from '../../domain/sql/engine.ts';
import { resumption } from '../../domain/sql/resumption.ts';
import type { SettledEntry } from './begun.ts';
import type { SqlFile } from './files.ts';
import { repairLineFor } from './repair-offers.ts';

/** Why a file that stopped midway cannot go on; undefined where it can. */
export function cannotResume(file: SqlFile, entry: SettledEntry | undefined, engine: Engine): string | undefined {
  if (!entry || entry.finished) return undefined;
  if (entry.doubtful) return doubt(file, entry);
  const lost = lostAfter(file, entry.statementsDone, engine);
  return (
    lost &&
    `${file.path}: ${cannotGoOn(file, entry.statementsDone, lost)} Or run the rest by hand, and ${repairLineFor('applied', entry, file)}.`
  );
}

/** What the session had after a file's first statements and a new one has not, as far as the rest may need it. */
export function lostAfter({ statements }: SqlFile, done: number, engine: Engine): string | undefined {
  const resumed = resumption(statements, done, engine);
  return resumed.ok ? undefined : resumed.lost;
}

/** What stands, why the rest cannot be run, and what to do, as sentences. */
export function cannotGoOn({ statements }: SqlFile, done: number, lost: string): string {
  const stands = done === 1 ? 'statement 1 is applied' : `statements 1 to ${done} are applied`;
  const line = statements.at(done)?.line;
  return `${stands}, and the rest cannot go on in a new session: it may need ${lost}. Move the file from line ${line} on into a new file with the next number, which sets up what it needs; the next run then finishes this one.`;
}

function doubt(source: SqlFile, entry: SettledEntry): string {
  const { path, statements } = source;
  const done = entry.statementsDone;
  const { line } = statements.at(done) ?? { line: 1 };
  const [did, didNot] = [
    repairLineFor('statement-applied', entry, source),
    repairLineFor('statement-not-applied', entry, source),
  ];
  return `${path}:${line}: statement ${done + 1} was begun by a run that ended there, and nothing tells whether it took effect. Check it in the database. If it did, ${did}. If it did not, ${didNot}.`;
}
