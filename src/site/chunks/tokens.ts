/** What cannot be read as a function that names files. */
export class Unreadable extends Error {}

/** The words and signs of a script, one after the other. */
export interface Tokens {
  /** Empty behind the last one. */
  peek(): string;
  take(): string;
  demand(text: string): void;
  /** Whether the next one is this; then it is taken. */
  takes(text: string): boolean;
  /** Reads what stands within something else; what is nested deeper than any bundler writes is unreadable. */
  nest<T>(read: () => T): T;
  /** Where the last one that was looked at is over. */
  end(): number;
}

const maxDepth = 100;
/** From a place of a script on; each character is looked at once. */
export function tokensFrom(script: string, start: number): Tokens {
  // Behind blanks and comments: a text in quotes, a word, or a sign. Longer comments and texts are none of a bundler.
  const token =
    /(?:\s|\/\/[^\n]{0,500}\n|\/\*(?:[^*]|\*(?!\/)){0,500}\*\/)*("(?:[^"\\\n]|\\.){0,2000}"|'(?:[^'\\\n]|\\.){0,2000}'|`(?:[^`\\$]|\\.){0,2000}`|=>|===|\|\||[\w$]+|\S)/y;
  let [end, next, depth] = [start, '', 0];
  const peek = () => {
    if (next !== '') return next;
    token.lastIndex = end;
    const [whole = '', found = ''] = token.exec(script) ?? [];
    [end, next] = [end + whole.length, found];
    return next;
  };
  const take = () => {
    const taken = peek();
    if (taken === '') throw new Unreadable();
    next = '';
    return taken;
  };
  return {
    peek,
    take,
    demand(text) {
      if (take() !== text) throw new Unreadable();
    },
    takes: (text) => peek() === text && take() !== '',
    nest(read) {
      if (++depth > maxDepth) throw new Unreadable();
      const value = read();
      depth--;
      return value;
    },
    end: () => end,
  };
}

/** The text in quotes, or the digits of a number. */
export function literal(token: string): string {
  if (/^\d+$/.test(token)) return token;
  if (token.length < 2 || !/^["'`]/.test(token) || /\\(?!["'`\\/])/.test(token)) throw new Unreadable();
  return token.slice(1, -1).replace(/\\(["'`\\/])/g, '$1');
}
