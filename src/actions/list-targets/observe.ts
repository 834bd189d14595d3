import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { readDocument } from '../../config/document.ts';
import { appOf, configuredEnvironments } from '../../config/environments.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Inputs } from './contract.ts';
import { type ConfigFile, type Target, targets } from './targets.ts';

/** Reads the environments of every config file that is named or that a glob matches. */
export async function observe(
  inputs: Inputs,
  { files, tree }: Pick<ReadPorts, 'files' | 'tree'>,
  { run: { workspace, attempt } }: Pick<Context, 'run'>,
): Promise<readonly Target[]> {
  const { config } = inputs;
  const globs = config.filter(isGlob);
  const below = globs.length > 0 ? await pathsBelow(workspace, tree) : [];
  const paths = config.flatMap((pattern) => (isGlob(pattern) ? matching(pattern, below) : [normalized(pattern)]));
  const read = [...new Set(paths)].map(async (path) => configFile(path, await files.text(resolve(workspace, path))));
  return targets(await Promise.all(read), inputs, attempt.slice(0, attempt.lastIndexOf('-')));
}

function configFile(path: string, source: string): ConfigFile {
  const document = readDocument(path, source);
  return { path, app: appOf(document), environments: configuredEnvironments(document) };
}

function isGlob(pattern: string): boolean {
  return picomatch.scan(pattern).isGlob;
}

/** Without the files of packages: they are no config files of this repository. */
async function pathsBelow(workspace: string, tree: TreeReader): Promise<readonly string[]> {
  const found = await tree.list(workspace, (path) => /(^|\/)(\.git|node_modules)$/.test(path));
  return found?.files ?? [];
}

function matching(pattern: string, paths: readonly string[]): readonly string[] {
  const matches = picomatch(normalized(pattern), { dot: true });
  const found = paths.filter((path) => matches(path));
  if (found.length > 0) return found;
  throw new UserError({
    what: `No config file was found at ${pattern}.`,
    next: 'Check the input `config`, and that the repository is checked out.',
  });
}

/** The same file always has the same path, so that it is read once. */
function normalized(path: string): string {
  return path.replace(/^(\.\/+)+/, '');
}
