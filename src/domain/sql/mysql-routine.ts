/** How deep a statement stands in the blocks of a stored routine; semicolons inside belong to the statement. */
export interface Routine {
  readonly isOpen: boolean;
  /** What holds after the next word (in upper case), quote or symbol. */
  after(said: string): Routine;
}

interface State {
  /** `unknown` until the words behind CREATE say what is created. */
  readonly kind: 'unknown' | 'routine' | 'other';
  readonly blocks: number;
  readonly previous: string;
}

const routineKinds = /^(PROCEDURE|FUNCTION|TRIGGER|EVENT)$/;
const otherKinds =
  /^(TABLE|TEMPORARY|VIEW|ALGORITHM|SQL|INDEX|UNIQUE|FULLTEXT|SPATIAL|DATABASE|SCHEMA|USER|ROLE|SERVER|SEQUENCE|TABLESPACE|LOGFILE|UNDO|RESOURCE)$/;

/** Words that open a block where a statement may begin; elsewhere they are functions (IF, REPEAT) or part of END IF. */
const blockWords = /^(IF|LOOP|WHILE|REPEAT)$/;
/** What a statement of a routine's body may follow. */
const beforeStatement = /^(;|:|BEGIN|THEN|ELSE|DO|LOOP|REPEAT|ROW)$/;

/** The state before a statement's first word. Source: https://dev.mysql.com/doc/refman/8.4/en/sql-compound-statements.html */
export const mysqlRoutine: Routine = routine({ kind: 'unknown', blocks: 0, previous: '' });

function routine(state: State): Routine {
  return { isOpen: state.blocks > 0, after: (said) => routine(next(state, said)) };
}

function next(state: State, said: string): State {
  if (state.kind === 'other') return state;
  if (state.kind === 'routine') return { ...state, previous: said, blocks: blocksAfter(state, said) };
  return { ...state, previous: said, ...started(state.previous, said) };
}

/** Tells a routine (or MariaDB's BEGIN NOT ATOMIC) from everything else by the first words. */
function started(previous: string, said: string): Pick<State, 'kind' | 'blocks'> {
  if (previous === '' && said !== 'CREATE' && said !== 'BEGIN') return { kind: 'other', blocks: 0 };
  if (previous === 'BEGIN') return said === 'NOT' ? { kind: 'routine', blocks: 1 } : { kind: 'other', blocks: 0 };
  if (routineKinds.test(said)) return { kind: 'routine', blocks: 0 };
  return { kind: otherKinds.test(said) ? 'other' : 'unknown', blocks: 0 };
}

function blocksAfter({ previous, blocks }: State, said: string): number {
  if (previous === '.') return blocks;
  if (said === 'END') return Math.max(0, blocks - 1);
  if (previous === 'END') return blocks;
  if (said === 'BEGIN' || said === 'CASE') return blocks + 1;
  return blockWords.test(said) && beforeStatement.test(previous) ? blocks + 1 : blocks;
}
