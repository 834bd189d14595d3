import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type DockerfileNeed, dockerfileNeeds } from '../../domain/dockerfile-needs.ts';
import { imageLimits } from '../../domain/image-limits.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { FactsReaders } from '../../machine/facts-ahead.ts';
import { hashFolder } from './entry-hash.ts';
import { malformedRules, readIgnoreFile } from './ignore-file.ts';
import { type GivenContext, type ReadContext, readNamedContexts } from './named-contexts.ts';
import { readShort } from './read-short.ts';

/** The source as a builder sees it. */
export interface BuildContext {
  /** Absolute path of the folder. */
  readonly folder: string;
  /** Absolute path of the Dockerfile. */
  readonly dockerfile: string;
  /** Absolute path of the file with the rules of what is ignored, if there is one. */
  readonly ignoreFile: string | undefined;
  /** Whether these rules are the Dockerfile's own: `<Dockerfile>.dockerignore`. */
  readonly ownIgnoreFile: boolean;
  /** What the Dockerfile has that only some builders know, such as `RUN --mount`. */
  readonly needs: readonly DockerfileNeed[];
  /** Contexts beside this one, in the order of their names. */
  readonly named: readonly ReadContext[];
  /** SHA-256, in hex, over the Dockerfile and all that a builder gets of the folders: paths, kinds, modes, contents. */
  readonly hash: string;
  readonly files: number;
  /** Which of `.git`, `.github` and `webapp.yml` are in the context. */
  readonly housekeeping: readonly string[];
}

/** Where the source is, relative to `workspace`; the Dockerfile as `docker build --file` takes it. */
export interface ContextPlace {
  readonly workspace: string;
  readonly context: string;
  readonly dockerfile: string | undefined;
  /** Contexts beside this one. */
  readonly named?: readonly GivenContext[];
}

/** Reads a build context, or throws a UserError for one that cannot be built. */
export async function readBuildContext(
  place: ContextPlace,
  readers: FactsReaders,
  signal: AbortSignal,
): Promise<BuildContext> {
  const folder = resolve(place.workspace, place.context);
  await demandFolder(folder, place.context);
  const dockerfile = dockerfilePath(place);
  const recipe = await readRecipe(dockerfile, place);
  const { path: ignoreFile, isOwn: ownIgnoreFile, rules } = await readIgnoreFile(folder, dockerfile);
  const malformed = (reason: string) => malformedRules(ignoreFile ?? '', reason);
  const sum = createHash('sha256').update(`Dockerfile ${createHash('sha256').update(recipe).digest('hex')}\n`);
  const found = await hashFolder(sum, { root: folder, rules, malformed }, readers, signal);
  const named = await readNamedContexts(place, readers, signal);
  for (const { name, kind, identity } of named) sum.update(`named ${JSON.stringify(name)} ${kind} ${identity}\n`);
  return {
    folder,
    named,
    dockerfile,
    ignoreFile,
    ownIgnoreFile,
    needs: dockerfileNeeds(recipe.toString()),
    hash: sum.digest('hex'),
    files: found.filter(({ isFolder }) => !isFolder).length,
    housekeeping: housekeeping.filter((path) => found.some((entry) => entry.path === path)),
  };
}

/** What a repository holds beside its app, and an image rarely needs: each change of it is another source. */
const housekeeping = ['.git', '.github', 'webapp.yml'];

/** Absolute path of the Dockerfile; `dockerfile` where there is no `Dockerfile`, as buildx takes it. */
export function dockerfilePath({ workspace, context, dockerfile }: ContextPlace): string {
  const path = resolve(workspace, dockerfile ?? join(context, 'Dockerfile'));
  const inLowerCase = join(dirname(path), 'dockerfile');
  return basename(path) === 'Dockerfile' && !existsSync(path) && existsSync(inLowerCase) ? inLowerCase : path;
}

async function demandFolder(folder: string, given: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new UserError({
    what: `The build context ${given} ${found ? 'is not a folder' : 'does not exist'}; nothing was built.`,
    why: `Its full path is ${folder}.`,
    next: 'Check `context` (relative to the repository), and that the repository is checked out.',
  });
}

async function readRecipe(dockerfile: string, place: ContextPlace): Promise<Buffer> {
  try {
    return await readShort(dockerfile, imageLimits.dockerfileBytes);
  } catch (error) {
    throw new UserError({
      what: `The Dockerfile ${relative(place.workspace, dockerfile)} could not be read; nothing was built.`,
      why: `${messageOf(error)}.`,
      next: await dockerfileHint(place),
    });
  }
}

async function dockerfileHint({ workspace, context, dockerfile }: ContextPlace): Promise<string> {
  const below = dockerfile === undefined ? undefined : join(context, dockerfile);
  const isBelow = below !== undefined && (await stat(resolve(workspace, below)).catch(() => undefined))?.isFile();
  return isBelow
    ? `\`dockerfile\` is relative to the repository, not to the context: did you mean ${below}?`
    : 'Check `dockerfile`, which is relative to the repository.';
}
