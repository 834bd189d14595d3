import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Bytes } from '../../../src/domain/go-text.ts';

/** What BuildKit's client sends of one path. Names are bytes. */
export interface Sent {
  readonly path: Bytes;
  /** As Go's fs.FileMode has it. */
  readonly mode: number;
  readonly size: number;
  /** Where a symbolic link leads, or of which file this is another name. */
  readonly link: Bytes;
  /** SHA-256 of the content of a file that is opened. */
  readonly content: string | undefined;
  readonly opens: boolean;
}

export type Answer = { readonly entries: readonly Sent[] } | { readonly error: string };

/** A context on the disk, or one of paths only. */
export type Question = { readonly ignore: Bytes } & (
  | { readonly folder: string }
  | { readonly paths: readonly Bytes[] }
);

/** The real client of BuildKit, as a program that answers questions one after the other. */
export interface Oracle {
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

export function startOracle(): Oracle {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  const program = join(folder, 'oracle');
  const cwd = new URL('.', import.meta.url).pathname;
  execFileSync('go', ['build', '-o', program, '.'], { cwd, stdio: 'pipe', timeout: 280_000 });
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting: ((answer: Answer) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(parseAnswer(line)));
  return {
    ask: (question) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${JSON.stringify(encoded(question))}\n`);
      }),
    async close() {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

const base64 = (bytes: Bytes) => Buffer.from(bytes, 'latin1').toString('base64');
const fromBase64 = (text: string | null): Bytes => Buffer.from(text ?? '', 'base64').toString('latin1');

function encoded(question: Question): object {
  const ignore = base64(question.ignore);
  return 'folder' in question ? { ignore, folder: question.folder } : { ignore, paths: question.paths.map(base64) };
}

interface Written {
  readonly entries: readonly (Omit<Sent, 'path' | 'link'> & { readonly path: string; readonly link: string | null })[];
  readonly error?: string;
}

function parseAnswer(line: string): Answer {
  const { entries, error } = JSON.parse(line) as Written;
  if (error !== undefined) return { error };
  return {
    entries: entries.map((entry) => ({ ...entry, path: fromBase64(entry.path), link: fromBase64(entry.link) })),
  };
}
