import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../support/free-port.ts';
import type { Watchdog } from '../../support/watchdog.ts';
import { eachLine } from './lines.ts';
import { commandOf } from './process-runtime.ts';
import type { InstanceSpec, Runtime } from './runtime.ts';

const run = promisify(execFile);

export interface ContainerRuntimeParts {
  readonly watchdog: Pick<Watchdog, 'guard'>;
  /** Answers the folder for the engine's private configuration. */
  folder(): string;
}

/**
 * Runs images in the docker engine of this machine, pulled from the local registry. Containers share the host's network,
 * so that they reach what listens on loopback, and are told a free port by PORT.
 */
export function containerRuntime({ watchdog, folder }: ContainerRuntimeParts): Runtime {
  const label = `local-cloud=${randomBytes(8).toString('hex')}`;
  let guarded = false;
  return {
    async start(spec) {
      if (!guarded) watchdog.guard({ kind: 'containers', label });
      guarded = true;
      const { host } = spec.image.registry;
      watchdog.guard({ kind: 'images', registry: host });
      const configuration = await dockerConfiguration(
        join(folder(), 'docker', spec.name),
        host,
        spec.image.authorization(),
      );
      await run('docker', ['--config', configuration, 'pull', '--quiet', spec.image.reference]);
      return container(spec, label, configuration, await freePort());
    },
  };
}

/** A configuration of its own, so that no login of the user is used or changed. */
async function dockerConfiguration(folder: string, host: string, auth: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }), { mode: 0o600 });
  return folder;
}

/** Values reach the container through the environment of the docker command, never through its arguments. */
function container(spec: InstanceSpec, label: string, configuration: string, port: number) {
  const environment = { ...spec.environment, PORT: String(port) };
  const command = spec.startCommand ? commandOf({ ...spec.image, config: {} }, spec.startCommand) : [];
  const client = spawn(
    dockerProgram(),
    [
      ...['--config', configuration, 'run', '--rm', '--pull', 'never', '--network', 'host'],
      ...['--name', spec.name, '--label', label],
      ...Object.keys(environment).flatMap((name) => ['--env', name]),
      spec.image.reference,
      ...command,
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment },
  );
  eachLine([client.stdout, client.stderr], spec.log);
  const ended = new Promise<number | undefined>((resolve) => client.once('exit', (code) => resolve(code ?? undefined)));
  const stop = async () => {
    await run('docker', ['stop', '--time', '2', spec.name]).catch(() => undefined);
    await run('docker', ['rm', '--force', '--volumes', spec.name]).catch(() => undefined);
    await ended;
  };
  return { port, ended, stop };
}

/** Found in our own PATH: the service's variables may hold another one. */
function dockerProgram(): string {
  return (
    (process.env.PATH ?? '')
      .split(':')
      .map((folder) => join(folder, 'docker'))
      .find((path) => existsSync(path)) ?? 'docker'
  );
}
