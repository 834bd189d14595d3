import { parsed, type Result, refused } from '../result.ts';

/** What somebody has found out about a migration, so that its entry in the ledger is to be corrected. */
export const repairActs = {
  edited: 'the database is as the edited file leaves it',
  removed: 'the file is gone for good',
  applied: 'the rest of the file was applied by hand',
  'rolled-back': 'what the file had done was undone by hand',
  'statement-applied': 'the statement that was cut short took effect',
  'statement-not-applied': 'the statement that was cut short took no effect',
} as const;

/** Where the corrections of a database are written down, beside its ledger. */
export const repairsTable = 'seed_rds_repairs';

export type RepairAct = keyof typeof repairActs;

/** One correction of the ledger, as it is asked for. */
export interface RepairRequest {
  readonly act: RepairAct;
  readonly file: string;
  /** Of the state that was shown: of another one, the line has no effect. */
  readonly mark: string;
}

/** Names the correction as `parseRepair` takes it. */
export function repairLine({ act, file, mark }: RepairRequest): string {
  return `${act} ${file} ${mark}`;
}

/** Parses `edited 012_add_invoices.sql 3f2a9c01b7de`. */
export function parseRepair(given: string): Result<RepairRequest> {
  const [act = '', ...rest] = given.split(' ');
  const [mark, file] = [rest.at(-1), rest.slice(0, -1).join(' ')];
  if (!isAct(act)) return refused(`it does not begin with one of ${Object.keys(repairActs).join(', ')}`);
  if (mark === undefined || file === '' || !/^[0-9a-f]{12}$/.test(mark))
    return refused('it is no line of a message or a plan of seed-rds, which end with a mark of 12 digits');
  return parsed({ act, file, mark });
}

function isAct(act: string): act is RepairAct {
  return Object.hasOwn(repairActs, act);
}
