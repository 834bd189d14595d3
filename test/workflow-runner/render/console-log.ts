import type { LogEntry } from '../run-options.ts';

/** Writes the log of a run for a terminal: a heading where another step begins, GitHub's marks as words. */
export function createConsoleLog(write: (text: string) => void): (entry: LogEntry) => void {
  let current = '';
  return ({ job, step, line }) => {
    const heading = `${job} › ${step}`;
    if (heading !== current) write(`\n${heading}\n`);
    current = heading;
    const text = readable(line);
    if (text !== undefined) write(`  ${text}\n`);
  };
}

function readable(line: string): string | undefined {
  const { mark, rest = '' } = /^##\[(?<mark>\w+)\](?<rest>.*)$/s.exec(line)?.groups ?? {};
  switch (mark) {
    case 'group':
      return `▸ ${rest}`;
    case 'endgroup':
      return undefined;
    case 'error':
    case 'warning':
    case 'notice':
    case 'debug':
      return `${mark.charAt(0).toUpperCase()}${mark.slice(1)}: ${rest}`;
    default:
      return line;
  }
}
