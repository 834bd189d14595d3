import { readdir, readFile } from 'node:fs/promises';
import type { RunProcess } from '../machine/process.ts';
import type { Buildah } from './buildah.ts';

const cleanUpMilliseconds = 2_500;

/**
 * Builds; when that is cancelled, removes the working containers that it left: podman ends at once when it is told to,
 * and buildah while it copies files. While another build runs here as well it is not known whose they are, so they stay.
 */
export async function withoutLeftovers<T>(
  run: RunProcess,
  kind: Buildah['kind'],
  signal: AbortSignal,
  build: () => Promise<T>,
): Promise<T> {
  const before = await workingContainers(run, kind, signal);
  try {
    return await build();
  } catch (error) {
    if (signal.aborted) await removeNew(run, kind, before);
    throw error;
  }
}

async function removeNew(run: RunProcess, kind: Buildah['kind'], before: readonly string[]): Promise<void> {
  const limit = AbortSignal.timeout(cleanUpMilliseconds);
  if (await isRunning(kind)) return;
  const left = (await workingContainers(run, kind, limit)).filter((id) => !before.includes(id));
  if (left.length === 0) return;
  const remove = kind === 'podman' ? ['rm', '--force'] : ['rm'];
  await run({ program: kind, arguments: [...remove, ...left] }, limit);
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

/** Linux only, as these builders are. */
async function isRunning(program: string): Promise<boolean> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(ids.map((id) => readFile(`/proc/${id}/comm`, 'utf8').catch(() => '')));
  return names.some((name) => name.trim() === program);
}
