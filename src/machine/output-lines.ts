import { StringDecoder } from 'node:string_decoder';

/** Lines and captured text of what a program writes. */
export interface OutputLines {
  write(chunk: Buffer): void;
  end(): void;
  /** All lines, or the last of them where the program wrote more than is kept. */
  readonly text: () => string;
}

/** A line without an end would fill the memory. */
const maxLineCharacters = 256 * 1024;
/** What counts (an error, a digest) comes last. */
const maxKeptCharacters = 32 * 1024 * 1024;

/** Cuts output into lines, which end with a line feed, a carriage return or both. */
export function outputLines(onLine: (line: string) => void): OutputLines {
  const decoder = new StringDecoder('utf8');
  let [kept, pending] = ['', ''];
  const tell = (line: string) => {
    kept += `${line}\n`;
    if (kept.length > 2 * maxKeptCharacters) kept = kept.slice(-maxKeptCharacters);
    onLine(line);
  };
  const take = (text: string) => {
    const lines = `${pending}${text}`.split(/\r\n|\n|\r(?!$)/);
    pending = lines.pop() ?? '';
    lines.forEach(tell);
    if (pending.length > maxLineCharacters) {
      tell(pending);
      pending = '';
    }
  };
  return {
    write: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (pending !== '') tell(pending.replace(/\r$/, ''));
      pending = '';
    },
    text: () => kept,
  };
}
