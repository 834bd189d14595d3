/** How deep a position is in the blocks of a stored routine; semicolons in a block belong to the statement. */
export interface Routine {
  readonly isOpen: boolean;
  /** Whether it creates a routine: the semicolons of its body belong to it. */
  readonly isRoutine: boolean;
  /** Whether it is something else for certain: its words do not count. */
  readonly isPlain: boolean;
  /** The state after the next word (in upper case), quote or symbol. */
  after(part: string): Routine;
}

interface State {
  /** `unknown` until the words after CREATE show what is created. */
  readonly kind: 'unknown' | 'routine' | 'other';
  readonly block: Block | undefined;
  readonly previous: string;
  /** In DECLARE … HANDLER FOR …, before its statement. */
  readonly handler: boolean;
}

interface Block {
  /** Of statements, each with a semicolon; the loop before UNTIL; or CASE in an expression, in which IF is a function. */
  readonly holds: 'statements' | 'repeated statements' | 'expression';
  readonly outer: Block | undefined;
}

/** PACKAGE is MariaDB's, in sql_mode = ORACLE. */
const routineKinds = /^(PROCEDURE|FUNCTION|TRIGGER|EVENT|PACKAGE)$/;
const otherKinds =
  /^(TABLE|TEMPORARY|VIEW|ALGORITHM|SQL|INDEX|UNIQUE|FULLTEXT|SPATIAL|DATABASE|SCHEMA|USER|ROLE|SERVER|SEQUENCE|TABLESPACE|LOGFILE|UNDO|RESOURCE)$/;

/** Words that open a block where a statement may begin; elsewhere they are functions (IF, REPEAT), names, or part of END IF. */
const blockWords = /^(BEGIN|IF|CASE|LOOP|WHILE|REPEAT|FOR)$/;
/** A statement of a routine's body may follow these. */
const beforeStatement = /^(;|:|BEGIN|THEN|ELSE|DO|LOOP|REPEAT|ROW)$/;

/** The state before a statement's first word. Source: https://dev.mysql.com/doc/refman/8.4/en/sql-compound-statements.html */
export const mysqlRoutine: Routine = routine({ kind: 'unknown', block: undefined, previous: '', handler: false });

function routine(state: State): Routine {
  if (state.kind === 'other') return plain;
  return {
    isOpen: state.block !== undefined,
    isRoutine: state.kind === 'routine',
    isPlain: false,
    after: (part) => routine(next(state, part)),
  };
}

const plain: Routine = { isOpen: false, isRoutine: false, isPlain: true, after: () => plain };

function next(state: State, part: string): State {
  if (state.kind === 'unknown') return { ...state, previous: part, ...started(state.previous, part) };
  const handler = part === 'HANDLER' || (state.handler && !/^(;|BEGIN)$/.test(part));
  return { ...state, previous: part, handler, block: blockAfter(state, part) };
}

/** A routine (or MariaDB's BEGIN NOT ATOMIC) is recognized by the first words. */
function started(previous: string, part: string): Pick<State, 'kind' | 'block'> {
  if (previous === '' && part !== 'CREATE' && part !== 'BEGIN') return { kind: 'other', block: undefined };
  if (previous === 'BEGIN')
    return part === 'NOT' ? { kind: 'routine', block: opened('statements') } : { kind: 'other', block: undefined };
  if (routineKinds.test(part)) return { kind: 'routine', block: undefined };
  return { kind: otherKinds.test(part) ? 'other' : 'unknown', block: undefined };
}

function blockAfter(state: State, part: string): Block | undefined {
  const { previous, block } = state;
  if (previous === '.' || previous === 'END') return block;
  const inExpression = block?.holds === 'expression';
  const begins = !inExpression && beforeStatement.test(previous);
  if (part === 'END') return block && (inExpression || begins) ? block.outer : block;
  if (part === 'UNTIL' && begins && block?.holds === 'repeated statements') return opened('expression', block.outer);
  if (part === 'CASE') return opened(begins ? 'statements' : 'expression', block);
  // The body of a routine, and that of a handler, follow words of many kinds.
  if (part === 'BEGIN' && (block === undefined || state.handler)) return opened('statements', block);
  if (!begins || !blockWords.test(part)) return block;
  return opened(part === 'REPEAT' ? 'repeated statements' : 'statements', block);
}

function opened(holds: Block['holds'], outer?: Block): Block {
  return { holds, outer };
}
