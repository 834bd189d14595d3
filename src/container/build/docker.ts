import { join } from 'node:path';
import { type ImageReference, referenceText } from '../../domain/image-reference.ts';
import { platformText } from '../../domain/platform.ts';
import type { RunProcess } from '../../machine/process.ts';
import { type Builder, type BuildOrder, type Invocation, sharedOptions } from './builder.ts';
import { dockerImageFile } from './step-files.ts';

type Docker = Extract<Builder, { kind: 'docker' }>;

/** The docker client with the engine behind it, or why it cannot build. */
export async function findDocker(run: RunProcess, signal: AbortSignal): Promise<Docker | string> {
  const format = ['version', '--format', '{{.Client.Version}} {{.Server.Version}}'];
  const { exitCode, stdout, stderr } = await run({ program: 'docker', arguments: format }, signal);
  if (exitCode !== 0) return stderr.trim().split('\n').at(-1) ?? 'no engine answers';
  const [client = '', server = ''] = stdout.trim().split(' ');
  return { kind: 'docker', version: server, buildKit: await buildKitOf(client, run, signal) };
}

/** Clients before 23 hold BuildKit's front end themselves; later ones build through the buildx component, if they have it. */
async function buildKitOf(clientVersion: string, run: RunProcess, signal: AbortSignal): Promise<Docker['buildKit']> {
  if (Number.parseInt(clientVersion, 10) < 23) return 'embedded';
  const { exitCode } = await run({ program: 'docker', arguments: ['buildx', 'version'] }, signal);
  return exitCode === 0 ? 'buildx' : 'none';
}

export function dockerBuild({ buildKit }: Docker, order: BuildOrder, stepFolder: string): Invocation {
  const options = [
    ...sharedOptions(order),
    ...(order.image === undefined
      ? []
      : [`--tag=${referenceText(order.image)}`, `--iidfile=${join(stepFolder, dockerImageFile)}`]),
    ...order.platforms.map((platform) => `--platform=${platformText(platform)}`),
    ...(order.freshBases ? ['--pull'] : []),
    ...(buildKit === 'none' ? [] : ['--progress=plain']),
    ...(buildKit === 'buildx' ? ['--load'] : []),
  ];
  return {
    program: 'docker',
    arguments: ['build', ...options, order.context.folder],
    environment: {
      DOCKER_CONFIG: stepFolder,
      DOCKER_BUILDKIT: buildKit === 'none' ? '0' : '1',
      // An attestation makes an index of the image, which several targets refuse: https://docs.docker.com/build/metadata/attestations/
      BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    },
  };
}

/**
 * `docker push`, and not an archive of `docker save` pushed by our own client: the engine compresses each layer once
 * and remembers which ones the registry has, so an unchanged base layer is neither exported nor compressed again.
 */
export function dockerPush(image: ImageReference, stepFolder: string): Invocation {
  return { program: 'docker', arguments: ['push', referenceText(image)], environment: { DOCKER_CONFIG: stepFolder } };
}

/** The digest in what `docker push` says last: "tag: digest: sha256:… size: 1234". */
export function pushedDigest(stdout: string): string | undefined {
  return /\bdigest: (sha256:[0-9a-f]{64})\b/.exec(stdout)?.[1];
}

/** The layers that `docker push` did not send, as it names them: by the beginning of their diff ids. */
export function presentLayers(stdout: string): readonly string[] {
  return [...stdout.matchAll(/^([0-9a-f]{12}): (?:Layer already exists|Mounted from \S+)\s*$/gm)].map(
    ([, id = '']) => id,
  );
}
