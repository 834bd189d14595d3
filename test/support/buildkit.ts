import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildxPlugin, programPath } from './machine.ts';

/** A BuildKit of its own, as a remote one is to docker. */
export interface BuildKit {
  /** A docker configuration in which buildx knows it as `far`. */
  readonly dockerConfig: string;
  /** Takes away all that it has built. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

/** Starts buildkitd on a socket in a temporary folder; `hubMirror` stands in for Docker Hub. Needs root. */
export async function startBuildKit(hubMirror?: string): Promise<BuildKit> {
  const folder = await mkdtemp(join(tmpdir(), 'buildkit-'));
  const address = `unix://${folder}/socket`;
  const settings = join(folder, 'buildkitd.toml');
  await writeFile(settings, hubMirror ? `[registry."docker.io"]\n  mirrors = ["${hubMirror}"]\n` : '');
  const options = [
    `--config=${settings}`,
    '--addr',
    address,
    '--root',
    join(folder, 'root'),
    '--oci-worker-net=host',
    '--containerd-worker=false',
  ];
  const daemon = spawn(programPath('buildkitd') ?? '', options, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
  const dockerConfig = join(folder, 'docker');
  await mkdir(join(dockerConfig, 'cli-plugins'), { recursive: true });
  await symlink(buildxPlugin() ?? '', join(dockerConfig, 'cli-plugins/docker-buildx'));
  for (let waited = 0; !existsSync(`${folder}/socket`) && waited < 200; waited++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const buildx = (...args: readonly string[]) =>
    execFileSync('docker', ['buildx', ...args], {
      env: { ...process.env, DOCKER_CONFIG: dockerConfig },
      stdio: 'ignore',
    });
  buildx('create', '--name', 'far', '--driver', 'remote', address);
  return {
    dockerConfig,
    forget: () => void buildx('prune', '--builder=far', '--force', '--all'),
    async close() {
      daemon.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
