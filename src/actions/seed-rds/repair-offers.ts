import { createHash } from 'node:crypto';
import { type RepairAct, repairLine } from '../../domain/sql/repair.ts';
import type { SettledEntry } from './begun.ts';
import { doneSha256 } from './done-sha256.ts';
import type { SqlFile } from './files.ts';

/** What an entry of the ledger says of its file. */
export type EntryContent = Pick<SettledEntry, 'sha256' | 'statements' | 'statementsDone' | 'doneSha256' | 'finished'>;

/** A correction that an entry of the ledger and its file allow. */
export interface RepairOffer {
  readonly act: RepairAct;
  readonly mark: string;
  /** What the entry says after it; undefined: there is none any more. */
  readonly to: EntryContent | undefined;
}

/** The corrections of an entry that are possible; `file` is undefined where it is not in the folder. */
export function repairOffers(entry: SettledEntry, file: SqlFile | undefined): readonly RepairOffer[] {
  const offer = (act: RepairAct, to: EntryContent | undefined) => ({ act, mark: markOf(entry, act, to), to });
  if (!file) return [offer('removed', undefined)];
  if (entry.finished) return entry.sha256 === file.sha256 ? [] : [offer('edited', whole(file))];
  const ends = [offer('applied', whole(file)), offer('rolled-back', undefined)];
  const { statementsDone: done } = entry;
  if (entry.doubtful)
    return [
      offer('statement-applied', { ...contentOf(entry), statementsDone: done + 1 }),
      offer('statement-not-applied', { ...contentOf(entry), doneSha256: doneSha256(file.statements, done) }),
      ...ends,
    ];
  const isEdited = done <= file.statements.length && doneSha256(file.statements, done) !== entry.doneSha256;
  return isEdited ? [offer('edited', { ...whole(file), ...begun(file, done) }), ...ends] : ends;
}

/** The line of the input `repair` for one of the corrections, or undefined where it is not possible. */
export function repairLineFor(act: RepairAct, entry: SettledEntry, file: SqlFile | undefined): string | undefined {
  const offer = repairOffers(entry, file).find((each) => each.act === act);
  return offer && `\`repair: ${repairLine({ act, file: entry.file, mark: offer.mark })}\``;
}

function whole(file: SqlFile): EntryContent {
  const { sha256, statements } = file;
  return { sha256, statements: statements.length, finished: true, ...doneOf(file, statements.length) };
}

function begun(file: SqlFile, done: number) {
  return { finished: false, ...doneOf(file, done) };
}

function doneOf({ statements }: SqlFile, done: number) {
  return { statementsDone: done, doneSha256: doneSha256(statements, done) };
}

function contentOf({ sha256, statements, statementsDone, doneSha256, finished }: EntryContent): EntryContent {
  return { sha256, statements, statementsDone, doneSha256, finished };
}

/** A line that stays in a workflow must not settle what happens later: it leads from what the entry says to what it shall say. */
function markOf(entry: SettledEntry, act: RepairAct, to: EntryContent | undefined): string {
  const step = [entry.file, act, contentOf(entry), to];
  return createHash('sha256').update(JSON.stringify(step)).digest('hex').slice(0, 12);
}
