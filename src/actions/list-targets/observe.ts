import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { readDocument } from '../../config/document.ts';
import { appOf, type ConfiguredEnvironment, configuredEnvironments } from '../../config/environments.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { FilesReader } from '../../machine/files.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Inputs } from './contract.ts';

/** A config file and the environments in it. */
export interface ConfigFile {
  /** Relative to the workspace. */
  readonly path: string;
  readonly app: string;
  readonly environments: readonly ConfiguredEnvironment[];
}

interface Readers {
  readonly files: FilesReader;
  readonly tree: TreeReader;
}

/** Reads every config file that is named or that a glob matches, each once. */
export async function observe(
  { config }: Inputs,
  { files, tree }: Readers,
  { run: { workspace } }: Context,
): Promise<readonly ConfigFile[]> {
  const globs = config.filter(isGlob);
  const below = globs.length > 0 ? await pathsBelow(workspace, tree) : [];
  const paths = config.flatMap((pattern) => (isGlob(pattern) ? matching(pattern, below) : [plain(pattern)]));
  const read = [...new Set(paths)].map(async (path) => configFile(path, await files.text(resolve(workspace, path))));
  return Promise.all(read);
}

function configFile(path: string, source: string): ConfigFile {
  const document = readDocument(path, source);
  return { path, app: appOf(document), environments: configuredEnvironments(document) };
}

function isGlob(pattern: string): boolean {
  return picomatch.scan(pattern).isGlob;
}

/** What packages bring along is no config file of this repository. */
async function pathsBelow(workspace: string, tree: TreeReader): Promise<readonly string[]> {
  const found = await tree.list(workspace, (path) => /(^|\/)(\.git|node_modules)$/.test(path));
  return found?.files ?? [];
}

function matching(pattern: string, paths: readonly string[]): readonly string[] {
  const matches = picomatch(plain(pattern), { dot: true });
  const found = paths.filter((path) => matches(path));
  if (found.length > 0) return found;
  throw new UserError({
    what: `No config file was found at ${pattern}.`,
    next: 'Check the input `config`, and that the repository is checked out.',
  });
}

/** One file has one name, however it is written. */
function plain(path: string): string {
  return path.replace(/^(\.\/+)+/, '');
}
