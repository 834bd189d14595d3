import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jib, programPath } from '../../support/machine.ts';
import { makeServerHome } from '../../support/server-home.ts';
import { type ServerProcess, startServer } from '../../support/server-process.ts';

const execute = promisify(execFile);

/** Runs a program in a folder; not synchronously, as registries answer in this process. */
export async function run(folder: string, program: string, ...given: readonly string[]): Promise<string> {
  return (await execute(program, given, { cwd: folder, maxBuffer: 1e8 })).stdout;
}

/** Jib's library: an image of files as a tar, in Docker's format or as an OCI layout. */
export async function jibTar(folder: string, format: 'Docker' | 'OCI'): Promise<void> {
  await writeFile(join(folder, 'one.txt'), 'one'.repeat(10_000));
  await writeFile(join(folder, 'two.txt'), 'two');
  const program = join(import.meta.dirname, 'JibTar.java');
  await run(folder, 'java', '-cp', `${jib()}/*`, program, format, 'saved', 'clinic:v1', 'one.txt', 'two.txt');
}

/** A program in Go as an image of ko, over a base image of a registry without TLS on this machine. */
export async function koImage(folder: string, base: string, ...options: readonly string[]): Promise<void> {
  await mkdir(join(folder, 'hello'), { recursive: true });
  await writeFile(join(folder, 'hello/go.mod'), 'module example.com/hello\n\ngo 1.24\n');
  await writeFile(join(folder, 'hello/main.go'), 'package main\n\nfunc main() {}\n');
  const given = ['build', '--push=false', '--sbom=none', '--bare', '--tags=v1', ...options, '.'];
  const env = {
    ...{ ...process.env, KO_DOCKER_REPO: 'example.com/hello', KO_DEFAULTBASEIMAGE: base },
    ...{ CGO_ENABLED: '0', GOFLAGS: '-mod=mod' },
  };
  await execute(programPath('ko') ?? 'ko', given, { cwd: join(folder, 'hello'), env });
}

/** A containerd of its own, which stores images and runs nothing. */
export interface Containerd {
  ctr(folder: string, ...given: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startContainerd(): Promise<Containerd> {
  const home = makeServerHome('containerd');
  const socket = join(home.folder, 'containerd.sock');
  const ctr = (folder: string, ...given: readonly string[]) => run(folder, 'ctr', `--address=${socket}`, ...given);
  const configuration = `version = 2
root = "${home.folder}/root"
state = "${home.folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
[grpc]
address = "${socket}"
[ttrpc]
address = "${home.folder}/ttrpc.sock"
`;
  await writeFile(join(home.folder, 'config.toml'), configuration);
  const server: ServerProcess = await startServer({
    // It takes its folders for itself.
    home: { ...home, identity: {} },
    command: 'containerd',
    args: () => ['--config', join(home.folder, 'config.toml')],
    probe: async () => void (await ctr(home.folder, 'version')),
    stopSignal: 'SIGTERM',
  });
  return { ctr: (folder, ...given) => ctr(folder, '--namespace=test', ...given), stop: server.stop };
}

export async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
