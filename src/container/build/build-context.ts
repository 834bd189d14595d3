import { createHash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type IgnoreRules, parseDockerignore } from '../../domain/dockerignore.ts';
import { imageLimits } from '../../domain/image-limits.ts';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import { messageOf, UserError } from '../../errors.ts';
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
  /** SHA-256, in hex, over the Dockerfile and all that .dockerignore lets through: paths, kinds, contents. */
  readonly hash: string;
  readonly files: number;
  readonly sizeBytes: number;
}

/** Where the source is, relative to `workspace`; the Dockerfile as `docker build --file` takes it. */
export interface ContextPlace {
  readonly workspace: string;
  readonly context: string;
  readonly dockerfile: string | undefined;
}

/** Reading ahead hides the latency of the disk; the hash itself is bound to one core. */
const filesAtOnce = 8;
/** Larger than Node's default: fewer reads for each large file. */
const chunkBytes = 512 * 1024;
/** How long rules are compared before other work gets its turn. */
const turnMilliseconds = 50;

/** Reads a build context, or throws a UserError for one that cannot be built. */
export async function readBuildContext(place: ContextPlace, signal: AbortSignal): Promise<BuildContext> {
  const folder = resolve(place.workspace, place.context);
  await demandFolder(folder, place.context);
  const dockerfile = dockerfilePath(place);
  const recipe = await readRecipe(dockerfile, place);
  const ignored = await readIgnore(folder, dockerfile);
  const found = await readEntries(folder, ignored.rules, signal);
  const contents = new Map<string, string>();
  let sizeBytes = 0;
  const add = async (entry: (typeof found)[number], innerSignal: AbortSignal) => {
    const { line, bytes } = await describe(folder, entry, innerSignal);
    contents.set(entry.path, line);
    sizeBytes += bytes;
  };
  await mapConcurrently(found, filesAtOnce, add, signal);
  const hash = createHash('sha256').update(`Dockerfile ${createHash('sha256').update(recipe).digest('hex')}\n`);
  for (const path of [...contents.keys()].toSorted(byCodePoint)) hash.update(`${contents.get(path)}\n`);
  const files = found.filter(({ kind }) => kind !== 'folder').length;
  const { path: ignoreFile, isOwn: ownIgnoreFile } = ignored;
  return { folder, dockerfile, ignoreFile, ownIgnoreFile, hash: hash.digest('hex'), files, sizeBytes };
}

/** Absolute path of the Dockerfile. */
export function dockerfilePath({ workspace, context, dockerfile }: ContextPlace): string {
  return resolve(workspace, dockerfile ?? join(context, 'Dockerfile'));
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

interface IgnoreFile {
  readonly path: string | undefined;
  readonly isOwn: boolean;
  readonly rules: IgnoreRules;
}

/** The builder takes `<Dockerfile>.dockerignore` where there is one: https://docs.docker.com/build/concepts/context/#filename-and-location */
async function readIgnore(folder: string, dockerfile: string): Promise<IgnoreFile> {
  const own = `${dockerfile}.dockerignore`;
  for (const path of [own, join(folder, '.dockerignore')]) {
    const isThere = await stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isThere) return { path, isOwn: path === own, rules: await readRules(path) };
  }
  return { path: undefined, isOwn: false, rules: { hides: () => false, hasExceptions: false } };
}

async function readRules(path: string): Promise<IgnoreRules> {
  const text = await readShort(path, imageLimits.ignoreFileBytes).catch((error) => {
    throw unreadable(path, messageOf(error));
  });
  const rules = parseDockerignore(text.toString());
  if (rules.ok) return rules.value;
  throw unreadable(path, rules.reason);
}

function unreadable(path: string, reason: string): UserError {
  return new UserError({
    what: `The rules in ${path} could not be read; nothing was built.`,
    why: `Of the file, ${reason}.`,
    next: 'Correct the file: https://docs.docker.com/build/concepts/context/#dockerignore-files',
  });
}

interface Entry {
  /** Relative to the context, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
}

async function readEntries(root: string, rules: IgnoreRules, signal: AbortSignal): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  let turnBegan = performance.now();
  for await (const entry of visibleEntries(root, rules)) {
    if (entry.kind !== 'hidden') found.push({ path: entry.path, kind: entry.kind });
    // Rules that take long must not keep a cancellation from being heard.
    if (performance.now() - turnBegan > turnMilliseconds) {
      await setImmediate();
      turnBegan = performance.now();
    }
    signal.throwIfAborted();
    if (found.length > imageLimits.contextEntries)
      throw new UserError({
        what: `The build context ${root} has more than ${imageLimits.contextEntries} files; nothing was built.`,
        next: 'Leave out what the build does not need: .dockerignore.',
      });
  }
  return found;
}

async function* visibleEntries(
  root: string,
  rules: IgnoreRules,
  below = '',
): AsyncGenerator<{ readonly path: string; readonly kind: Entry['kind'] | 'hidden' }> {
  for (const child of await readdir(join(root, below), { withFileTypes: true })) {
    const kind = kindOf(child);
    if (kind === undefined) continue;
    const path = below ? `${below}/${child.name}` : child.name;
    const isHidden = rules.hides(path);
    yield { path, kind: isHidden ? 'hidden' : kind };
    if (kind === 'folder' && (!isHidden || rules.hasExceptions)) yield* visibleEntries(root, rules, path);
  }
}

/** Sockets, pipes and devices are not sent to a builder. */
function kindOf(child: Dirent): Entry['kind'] | undefined {
  if (child.isFile()) return 'file';
  if (child.isDirectory()) return 'folder';
  return child.isSymbolicLink() ? 'link' : undefined;
}

/**
 * One line for one entry. Of the mode only the executable bit counts, as in git: the other bits come from the umask of
 * the machine that checked out. File times do not count either, or no checkout would equal the one before.
 */
async function describe(
  root: string,
  { path, kind }: Entry,
  signal: AbortSignal,
): Promise<{ readonly line: string; readonly bytes: number }> {
  const name = JSON.stringify(path);
  const file = join(root, path);
  if (kind === 'folder') return { line: `folder ${name}`, bytes: 0 };
  if (kind === 'link') return { line: `link ${name} ${JSON.stringify(await readlink(file))}`, bytes: 0 };
  const { mode, size } = await lstat(file);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { signal, highWaterMark: chunkBytes })) hash.update(chunk as Buffer);
  return { line: `file ${name} ${mode & 0o100 ? 'x' : '-'} ${hash.digest('hex')}`, bytes: size };
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
