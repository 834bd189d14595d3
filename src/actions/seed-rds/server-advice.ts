import type { Engine } from '../../domain/sql/engine.ts';

const advices: readonly (readonly [engine: Engine, code: RegExp, advice: string])[] = [
  [
    'postgres',
    /^25001$/,
    'This statement cannot run in a transaction: put it into its own file with the line "-- no-transaction" at the top.',
  ],
  [
    'postgres',
    /^55P03$/,
    'Another session holds a lock on the table: run the job again later, or raise lock-timeout-seconds.',
  ],
  [
    'postgres',
    /^57014$/,
    'The statement ran longer than statement-timeout-seconds, or was cancelled: split it, or raise the limit.',
  ],
  ['postgres', /^40P01$/, 'A deadlock with another session: run the job again.'],
  ['postgres', /^42501$/, "The database user lacks the privilege: grant it, or use the owner's credentials."],
  [
    'mysql',
    /^ER_LOCK_WAIT_TIMEOUT$/,
    'Another session holds a lock on the table: run the job again later, or raise lock-timeout-seconds.',
  ],
  [
    'mysql',
    /^(ER_QUERY_INTERRUPTED|ER_STATEMENT_TIMEOUT|ER_QUERY_TIMEOUT)$/,
    'The statement ran longer than statement-timeout-seconds, or was cancelled: split it, or raise the limit.',
  ],
  ['mysql', /^ER_LOCK_DEADLOCK$/, 'A deadlock with another session: run the job again.'],
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

/** The next step for an error of the server, where it is a known one. */
export function serverAdvice(engine: Engine, code: string): string | undefined {
  return advices.find(([of, pattern]) => of === engine && pattern.test(code))?.[2];
}
