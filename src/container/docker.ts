import { platformText } from '../domain/platform.ts';
import type { RunProcess } from '../machine/process.ts';
import { type Builder, type BuildOrder, type Invocation, sharedOptions } from './builder.ts';

type Docker = Extract<Builder, { kind: 'docker' }>;

/** The docker client with the engine behind it, or why it cannot build. */
export async function findDocker(run: RunProcess, signal: AbortSignal): Promise<Docker | string> {
  const format = ['version', '--format', '{{.Client.Version}} {{.Server.Version}}'];
  const { exitCode, stdout, stderr } = await run({ program: 'docker', arguments: format }, signal);
  if (exitCode !== 0) return stderr.trim().split('\n').at(-1) ?? 'no engine answers';
  const [client = '', server = ''] = stdout.trim().split(' ');
  const buildx = await run({ program: 'docker', arguments: ['buildx', 'version'] }, signal);
  return { kind: 'docker', version: server, buildKit: buildx.exitCode === 0 ? 'buildx' : withoutBuildx(client) };
}

/** Clients before 23 hold BuildKit's front end themselves; later ones need the buildx component for it. */
function withoutBuildx(clientVersion: string): Docker['buildKit'] {
  return Number.parseInt(clientVersion, 10) < 23 ? 'embedded' : 'none';
}

export function dockerBuild({ buildKit }: Docker, order: BuildOrder, loginFolder: string): Invocation {
  const options = [
    ...sharedOptions(order),
    `--platform=${platformText(order.platform)}`,
    ...(buildKit === 'none' ? [] : ['--progress=plain']),
    ...(buildKit === 'buildx' ? ['--load'] : []),
  ];
  return {
    program: 'docker',
    arguments: ['build', ...options, order.context.folder],
    environment: {
      DOCKER_CONFIG: loginFolder,
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
export function dockerPush(image: string, loginFolder: string): Invocation {
  return { program: 'docker', arguments: ['push', image], environment: { DOCKER_CONFIG: loginFolder } };
}

/** The digest in what `docker push` says last: "tag: digest: sha256:… size: 1234". */
export function pushedDigest(stdout: string): string | undefined {
  return /\bdigest: (sha256:[0-9a-f]{64})\b/.exec(stdout)?.[1];
}
