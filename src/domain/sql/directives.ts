import type { ByteText } from './byte-text.ts';
import type { Engine } from './engine.ts';
import { lineAt } from './statement.ts';
import { codeTokens } from './tokens.ts';

/** How a file is to be run, as comments at its top say: `-- seed-rds: lock-timeout-seconds=5 environments=dev,staging`. */
export interface Directives {
  readonly withoutTransaction: boolean;
  /** How long one of its statements may run, and wait for locks of other sessions; left out: as long as in other files. */
  readonly statementTimeoutSeconds?: number;
  readonly lockTimeoutSeconds?: number;
  /** The environments in which it is run; left out: in all. */
  readonly environments?: readonly string[];
}

export type ReadDirectives =
  | { readonly ok: true; readonly directives: Directives }
  | { readonly ok: false; readonly line: number; readonly reason: string };

const directiveLine = /^[ \t]*--[ \t]*seed-rds:([^\r\n]*)/gim;

/** Reads the directives before the first statement; one that is not known, or stands elsewhere, is refused: nobody would notice that it is not heeded. */
export function readDirectives(text: ByteText, engine: Engine): ReadDirectives {
  const [first] = codeTokens(text, engine);
  const top = first?.start ?? text.length;
  let directives: Directives = { withoutTransaction: false };
  for (const { index, 1: words = '' } of text.matchAll(directiveLine)) {
    const refused = (reason: string) => ({ ok: false, line: lineAt(text, index), reason }) as const;
    if (index > top) {
      if (isComment(text, index, engine)) return refused('a directive of seed-rds stands before the first statement');
      continue;
    }
    for (const word of words.split(/[ \t]/).filter((each) => each !== '')) {
      const read = directive(word);
      if (typeof read === 'string') return refused(read);
      directives = { ...directives, ...read };
    }
  }
  return { ok: true, directives };
}

/** Not within a string or the body of a routine. */
function isComment(text: ByteText, index: number, engine: Engine): boolean {
  for (const { start, end } of codeTokens(text, engine)) {
    if (start > index) return true;
    if (end > index) return false;
  }
  return true;
}

const maxSeconds = { 'statement-timeout-seconds': 86_400, 'lock-timeout-seconds': 3_600 } as const;
const names = 'no-transaction, statement-timeout-seconds=…, lock-timeout-seconds=… and environments=…';

function directive(word: string): Partial<Directives> | string {
  const [name = '', value] = word.split('=', 2);
  switch (name) {
    case 'no-transaction':
      return value === undefined ? { withoutTransaction: true } : 'no-transaction takes no value';
    case 'statement-timeout-seconds':
    case 'lock-timeout-seconds': {
      const seconds = secondsOf(value, maxSeconds[name]);
      if (seconds === undefined) return `${name} is a whole number from 1 to ${maxSeconds[name]}`;
      return name === 'lock-timeout-seconds' ? { lockTimeoutSeconds: seconds } : { statementTimeoutSeconds: seconds };
    }
    case 'environments': {
      const environments = (value ?? '').split(',');
      return environments.includes('') ? 'environments are names with commas between them' : { environments };
    }
    default:
      return `${name.slice(0, 60)} is no directive of seed-rds: there are ${names}`;
  }
}

function secondsOf(value: string | undefined, most: number): number | undefined {
  const seconds = /^\d{1,6}$/.test(value ?? '') ? Number(value) : 0;
  return seconds >= 1 && seconds <= most ? seconds : undefined;
}
