import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { noRules } from '../../domain/dockerignore.ts';
import { type NamedContext, parseNamedContext } from '../../domain/named-context.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { FactsReaders } from '../../machine/facts-ahead.ts';
import { hashFolder } from './entry-hash.ts';
import { malformedRules, readRules } from './ignore-file.ts';

/** A context beside the one of the build, as the inputs name it. */
export interface GivenContext {
  readonly name: string;
  readonly value: string;
}

/** A context beside the one of the build, read. */
export interface ReadContext {
  readonly name: string;
  readonly kind: NamedContext['kind'];
  /** As builders take it, with absolute paths. */
  readonly source: string;
  /** Whether it has a .dockerignore of its own. */
  readonly hasIgnoreFile: boolean;
  /** What counts of it for the source key; of an image its name, since its digest counts with those of the base images. */
  readonly identity: string;
}

/** Parses what the inputs name, or throws a UserError. */
export function namedContexts(given: readonly GivenContext[]): readonly NamedContext[] {
  return given.map(({ name, value }) => {
    const context = parseNamedContext(name, value);
    if (context.ok) return context.value;
    throw new UserError({ what: 'build-contexts is not usable; nothing was built.', why: `There, ${context.reason}.` });
  });
}

/** Reads them as a builder would get them, in the order of their names. */
export async function readNamedContexts(
  {
    workspace,
    named: given = [],
  }: { readonly workspace: string; readonly named?: readonly GivenContext[] | undefined },
  readers: FactsReaders,
  signal: AbortSignal,
): Promise<readonly ReadContext[]> {
  const read: ReadContext[] = [];
  for (const context of namedContexts(given).toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    read.push(await readNamedContext(context, workspace, readers, signal));
  return read;
}

async function readNamedContext(
  context: NamedContext,
  workspace: string,
  readers: FactsReaders,
  signal: AbortSignal,
): Promise<ReadContext> {
  const { name, kind } = context;
  switch (kind) {
    case 'folder':
      return readFolder(name, resolve(workspace, context.path), readers, signal);
    case 'layout': {
      const path = resolve(workspace, context.path);
      const source = `oci-layout://${path}${context.reference}`;
      // A digest says all; otherwise the index does, whose digests do.
      const identity = context.reference.startsWith('@')
        ? context.reference
        : `${context.reference} ${await indexHash(name, path)}`;
      return { name, kind, source, hasIgnoreFile: false, identity };
    }
    case 'image': {
      const { image } = context;
      return { name, kind, source: `docker-image://${image}`, hasIgnoreFile: false, identity: image };
    }
    case 'remote':
      return { name, kind, source: context.source, hasIgnoreFile: false, identity: sha256(context.source) };
  }
}

async function readFolder(
  name: string,
  folder: string,
  readers: FactsReaders,
  signal: AbortSignal,
): Promise<ReadContext> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw missing(name, folder, 'is no folder');
  const ignoreFile = join(folder, '.dockerignore');
  const hasIgnoreFile = (await stat(ignoreFile).catch(() => undefined))?.isFile() === true;
  const rules = hasIgnoreFile ? await readRules(ignoreFile) : noRules;
  const malformed = (reason: string) => malformedRules(ignoreFile, reason);
  const sum = createHash('sha256');
  await hashFolder(sum, { root: folder, rules, malformed }, readers, signal);
  return { name, kind: 'folder', source: folder, hasIgnoreFile, identity: sum.digest('hex') };
}

async function indexHash(name: string, path: string): Promise<string> {
  try {
    return sha256(await readFile(join(path, 'index.json')));
  } catch (error) {
    throw missing(name, path, `is no OCI layout (${messageOf(error)})`);
  }
}

function missing(name: string, path: string, why: string): UserError {
  return new UserError({
    what: `The build context ${name} cannot be read; nothing was built.`,
    why: `${path} ${why}.`,
    next: 'Check `build-contexts`: paths are relative to the repository.',
  });
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
