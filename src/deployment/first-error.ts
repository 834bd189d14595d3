import type { LogTail } from './log-tail.ts';

/** Longer lines are cut. */
const maxCharacters = 300;

/**
 * The first line in which the app itself names an error: of a Python traceback its last line, which has the error. What a proxy
 * says of the app, and what a shell says without the word, come after all others.
 */
export function firstError(logs: readonly LogTail[]): string | undefined {
  const lines = logs.filter(({ isOfApp }) => isOfApp).flatMap((log) => log.lines.map(message));
  const found = raisedIn(lines) ?? lines.find(namesError) ?? lines.find(tellsOfTrouble);
  return found === undefined ? undefined : cut(found.trim());
}

/** Of a Python traceback, the line below the frames. */
function raisedIn(lines: readonly string[]): string | undefined {
  const traceback = lines.findIndex((line) => line.includes('Traceback (most recent call last)'));
  return traceback < 0 ? undefined : lines.slice(traceback + 1).find((line) => /^[A-Za-z_][\w.]*(?::|$)/.test(line));
}

/** A line without what the logs of Elastic Beanstalk put before it: "Dec  1 01:02:03 ip-10-0-0-1 web[42]: ". */
function message(line: string): string {
  return /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,64} [\w-]{1,32}(?:\[\d{1,9}\])?: (.*)$/.exec(line)?.[1] ?? line;
}

/** A quoted line of the source, and a line of the stack, are none; nor is a page of a proxy's log about the app. */
function namesError(line: string): boolean {
  if (/^\s{2,}|\bthrow\b|^\s*at\s/.test(line) || isOfProxy(line) || isOfAccess(line)) return false;
  return (
    /(?:Error|Exception)\b|\b(?:error|fatal|panic|ERR|FATAL|PANIC|ERROR|CRITICAL|emerg)\b/.test(line) ||
    /APPLICATION FAILED TO START|"level":(?:50|60)\b/.test(line)
  );
}

function isOfProxy(line: string): boolean {
  return /\[(?:error|warn|crit)\] \d{1,9}#\d{1,9}: /.test(line) || line.includes('while connecting to upstream');
}

/** A line of an access log: `"GET /health HTTP/1.1" 500 Internal Server Error`. */
function isOfAccess(line: string): boolean {
  return /"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \S{1,500} HTTP\//.test(line);
}

function tellsOfTrouble(line: string): boolean {
  if (isOfProxy(line) || isOfAccess(line)) return false;
  return /not found\.?$|no such file or directory|permission denied|address already in use|segmentation fault|^killed$|cannot |could not |failed to |connection refused/i.test(
    line,
  );
}

function cut(line: string): string {
  return line.length > maxCharacters ? `${line.slice(0, maxCharacters).toWellFormed()} …` : line;
}
