import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A Git repository in a folder of a test. */
export interface GitRepository {
  readonly folder: string;
  /** The newest commit of main; undefined at the beginning. */
  head(): string | undefined;
  /** Writes files, by path, and commits all that is in the folder; gives the commit. */
  commit(files: Readonly<Record<string, string>>, message: string): string;
}

/** Makes a repository of a folder, with what is in it still to be committed. */
export function makeGitRepository(folder: string): GitRepository {
  mkdirSync(folder, { recursive: true });
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...options: readonly string[]) =>
    execFileSync('git', [...identity, ...options], { cwd: folder, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    head: () => git('rev-list', '--max-count=1', '--all') || undefined,
    commit(files, message) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', message);
      return git('rev-parse', 'HEAD');
    },
  };
}
