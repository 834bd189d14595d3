import { join } from 'node:path';
import { referenceText } from '../../domain/image-reference.ts';
import { platformText } from '../../domain/platform.ts';
import type { RunProcess } from '../../machine/process.ts';
import { type BuildCache, type Builder, type BuildOrder, type Invocation, sharedOptions } from './builder.ts';

type Buildx = Extract<Builder, { kind: 'buildx' }>;

/** The BuildKit of this name (without a name: the current one) in `docker buildx`, or why it cannot build. */
export async function findBuildx(
  run: RunProcess,
  name: string | undefined,
  signal: AbortSignal,
): Promise<Buildx | string> {
  const inspect = { program: 'docker', arguments: ['buildx', 'inspect', ...(name === undefined ? [] : [name])] };
  const { exitCode, stdout, stderr } = await run(inspect, signal);
  if (exitCode !== 0) return stderr.trim().split('\n').at(-1) ?? 'docker has no buildx';
  const value = (field: string) => new RegExp(`^${field}:(.*)$`, 'm').exec(stdout)?.[1]?.trim() ?? '';
  const found = { name: value('Name'), driver: value('Driver'), version: value('BuildKit(?: version)?') };
  // The engine's own BuildKit cannot export what it built; with it, docker builds and pushes.
  if (found.driver === 'docker') return `the builder ${found.name} is the engine's own (driver docker)`;
  // A container that does not run yet is started by the build; a remote builder has to run already.
  if (found.driver === 'remote' && value('Status') !== 'running') return `the builder ${found.name} does not answer`;
  return { kind: 'buildx', ...found };
}

/** Where in the step's folder buildx leaves the image, as an OCI layout. */
export const layoutFolder = 'image';

/**
 * The image comes back as an OCI layout, which our own client pushes: `--push` would repeat the build with every attempt
 * at the push, and knows tags only.
 */
export function buildxBuild({ name }: Buildx, order: BuildOrder, stepFolder: string): Invocation {
  const options = [
    `--builder=${name}`,
    ...sharedOptions(order),
    `--platform=${order.platforms.map(platformText).join(',')}`,
    order.image === undefined
      ? '--output=type=cacheonly'
      : `--output=type=oci,tar=false,dest=${join(stepFolder, layoutFolder)}`,
    ...cacheOptions(order.cache),
    ...(order.freshBases ? ['--pull'] : []),
    // The other mode would publish the build arguments: https://docs.docker.com/build/metadata/attestations/slsa-provenance/
    ...(order.provenance ? ['--provenance=mode=min'] : []),
    ...(order.sbom ? ['--sbom=true'] : []),
    '--progress=plain',
  ];
  return {
    program: 'docker',
    arguments: ['buildx', 'build', ...options, order.context.folder],
    environment: { DOCKER_CONFIG: stepFolder, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
  };
}

/** ECR takes a cache only as an image: https://aws.amazon.com/blogs/containers/announcing-remote-cache-support-in-amazon-ecr-for-buildkit-clients/ */
function cacheOptions(cache: BuildCache): readonly string[] {
  switch (cache.kind) {
    case 'none':
      return [];
    case 'registry': {
      const from = `type=registry,ref=${referenceText({ ...cache.repository, tag: 'cache' })}`;
      return [`--cache-from=${from}`, `--cache-to=${from},mode=max,image-manifest=true,oci-mediatypes=true`];
    }
    case 'gha': {
      const from = `type=gha,scope=${cache.scope}${cacheService(process.env)}`;
      return [`--cache-from=${from}`, `--cache-to=${from},mode=max`];
    }
  }
}

/** The address of GitHub's second cache service: buildx before 0.21 gives BuildKit the first one only, which GitHub has switched off. */
function cacheService({ ACTIONS_CACHE_SERVICE_V2, ACTIONS_RESULTS_URL }: NodeJS.ProcessEnv): string {
  return /^(1|true)$/i.test(ACTIONS_CACHE_SERVICE_V2 ?? '') && ACTIONS_RESULTS_URL
    ? `,url_v2=${ACTIONS_RESULTS_URL}`
    : '';
}
