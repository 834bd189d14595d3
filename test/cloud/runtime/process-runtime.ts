import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { freePort } from '../../support/free-port.ts';
import type { Watchdog } from '../../support/watchdog.ts';
import type { PulledImage } from '../ecr/pull.ts';
import { type Confinement, confinement, furnish } from './confinement.ts';
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
  /** Whether to confine processes to their image where the machine allows it. */
  readonly confine: boolean;
}

/**
 * Runs images without a container engine: the layers are unpacked, and the image's command runs in them as a child process.
 * Where the machine allows it, the process sees the image as its whole file system; elsewhere paths that name something
 * in the image are turned into paths of the unpacked root.
 */
export function processRuntime({ watchdog, folder, graceMilliseconds, confine }: ProcessRuntimeParts): Runtime {
  let confined: { readonly by: Confinement | undefined } | undefined;
  return {
    async start(spec) {
      confined ??= { by: confine ? confinement() : undefined };
      const root = join(folder(), 'instances', spec.name);
      await unpackImage(spec.image, root);
      await furnish(root);
      const port = await freePort();
      const child = await launched(await launchOf(spec, root, port, confined.by));
      const release = watchdog.guard({ kind: 'process', pid: child.pid ?? 0 });
      eachLine([child.stdout, child.stderr], spec.log);
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

/** A process as it is to be started. */
interface Launch {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingFolder: string;
  readonly user?: { readonly uid: number; readonly gid: number };
}

async function launchOf(
  spec: InstanceSpec,
  root: string,
  port: number,
  confined: Confinement | undefined,
): Promise<Launch> {
  const { config } = spec.image;
  const imageEnvironment = Object.fromEntries((config.Env ?? []).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  const environment: Record<string, string> = {
    HOME: '/root',
    ...imageEnvironment,
    ...spec.environment,
    PORT: String(port),
  };
  const [program = '', ...args] = spec.exec ?? commandOf(spec.image, spec.startCommand);
  const workingFolder = posix.resolve('/', config.WorkingDir ?? '/');
  const path = environment.PATH ?? '';
  const found = executable(root, workingFolder, program, path);
  const user = config.User ? await userIds(root, config.User) : undefined;
  if (confined)
    return {
      command: confined({ root, workingFolder, user, command: [program, ...args] }),
      environment: { ...environment, PATH: process.env.PATH ?? '', IMAGE_PATH: path },
      workingFolder: '/',
    };
  const mapped = (text: string) => inRoot(root, text);
  return {
    command: [found, ...args.map(mapped)],
    environment: {
      TMPDIR: join(root, 'tmp'),
      ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, mapped(value)])),
      PATH: path
        .split(':')
        .map((entry) => join(root, entry))
        .join(':'),
    },
    workingFolder: join(root, workingFolder),
    ...(user && process.getuid?.() === 0 ? { user } : {}),
  };
}

/** The process once it runs, as the leader of a group of its own. */
async function launched({ command, environment, workingFolder, user }: Launch) {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    ...user,
    cwd: workingFolder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
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
    ? [join(root, posix.resolve(workingFolder, program))]
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
