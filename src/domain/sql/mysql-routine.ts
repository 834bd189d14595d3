/** How deep a position is in the blocks of a stored routine; semicolons in a block belong to the statement. */
export interface Routine {
  readonly isOpen: boolean;
  /** The state after the next word (in upper case), quote or symbol. */
  after(part: string): Routine;
}

interface State {
  /** `unknown` until the words after CREATE show what is created. */
  readonly kind: 'unknown' | 'routine' | 'other';
  readonly blocks: number;
  readonly previous: string;
}

const routineKinds = /^(PROCEDURE|FUNCTION|TRIGGER|EVENT)$/;
const otherKinds =
  /^(TABLE|TEMPORARY|VIEW|ALGORITHM|SQL|INDEX|UNIQUE|FULLTEXT|SPATIAL|DATABASE|SCHEMA|USER|ROLE|SERVER|SEQUENCE|TABLESPACE|LOGFILE|UNDO|RESOURCE)$/;

/** Words that open a block where a statement may begin; elsewhere they are functions (IF, REPEAT) or part of END IF. */
const blockWords = /^(IF|LOOP|WHILE|REPEAT)$/;
/** A statement of a routine's body may follow these. */
const beforeStatement = /^(;|:|BEGIN|THEN|ELSE|DO|LOOP|REPEAT|ROW)$/;

/** The state before a statement's first word. Source: https://dev.mysql.com/doc/refman/8.4/en/sql-compound-statements.html */
export const mysqlRoutine: Routine = routine({ kind: 'unknown', blocks: 0, previous: '' });

function routine(state: State): Routine {
  return { isOpen: state.blocks > 0, after: (part) => routine(next(state, part)) };
}

function next(state: State, part: string): State {
  if (state.kind === 'other') return state;
  if (state.kind === 'routine') return { ...state, previous: part, blocks: blocksAfter(state, part) };
  return { ...state, previous: part, ...started(state.previous, part) };
}

/** A routine (or MariaDB's BEGIN NOT ATOMIC) is recognized by the first words. */
function started(previous: string, part: string): Pick<State, 'kind' | 'blocks'> {
  if (previous === '' && part !== 'CREATE' && part !== 'BEGIN') return { kind: 'other', blocks: 0 };
  if (previous === 'BEGIN') return part === 'NOT' ? { kind: 'routine', blocks: 1 } : { kind: 'other', blocks: 0 };
  if (routineKinds.test(part)) return { kind: 'routine', blocks: 0 };
  return { kind: otherKinds.test(part) ? 'other' : 'unknown', blocks: 0 };
}

function blocksAfter({ previous, blocks }: State, part: string): number {
  if (previous === '.') return blocks;
  if (part === 'END') return Math.max(0, blocks - 1);
  if (previous === 'END') return blocks;
  if (part === 'BEGIN' || part === 'CASE') return blocks + 1;
  return blockWords.test(part) && beforeStatement.test(previous) ? blocks + 1 : blocks;
}
