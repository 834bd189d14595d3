import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Watchdog } from '../../support/watchdog.ts';
import type { PulledImage } from '../ecr/pull.ts';
import { freePort } from './free-port.ts';
import { userIds } from './image-user.ts';
import { eachLine } from './lines.ts';
import type { Instance, InstanceSpec, Runtime } from './runtime.ts';
import { unpackImage } from './unpack-image.ts';

export interface ProcessRuntimeParts {
  readonly watchdog: Pick<Watchdog, 'guard'>;
  /** Answers the folder for unpacked images. */
  folder(): string;
  /** How long an application may take to end after SIGTERM. */
  readonly graceMilliseconds: number;
}

/**
 * Runs images without a container engine: the layers are unpacked, and the image's command runs as a child process in them.
 * It is not confined; paths that name something in the image are turned into paths of the unpacked root.
 */
export function processRuntime({ watchdog, folder, graceMilliseconds }: ProcessRuntimeParts): Runtime {
  return {
    async start(spec) {
      const root = join(folder(), 'instances', spec.name);
      await unpackImage(spec.image, root);
      const port = await freePort();
      const child = await launch(spec, root, port);
      const release = watchdog.guard({ kind: 'process', pid: child.pid ?? 0 });
      eachLine(
        [child.stdout, child.stderr].filter((stream) => stream !== null),
        spec.log,
      );
      const ended = new Promise<number | undefined>((resolve) =>
        child.once('exit', (code) => {
          release();
          resolve(code ?? undefined);
        }),
      );
      const stop = async () => {
        await endGroup(child, ended, graceMilliseconds);
        await rm(root, { recursive: true, force: true, maxRetries: 3 });
      };
      return { port, ended, stop } satisfies Instance;
    },
  };
}

async function launch(spec: InstanceSpec, root: string, port: number): Promise<ChildProcess> {
  const { config } = spec.image;
  const mapped = (text: string) => inRoot(root, text);
  const imageEnvironment = Object.fromEntries((config.Env ?? []).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  const environment: Record<string, string> = { ...imageEnvironment, ...spec.environment };
  const [program = '', ...args] = commandOf(spec.image, spec.startCommand);
  const workingFolder = join(root, config.WorkingDir ?? '/');
  const user = config.User && process.getuid?.() === 0 ? await userIds(root, config.User) : {};
  const child = spawn(executable(root, workingFolder, program, environment.PATH ?? ''), args.map(mapped), {
    ...user,
    cwd: workingFolder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      TMPDIR: join(root, 'tmp'),
      HOME: join(root, 'root'),
      ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, mapped(value)])),
      PATH: (environment.PATH ?? '')
        .split(':')
        .map((entry) => join(root, entry))
        .join(':'),
      PORT: String(port),
    },
  });
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  return child;
}

/** Entrypoint and command, as a container engine puts them together; a start command takes the place of the command. */
export function commandOf({ config }: PulledImage, startCommand: string | undefined): readonly string[] {
  const command = startCommand ? startCommand.split(/\s+/).filter((word) => word !== '') : (config.Cmd ?? []);
  return [...(config.Entrypoint ?? []), ...command];
}

function executable(root: string, workingFolder: string, program: string, path: string): string {
  const candidates = program.includes('/')
    ? [program.startsWith('/') ? join(root, program) : join(workingFolder, program)]
    : path.split(':').map((folder) => join(root, folder, program));
  const found = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  if (!found) throw new Error(`exec: "${program}": executable file not found in $PATH`);
  return found;
}

/** An absolute path that is there in the image becomes its path in the root; other text stays. */
function inRoot(root: string, text: string): string {
  return text.startsWith('/') && text !== '/' && existsSync(join(root, posix.normalize(text)))
    ? join(root, text)
    : text;
}

async function endGroup(child: ChildProcess, ended: Promise<unknown>, graceMilliseconds: number): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMilliseconds);
  await ended;
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {}
}
