import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** This repository in a temporary folder, to be broken or added to. */
export interface RepositoryCopy {
  readonly folder: string;
  /** Replaces a text of a file, which must be there. */
  replace(path: string, from: string, to: string): void;
  remove(path: string): void;
  add(path: string, content: string): void;
  /** Runs a command in it. */
  run(command: string, ...options: readonly string[]): { readonly exitCode: number | null; readonly output: string };
  close(): void;
}

/** Copies files and folders of the repository; the packages are shared. */
export function copyRepository(paths: readonly string[]): RepositoryCopy {
  const folder = mkdtempSync(join(tmpdir(), 'repository-'));
  const without = new Set(['node_modules', '.git', 'lib', '.demo', '.local']);
  for (const path of paths)
    cpSync(path, join(folder, path), { recursive: true, filter: (source) => !without.has(basename(source)) });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    replace(path, from, to) {
      const text = readFileSync(join(folder, path), 'utf8');
      if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
      writeFileSync(
        join(folder, path),
        text.replace(from, () => to),
      );
    },
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    add(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    run(command, ...options) {
      const { status, stdout, stderr } = spawnSync(command, options, { cwd: folder, encoding: 'utf8' });
      return { exitCode: status, output: stdout + stderr };
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}
