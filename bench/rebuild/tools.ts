import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { buildxPlugin, programPath } from '../../test/support/machine.ts';
import type { Command } from '../measure.ts';
import type { Scene } from './scene.ts';

/** Something that builds and pushes a source. */
export interface Tool {
  readonly name: string;
  /** Starts an engine that knows nothing; its folder is empty, and goes when it has stopped. */
  startEngine(folder: string): Promise<{ stop(): Promise<void> }>;
  command(scene: Scene, folder: string): Command;
}

/** This action first, then what people use, where it is installed. */
export function installedTools(): readonly Tool[] {
  return [
    ours,
    ...(programPath('docker') ? [manifestInspect] : []),
    ...(programPath('aws') ? [describeImages] : []),
    ...(programPath('dockerd') && programPath('ip') ? [dockerBuildAndPush] : []),
    ...(programPath('buildkitd') && buildxPlugin() ? [buildxPush] : []),
  ];
}

const noEngine = async () => ({ stop: async () => {} });

/** As the runner starts it: the built action, inputs in the environment. Its first build takes the machine's engine. */
const ours: Tool = {
  name: 'build-push-ecr',
  startEngine: noEngine,
  command: ({ workspace, environment, dockerConfig }) => ({
    program: process.execPath,
    arguments: ['dist/build-push-ecr.js'],
    environment: {
      ...environment,
      DOCKER_CONFIG: dockerConfig,
      INPUT_REPOSITORY: 'clinic/backend',
      INPUT_CONTEXT: 'backend',
      INPUT_TAGS: 'bench',
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: workspace,
    },
  }),
};

/** What people write in front of a build: whether the tag is there. It says nothing of what the image was built from. */
const manifestInspect: Tool = {
  name: 'docker manifest inspect',
  startEngine: noEngine,
  command: ({ host, dockerConfig }) => ({
    program: 'docker',
    arguments: ['manifest', 'inspect', '--insecure', `${host}/clinic/backend:bench`],
    environment: { DOCKER_CONFIG: dockerConfig },
  }),
};

const describeImages: Tool = {
  name: 'aws ecr describe-images',
  startEngine: noEngine,
  command: ({ environment }) => {
    const call = 'ecr describe-images --repository-name clinic/backend --image-ids imageTag=bench';
    return {
      program: 'aws',
      arguments: ['--endpoint-url', environment['AWS_ENDPOINT_URL'] ?? '', ...call.split(' ')],
      environment,
    };
  },
};

/** The cache stands in the image itself, as the engine's own BuildKit has it. */
const dockerBuildAndPush: Tool = {
  name: 'docker build, docker push',
  async startEngine(folder) {
    // A bridge of its own: without one, a second engine takes that of the first away.
    const bridge = `bench${process.pid}`;
    execFileSync('ip', ['link', 'add', bridge, 'type', 'bridge']);
    execFileSync('ip', ['addr', 'add', '10.213.77.1/24', 'dev', bridge]);
    const engine = await started(folder, 'dockerd', [
      `--data-root=${folder}/data`,
      `--exec-root=${folder}/exec`,
      `--pidfile=${folder}/pid`,
      `--host=unix://${folder}/socket`,
      `--bridge=${bridge}`,
      '--iptables=false',
    ]);
    return {
      async stop() {
        await engine.stop();
        execFileSync('ip', ['link', 'del', bridge]);
      },
    };
  },
  command: ({ workspace, host, dockerConfig }, folder) => {
    const image = `${host}/clinic/docker:bench`;
    const build = `docker build --network=host --quiet --cache-from=${image} --build-arg=BUILDKIT_INLINE_CACHE=1 --tag=${image} ${workspace}/backend`;
    return {
      program: 'sh',
      arguments: ['-c', `${build} && docker push --quiet ${image}`],
      environment: {
        // Debian's docker there brings BuildKit without a plugin.
        PATH: `/usr/bin:${process.env['PATH']}`,
        DOCKER_BUILDKIT: '1',
        DOCKER_CONFIG: dockerConfig,
        DOCKER_HOST: `unix://${folder}/socket`,
      },
    };
  },
};

/** What docker/build-push-action does with `cache-to: type=registry`: nothing of the image is pulled. */
const buildxPush: Tool = {
  name: 'docker buildx build --push',
  startEngine: (folder) =>
    started(folder, 'buildkitd', [
      `--addr=unix://${folder}/socket`,
      `--root=${folder}/data`,
      '--oci-worker-net=host',
      '--containerd-worker=false',
    ]),
  command: ({ workspace, host, dockerConfig }, folder) => {
    const cache = `type=registry,ref=${host}/clinic/buildx-cache:cache`;
    const create = `docker buildx create --name far --driver remote unix://${folder}/socket`;
    const options = [
      '--builder=far',
      '--quiet',
      '--push',
      '--provenance=false',
      `--cache-from=${cache}`,
      `--cache-to=${cache},mode=max,image-manifest=true,oci-mediatypes=true`,
      `--tag=${host}/clinic/buildx:bench`,
    ];
    const setUp = `cp -r ${dockerConfig} ${folder}/docker && mkdir ${folder}/docker/cli-plugins && ln -s ${buildxPlugin()} ${folder}/docker/cli-plugins/docker-buildx`;
    return {
      program: 'sh',
      arguments: ['-c', `${setUp} && ${create} && docker buildx build ${options.join(' ')} ${workspace}/backend`],
      environment: { DOCKER_CONFIG: `${folder}/docker` },
    };
  },
};

async function started(folder: string, program: string, options: readonly string[]) {
  const daemon = spawn(programPath(program) ?? program, options, { stdio: 'ignore' });
  for (let waited = 0; !existsSync(`${folder}/socket`) && waited < 600; waited++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    async stop() {
      const ended = once(daemon, 'exit');
      daemon.kill();
      await ended;
    },
  };
}
