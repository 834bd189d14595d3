import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { FunctionStandIn, StandInContext } from './stand-in.ts';

const execute = promisify(execFile);

/**
 * actions/checkout: puts a repository's files into the workspace.
 * From a Git repository it is the commit, with its `.git`, and of its history as much as `fetch-depth` says. From a folder inside one, what Git does not ignore.
 * From any other folder, everything but `.git` and `node_modules`.
 */
export const checkoutStandIn: FunctionStandIn = {
  async main(context) {
    const name = context.input('repository') || (context.environment.GITHUB_REPOSITORY ?? '');
    const repository = context.findRepository(name);
    if (repository === undefined) throw new Error(`This run does not know the repository '${name}'.`);
    const target = resolve(context.workspace, context.input('path'));
    emptyFolder(target);
    const commit = context.input('ref') || (context.environment.GITHUB_SHA ?? '');
    await copyRepository(realpathSync(repository.folder), target, commit, context);
    context.setOutput('ref', context.input('ref') || (context.environment.GITHUB_REF ?? ''));
    context.setOutput('commit', context.environment.GITHUB_SHA ?? '');
  },
};

/** What an earlier checkout left is taken away, as by the action's own `clean`. */
function emptyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

async function copyRepository(folder: string, target: string, commit: string, context: StandInContext): Promise<void> {
  const top = await git(['rev-parse', '--show-toplevel'], folder);
  if (top === undefined) return copyFolder(folder, target);
  const isRoot = realpathSync(top.trim()) === folder;
  const hasCommit = (await git(['cat-file', '-e', `${commit}^{commit}`], folder)) !== undefined;
  if (!isRoot || !hasCommit) return copyListed(folder, target);
  context.write(`Checking out ${commit}`);
  const depth = context.input('fetch-depth') || '1';
  const run = (...args: readonly string[]) =>
    execute('git', ['-c', 'protocol.file.allow=always', ...args], { cwd: target });
  await run('init', '--quiet');
  await run('remote', 'add', 'origin', pathToFileURL(folder).href);
  await run('fetch', '--quiet', '--no-tags', ...(depth === '0' ? [] : [`--depth=${depth}`]), 'origin', commit);
  await run('checkout', '--quiet', '--detach', commit, '--');
  if (context.input('lfs') === 'true') await fillFromLargeFileStorage(folder, target);
  const submodules = context.input('submodules').toLowerCase();
  if (submodules === 'true' || submodules === 'recursive')
    await run('submodule', '--quiet', 'update', '--init', ...(submodules === 'recursive' ? ['--recursive'] : []));
}

/** Puts contents in the place of pointers: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
async function fillFromLargeFileStorage(folder: string, target: string): Promise<void> {
  const pointing = await git(['grep', '--name-only', '-z', '^version https://git-lfs.github.com/spec/v1$'], target);
  for (const path of (pointing ?? '').split('\0').filter((name) => name !== '')) {
    const [, id = ''] = /^oid sha256:([0-9a-f]{64})$/m.exec(readFileSync(join(target, path), 'utf8')) ?? [];
    cpSync(join(folder, '.git/lfs/objects', id.slice(0, 2), id.slice(2, 4), id), join(target, path));
  }
}

/** What Git says; undefined when it says no, or is not installed. */
async function git(args: readonly string[], folder: string): Promise<string | undefined> {
  try {
    return (await execute('git', [...args], { cwd: folder, maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch {
    return undefined;
  }
}

async function copyListed(folder: string, target: string): Promise<void> {
  const listed = await git(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], folder);
  const deleted = await git(['ls-files', '-z', '--deleted'], folder);
  const gone = new Set(deleted?.split('\0'));
  for (const file of listed?.split('\0') ?? []) {
    if (file !== '' && !gone.has(file)) cpSync(join(folder, file), join(target, file), { verbatimSymlinks: true });
  }
}

const leftOut = new Set(['.git', 'node_modules']);

function copyFolder(folder: string, target: string): void {
  cpSync(folder, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => source === folder || !leftOut.has(basename(source)),
  });
}
