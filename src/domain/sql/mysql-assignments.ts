import type { Code } from './code.ts';

/** One part of a SET statement. */
export interface Assignment {
  /** `@C` for a user variable, `SQL_MODE` for a variable of the session, `GLOBAL X` for one of the server, `NAMES` and the like. */
  readonly name: string;
  readonly value: readonly Code[];
}

/** The parts of a SET statement, whose first word is left out. */
export function assignmentsOf(code: readonly Code[]): readonly Assignment[] {
  const parts: Code[][] = [[]];
  let depth = 0;
  for (const part of code) {
    depth += part === '(' ? 1 : part === ')' ? -1 : 0;
    if (part === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(part);
  }
  return parts.map(assignment);
}

function assignment(part: readonly Code[]): Assignment {
  const sign = part.indexOf('=');
  if (sign < 0) return { name: part[0] ?? '', value: part.slice(1) };
  const left = part.slice(0, part[sign - 1] === ':' ? sign - 1 : sign);
  return { name: variableName(left), value: part.slice(sign + 1) };
}

function variableName(left: readonly Code[]): string {
  if (left[0] === '@' && left[1] !== '@') return userVariables(left)[0] ?? '@';
  const words = left
    .filter((word) => word !== '@' && word !== '.')
    .map((word) => word.replaceAll('`', '').toUpperCase());
  const [scope = '', ...rest] = words;
  if (/^(SESSION|LOCAL)$/.test(scope)) return rest.join('.');
  return /^(GLOBAL|PERSIST|PERSIST_ONLY)$/.test(scope) ? `GLOBAL ${rest.join('.')}` : words.join('.');
}

/** The user variables that a statement names, such as `@C`. The host of `user@host` counts as well. */
export function userVariables(code: readonly Code[]): readonly string[] {
  return code.flatMap((part, at) => {
    if (part !== '@' || code[at - 1] === '@' || code[at + 1] === '@') return [];
    let name = code[at + 1] ?? '';
    for (let next = at + 2; /^[.$]$/.test(code[next] ?? ''); next += 2) name += `${code[next]}${code[next + 1] ?? ''}`;
    return [`@${name.replaceAll('`', '').toUpperCase()}`];
  });
}

/** Functions that give the same for the same arguments, in every session of this database. */
const pure =
  /^(CONCAT|CONCAT_WS|REPLACE|UPPER|LOWER|IF|IFNULL|NULLIF|COALESCE|CAST|CONVERT|HEX|UNHEX|TRIM|LEFT|RIGHT|REPEAT|CHAR|ABS|DATABASE|SCHEMA|JSON_OBJECT|JSON_ARRAY)$/;

/** Variables of a session that statements change by what they do, or the server by the time. */
const volatile =
  /^(LAST_INSERT_ID|IDENTITY|INSERT_ID|TIMESTAMP|RAND_SEED[12]|ERROR_COUNT|WARNING_COUNT|PSEUDO_THREAD_ID|GTID\w*|LAST_GTID|IN_TRANSACTION|STATEMENT_ID|PROXY_USER|EXTERNAL_USER)$/;

/** Whether a value is the same when it is set again: `isLost` tells of user variables and of variables of the session. */
export function isRepeatable(value: readonly Code[], isLost: (name: string) => boolean): boolean {
  return value.every((part, at) => {
    if (part === 'SELECT' || part === ':') return false;
    if (value[at + 1] === '(' && /^\w+$/.test(part)) return pure.test(part) || /^(AND|OR|NOT|IN|AS|BINARY)$/.test(part);
    if (part !== '@') return true;
    if (value[at - 1] === '@') return isRepeatableSystemVariable(value.slice(at + 1, at + 4), isLost);
    return value[at + 1] === '@' || !isLost(userVariables(value.slice(at))[0] ?? '');
  });
}

function isRepeatableSystemVariable([first = '', , third = '']: readonly Code[], isLost: (name: string) => boolean) {
  if (first === 'GLOBAL') return false;
  const name = /^(SESSION|LOCAL)$/.test(first) ? third : first;
  return !volatile.test(name) && !isLost(name);
}

/** Variables that the next statement uses up. */
export const usedUp = /^(INSERT_ID|RAND_SEED[12]|GTID_NEXT)$/;
