import type { Engine } from '../../domain/sql/engine.ts';

const advices: readonly (readonly [engine: Engine, code: RegExp, advice: string])[] = [
  [
    'postgres',
    /^25001$/,
    'This statement takes no transaction: put it into a file of its own with the line "-- no-transaction" on top.',
  ],
  [
    'postgres',
    /^55P03$/,
    'Another session holds a lock on the table: run again when it is quiet, or raise lock-timeout-seconds.',
  ],
  [
    'postgres',
    /^57014$/,
    'It ran longer than statement-timeout-seconds allows, or was cancelled: split it up, or allow more.',
  ],
  ['postgres', /^40P01$/, 'A deadlock with another session: run again.'],
  ['postgres', /^42501$/, "The database user lacks the privilege: grant it, or use the owner's credentials."],
  [
    'mysql',
    /^ER_LOCK_WAIT_TIMEOUT$/,
    'Another session holds a lock on the table: run again when it is quiet, or raise lock-timeout-seconds.',
  ],
  [
    'mysql',
    /^(ER_QUERY_INTERRUPTED|ER_STATEMENT_TIMEOUT|ER_QUERY_TIMEOUT)$/,
    'It ran longer than statement-timeout-seconds allows, or was cancelled: split it up, or allow more.',
  ],
  ['mysql', /^ER_LOCK_DEADLOCK$/, 'A deadlock with another session: run again.'],
  [
    'mysql',
    /^ER_BINLOG_CREATE_ROUTINE_NEED_SUPER$/,
    'Set log_bin_trust_function_creators = 1 in the parameter group of the instance.',
  ],
  [
    'mysql',
    /^ER_(TABLEACCESS|DBACCESS|SPECIFIC_ACCESS|COLUMNACCESS)_DENIED_ERROR$/,
    'The database user lacks the privilege: grant it, or use the master credentials.',
  ],
];

/** What to do about an error of the server, where it is a known one. */
export function serverAdvice(engine: Engine, code: string): string | undefined {
  return advices.find(([of, pattern]) => of === engine && pattern.test(code))?.[2];
}
