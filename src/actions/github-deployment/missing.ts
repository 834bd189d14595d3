import { UserError } from '../../errors.ts';

/** An input without which an operation cannot be carried out. */
export function missing(input: string, operation: string, hint = ''): UserError {
  return new UserError({
    what: `The operation \`${operation}\` needs the input \`${input}\`; nothing was changed.`,
    next: `Give \`${input}\`.${hint}`,
  });
}

/** What is said of a release whose beginning could not be recorded: it is deployed all the same. */
export function notAnnounced(why: string): string {
  return `The beginning of the release was not recorded: ${why} It is deployed all the same; if its machine dies, the next run does not find it in the ledger.`;
}

/** What is said of a release that serves and could not be recorded. */
export function notRecorded(why: string): string {
  return `The release serves, but it was not recorded completely: ${why} Run this job again to record it; until then the ledger names the release before, and the next deployment knows of this one by its run.`;
}
