import { type StatementEffect, unseen } from '../../domain/sql/effect.ts';
import type { Engine } from '../../domain/sql/engine.ts';
import { chosenDatabase } from '../../domain/sql/progress.ts';
import { statementEffect } from '../../domain/sql/statement-effect.ts';
import type { LedgerEntry } from '../../sql/ledger.ts';
import { doneSha256 } from './done-sha256.ts';
import type { SqlFile } from './files.ts';

/** An entry of the ledger, after it was looked whether its last statement took effect. */
export interface SettledEntry extends LedgerEntry {
  /** A statement was begun after those that are done, and nothing tells whether it took effect. */
  readonly doubtful?: boolean;
}

/**
 * A run that died between a statement and its record has written down that the statement began. The catalog of the database
 * tells whether it took effect, where the statement makes something that can be seen there.
 */
export async function settled(
  ledger: readonly LedgerEntry[],
  migrations: readonly SqlFile[],
  engine: Engine,
  isTrue: (condition: string) => Promise<boolean>,
): Promise<readonly SettledEntry[]> {
  return Promise.all(
    ledger.map(async (entry) => {
      const file = migrations.find(({ file }) => file === entry.file);
      if (entry.kind !== 'migration' || entry.finished || !file || !isBegun(entry, file)) return entry;
      const done = entry.statementsDone;
      const effect = effectOf(file, done, engine);
      if (effect.kind === 'unseen') return { ...entry, doubtful: true };
      if (effect.kind === 'visible' && (await isTrue(effect.condition))) return { ...entry, statementsDone: done + 1 };
      return { ...entry, doneSha256: doneSha256(file.statements, done) };
    }),
  );
}

function isBegun({ statementsDone, doneSha256: recorded }: LedgerEntry, { statements }: SqlFile): boolean {
  return statementsDone < statements.length && recorded === doneSha256(statements, statementsDone + 1);
}

/** A name without a schema is looked for where the session looks, so another search_path would tell of another object. */
function effectOf({ statements }: SqlFile, at: number, engine: Engine): StatementEffect {
  const before = Array.from(statements.slice(0, at), ({ text, bringsRows }) => (bringsRows ? '' : text));
  if (engine === 'postgres' && before.some((text) => /\bsearch_path\b/i.test(text))) return unseen;
  const database = engine === 'mysql' ? before.map(chosenDatabase).findLast((name) => name !== undefined) : undefined;
  return statementEffect(statements.at(at)?.text ?? '', engine, database);
}
