import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type RepositoryAddress, referenceText, repositoryText } from '../../domain/image-reference.ts';
import { isLoopback } from '../../domain/loopback-registry.ts';
import { platformText } from '../../domain/platform.ts';
import type { RunProcess } from '../../machine/process.ts';
import { type Builder, type BuildOrder, type Invocation, type NamedImage, sharedOptions } from './builder.ts';
import { builtImageFile, pushedDigestFile } from './step-files.ts';
import { authFile } from './step-folder.ts';

/** Podman builds with buildah's code, under the same options. */
export type Buildah = Extract<Builder, { kind: 'buildah' | 'podman' }>;

/** Buildah or podman, or why it cannot build. */
export async function findBuildah(
  run: RunProcess,
  kind: Buildah['kind'],
  signal: AbortSignal,
): Promise<Buildah | string> {
  const { exitCode, stdout, stderr } = await run({ program: kind, arguments: ['--version'] }, signal);
  if (exitCode !== 0) return stderr.trim().split('\n').at(-1) ?? 'it does not start';
  return { kind, version: /\b\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? '' };
}

/**
 * Docker's image format, so that HEALTHCHECK, SHELL and ONBUILD are kept as with docker; and docker's rules of what is
 * ignored, or a .containerignore would decide what our source key does not see. The image gets no name, so none is left over.
 */
export function buildahBuild({ kind }: Buildah, order: BuildOrder, stepFolder: string): Invocation {
  const { platforms, image, cache, context } = order;
  const options = [
    ...sharedOptions(order),
    ...(platforms.length > 1
      ? [`--manifest=${listName(order)}`]
      : image === undefined
        ? []
        : [`--iidfile=${join(stepFolder, builtImageFile)}`]),
    `--platform=${platforms.map(platformText).join(',')}`,
    `--ignorefile=${context.ignoreFile ?? '/dev/null'}`,
    '--format=docker',
    // Of equal layers the cache of steps takes one platform's for the other's.
    `--layers=${platforms.length === 1}`,
    // Without it, the containers of a build that fails stay.
    '--force-rm',
    ...(cache.kind === 'registry' ? cacheOptions(cache.repository, stepFolder) : []),
    ...(order.freshBases ? ['--pull=always'] : []),
  ];
  return { program: kind, arguments: ['build', ...options, context.folder], environment: {} };
}

function cacheOptions(repository: RepositoryAddress, stepFolder: string): readonly string[] {
  const uri = repositoryText(repository);
  return [`--cache-from=${uri}`, `--cache-to=${uri}`, ...registryOptions(repository, stepFolder)];
}

/** Pushes an image by its ID, or a list of images by its name. The digest goes to a file in the step's folder. */
export function buildahPush(
  { kind }: Buildah,
  { image, platforms }: NamedImage,
  imageId: string,
  stepFolder: string,
): Invocation {
  const options = [...registryOptions(image, stepFolder), `--digestfile=${join(stepFolder, pushedDigestFile)}`];
  const push = platforms.length > 1 ? ['manifest', 'push', '--all', '--rm'] : ['push'];
  const name = platforms.length > 1 ? listName({ image }) : imageId;
  return { program: kind, arguments: [...push, ...options, name, `docker://${referenceText(image)}`], environment: {} };
}

function registryOptions({ host }: RepositoryAddress, stepFolder: string): readonly string[] {
  return [`--authfile=${join(stepFolder, authFile)}`, ...(isLoopback(host) ? ['--tls-verify=false'] : [])];
}

/** A list of images keeps what was added to it before, so it has a name that no other one has, and does not stay. */
export function removeList({ kind }: Buildah, order: Pick<BuildOrder, 'image'>): Invocation {
  return { program: kind, arguments: ['manifest', 'rm', listName(order)], environment: {} };
}

function listName({ image }: Pick<BuildOrder, 'image'>): string {
  const name = image === undefined ? '' : referenceText(image);
  return `localhost/platforms:${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}
