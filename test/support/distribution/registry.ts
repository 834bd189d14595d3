import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { makeServerHome } from '../server-home.ts';

/** The CNCF's registry, which was not written here: https://github.com/distribution/distribution */
export interface RealRegistry {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** Where its blobs are. */
  readonly storage: string;
  /** Ends it as a power cut does; what it has stays. */
  kill(): Promise<void>;
  /** Starts it again at the same place. */
  start(): Promise<void>;
  /** Whoever comes with the password of `registryLogin`, as ECR has it. */
  fetch(path: string, options?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

export interface RegistryOptions {
  /** The program: that of version 3 is called `registry`, Debian's of version 2.8 `docker-registry`. */
  readonly program: string;
  /** A folder that its blobs are in already [one of its own]. */
  readonly storage?: string;
  /** Whether it names places without its host, as the specification lets it. */
  readonly relativeUrls?: boolean;
  /** Whether it takes nothing, as during maintenance. */
  readonly readOnly?: boolean;
}

/** Whom it knows. The file of passwords takes bcrypt only; this is `registryLogin.password` at its least cost. */
export const registryLogin = { username: 'AWS', password: 'registry-password' } as const;
const passwords = 'AWS:$2b$04$b33IN3KooWLhSC2LZJWlkO22Owyj1aT5DAsA39bGJgKgQpopFXVmK\n';

export async function startRegistry({ program, ...options }: RegistryOptions): Promise<RealRegistry> {
  const home = makeServerHome('registry');
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const storage = options.storage ?? join(home.folder, 'storage');
  const [config, log] = [join(home.folder, 'config.yml'), join(home.folder, 'log')];
  writeFileSync(join(home.folder, 'passwords'), passwords);
  writeFileSync(config, configuration({ ...options, storage, host, passwords: join(home.folder, 'passwords') }));
  const authorization = `Basic ${Buffer.from(`AWS:${registryLogin.password}`).toString('base64')}`;
  let running: { readonly child: ChildProcess; readonly release: () => void } | undefined;
  const registry: RealRegistry = {
    host,
    storage,
    async kill() {
      const { child, release } = running ?? {};
      running = undefined;
      if (child && child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
      release?.();
    },
    async start() {
      const output = openSync(log, 'a');
      const child = spawn(program, ['serve', config], { stdio: ['ignore', output, output], detached: true });
      closeSync(output);
      running = { child, release: child.pid === undefined ? () => {} : home.guard(child.pid) };
      for (const deadline = Date.now() + 60_000; !(await registry.fetch('').catch(() => undefined))?.ok; ) {
        if (child.exitCode !== null || Date.now() > deadline)
          throw new Error(`${program} did not start:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    fetch: (path, init) =>
      fetch(`http://${host}/v2/${path}`, { ...init, headers: { ...init?.headers, authorization } }),
    async stop() {
      await registry.kill();
      await home.remove();
    },
  };
  await registry.start().catch(async (error) => {
    await registry.stop();
    throw error;
  });
  return registry;
}

interface Configuration extends Omit<RegistryOptions, 'program'> {
  readonly storage: string;
  readonly host: string;
  readonly passwords: string;
}

/** https://distribution.github.io/distribution/about/configuration/ */
function configuration({ storage, host, passwords: path, relativeUrls = false, readOnly = false }: Configuration) {
  return `version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage:
  filesystem: { rootdirectory: ${storage} }
  maintenance:
    uploadpurging: { enabled: false }
    readonly: { enabled: ${readOnly} }
auth: { htpasswd: { realm: registry, path: ${path} } }
http: { addr: ${host}, relativeurls: ${relativeUrls}, secret: one-for-all-its-lives }
`;
}
