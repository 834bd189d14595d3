/** Whether an error says that a statement was cut short, so that it may have taken effect; also where the lock was lost. */
export function isInterrupted(code: string): boolean {
  return /^(LOCK_LOST|57014|ER_(QUERY_INTERRUPTED|STATEMENT_TIMEOUT|QUERY_TIMEOUT))$/.test(code);
}
