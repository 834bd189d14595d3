import { execFileSync } from 'node:child_process';

/** Puts a commit of another repository into the index as a submodule, without cloning it. */
export function addSubmodule(
  folder: string,
  { path, url, sha }: { readonly path: string; readonly url: string; readonly sha: string },
): void {
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args]);
  git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', url, path);
  git('-C', path, 'checkout', '--quiet', sha);
  git('add', '.gitmodules', path);
}
