import type { Result } from './result.ts';

/** The words of a command, as a shell would part them: quotes keep spaces together, and nothing is expanded. */
export function parseCommandLine(text: string): Result<readonly string[]> {
  const words: string[] = [];
  const pattern = /\s*((?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+)/gy;
  let end = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    words.push(unquoted(match[1] ?? ''));
    end = pattern.lastIndex;
  }
  if (text.slice(end).trim() !== '') return { ok: false, reason: 'a quote or a backslash is not closed' };
  return words.length > 0 ? { ok: true, value: words } : { ok: false, reason: 'it is empty' };
}

/** The words of a command, or `off`. */
export function parseCommandOrOff(text: string): Result<readonly string[] | 'off'> {
  return text === 'off' ? { ok: true, value: 'off' } : parseCommandLine(text);
}

function unquoted(word: string): string {
  return word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single, double, escaped) => {
    if (single !== undefined) return single;
    return escaped ?? double.replace(/\\(["\\$`])/g, '$1');
  });
}

/** Words as one text that parses to them again. */
export function commandLineText(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
