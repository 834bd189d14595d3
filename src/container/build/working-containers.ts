import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RunProcess } from '../../machine/process.ts';
import type { Buildah } from './buildah.ts';

const cleanUpMilliseconds = 2_500;

/**
 * Builds; when that is cancelled, removes the working containers that were left: podman stops at once on a signal, and
 * buildah does while it copies files. While another build runs on this machine, the containers may be its own, so they stay.
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
  if (await isBuilding(kind)) return;
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

/** Whether another build runs. Linux only, like these builders. */
async function isBuilding(program: string): Promise<boolean> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.some((line) => {
    const [path = '', ...words] = line.split('\0');
    return basename(path) === program && words.some((word) => /^(build|bud)$/.test(word));
  });
}
