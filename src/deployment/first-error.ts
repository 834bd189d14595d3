import type { LogTail } from './diagnostics.ts';

/** Longer lines are cut. */
const maxCharacters = 300;

/** The first line in which the app itself names an error: of a Python traceback its last line, which has the error. */
export function firstError(logs: readonly LogTail[]): string | undefined {
  const lines = logs.filter(({ isOfApp }) => isOfApp).flatMap((log) => log.lines);
  const traceback = lines.findIndex((line) => line.includes('Traceback (most recent call last)'));
  const raised =
    traceback < 0 ? undefined : lines.slice(traceback + 1).find((line) => /^[A-Za-z_][\w.]*(?::|$)/.test(line));
  const found = raised ?? lines.find(namesError);
  return found === undefined ? undefined : cut(found.trim());
}

/** A quoted line of the source, and a line of the stack, are none. */
function namesError(line: string): boolean {
  if (/^\s{2,}|\bthrow\b|^\s*at\s/.test(line)) return false;
  return /(?:Error|Exception)\b|\b(?:error|fatal|panic|ERR|FATAL|PANIC|ERROR|CRITICAL)\b/.test(line);
}

function cut(line: string): string {
  return line.length > maxCharacters ? `${line.slice(0, maxCharacters).toWellFormed()} …` : line;
}
