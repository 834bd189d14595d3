import { codeOf, firstWords } from './code.ts';
import { repeatable, type StatementEffect, unseen } from './effect.ts';
import type { Engine } from './engine.ts';
import { mysqlDefinitionEffect } from './mysql-definition-effect.ts';
import { postgresDefinitionEffect } from './postgres-definition-effect.ts';

const withoutEffect =
  /^(SET|USE|RESET|DISCARD|SHOW|EXPLAIN|DESCRIBE|DESC|ANALYZE|OPTIMIZE|CHECK|REPAIR|FLUSH|LOCK|UNLOCK|BEGIN|START|COMMIT|ROLLBACK|END|ABORT|SAVEPOINT|RELEASE|PREPARE|DEALLOCATE|DECLARE|FETCH|CLOSE|LISTEN|UNLISTEN|HANDLER|TRUNCATE|GRANT|VACUUM|REINDEX|CLUSTER|REFRESH|CHECKPOINT)$/;

/** Whether a statement can be run again, or seen to be done; `schema` is the database that a file of MySQL has chosen by USE; undefined for the one of the connection. */
export function statementEffect(text: string, engine: Engine, schema?: string): StatementEffect {
  const [first = '', second = ''] = firstWords(text, engine, 2);
  if (withoutEffect.test(first) && second !== 'PREPARED') return repeatable;
  if (/^(SELECT|WITH|VALUES|TABLE|DO)$/.test(first)) return callsNothing(text, engine) ? repeatable : unseen;
  if (!/^(CREATE|ALTER|DROP|RENAME)$/.test(first)) return unseen;
  const code = codeOf(text, engine).slice(0, maxWords);
  return engine === 'mysql' ? mysqlDefinitionEffect(code, schema) : postgresDefinitionEffect(code, text);
}

/** Of a long statement, the words after these do not count. */
const maxWords = 10_000;

const builtIn =
  /^(COUNT|SUM|MIN|MAX|AVG|SLEEP|PG_SLEEP|SET_CONFIG|NOW|VERSION|DATABASE|CURRENT_SCHEMA|CONCAT|COALESCE|IF|IFNULL|NULLIF|CAST|EXISTS|IN|AND|OR|NOT|AS|FROM|WHERE|SELECT|VALUES|ON|BY)$/;

/** Whether a query calls functions of the server only, which leave nothing. */
function callsNothing(text: string, engine: Engine): boolean {
  const code = codeOf(text, engine);
  if (code.some((word) => /^(INSERT|UPDATE|DELETE|MERGE|INTO)$/.test(word))) return false;
  return code.every((word, at) => code[at + 1] !== '(' || !/^[\w`"]+$/.test(word) || builtIn.test(word));
}
