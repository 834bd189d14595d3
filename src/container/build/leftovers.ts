import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject, parseJson } from '../../domain/json.ts';
import type { RunProcess } from '../../machine/process.ts';
import { containersFile, dockerImageFile } from './step-files.ts';
import { removeNewContainers, runsBuild } from './working-containers.ts';

const pollMilliseconds = 250;

/**
 * Takes out of the engine what a step has left there: docker's image with its tag, whose steps stay in the cache of BuildKit,
 * and working containers of a build that was killed. What does not go in time stays: it harms no deployment.
 */
export async function clearLeftovers(run: RunProcess, stepFolder: string, withinMilliseconds: number): Promise<void> {
  const signal = AbortSignal.timeout(withinMilliseconds);
  await Promise.allSettled([removeDockerImage(run, stepFolder, signal), removeContainers(run, stepFolder, signal)]);
}

/** By its ID: under its name there may be the image of another job by now. Without it, its parents are the cache of the legacy builder. */
async function removeDockerImage(run: RunProcess, stepFolder: string, signal: AbortSignal): Promise<void> {
  const id = (await readFile(join(stepFolder, dockerImageFile), 'utf8').catch(() => '')).trim();
  if (id !== '') await run({ program: 'docker', arguments: ['image', 'rm', '--no-prune', id] }, signal);
}

async function removeContainers(run: RunProcess, stepFolder: string, signal: AbortSignal): Promise<void> {
  const noted = parseJson(await readFile(join(stepFolder, containersFile), 'utf8').catch(() => ''));
  const { kind, before } = isJsonObject(noted) ? noted : {};
  if ((kind !== 'buildah' && kind !== 'podman') || !Array.isArray(before)) return;
  // The builder of a step that was killed needs a moment to end.
  while ((await runsBuild(kind)) && !signal.aborted) await new Promise((done) => setTimeout(done, pollMilliseconds));
  await removeNewContainers(run, kind, before.map(String), signal);
}
