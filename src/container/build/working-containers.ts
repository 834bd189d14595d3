import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RunProcess } from '../../machine/process.ts';
import type { Buildah } from './buildah.ts';
import { containersFile } from './step-files.ts';

const cleanUpMilliseconds = 2_500;

/**
 * Builds; when that is cancelled, removes the working containers that were left: podman stops at once on a signal, and
 * buildah does while it copies files. For a step that is killed, those that were there before are noted in its folder.
 */
export async function withoutLeftovers<T>(
  run: RunProcess,
  kind: Buildah['kind'],
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
  build: () => Promise<T>,
): Promise<T> {
  const before = await workingContainers(run, kind, signal);
  const note = join(folder, containersFile);
  await writeFile(note, JSON.stringify({ kind, before }));
  try {
    return await build();
  } catch (error) {
    if (signal.aborted) await removeNewContainers(run, kind, before, AbortSignal.timeout(cleanUpMilliseconds));
    throw error;
  } finally {
    await rm(note, { force: true });
  }
}

/** While another build runs on this machine, the containers may be its own, so they stay. */
export async function removeNewContainers(
  run: RunProcess,
  kind: Buildah['kind'],
  before: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (await runsBuild(kind)) return;
  const left = (await workingContainers(run, kind, signal)).filter((id) => !before.includes(id));
  if (left.length === 0) return;
  const remove = kind === 'podman' ? ['rm', '--force'] : ['rm'];
  await run({ program: kind, arguments: [...remove, ...left] }, signal);
}

async function workingContainers(
  run: RunProcess,
  kind: Buildah['kind'],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const list =
    kind === 'podman'
      ? ['ps', '--all', '--external', '--no-trunc', '--format', '{{.ID}} {{.Command}}']
      : ['containers', '--notruncate', '--format', '{{.ContainerID}} buildah'];
  const { stdout } = await run({ program: kind, arguments: list }, signal);
  return stdout.split('\n').flatMap((line) => /^(\w+) buildah\s*$/.exec(line)?.[1] ?? []);
}

/** Whether a build of this program runs. Linux only, like these builders. */
export async function runsBuild(program: string): Promise<boolean> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.some((line) => {
    const [path = '', ...words] = line.split('\0');
    return basename(path) === program && words.some((word) => /^(build|bud)$/.test(word));
  });
}
