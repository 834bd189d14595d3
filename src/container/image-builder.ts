import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { RunProcess } from '../machine/process.ts';
import { type BuildContext, type ContextPlace, readBuildContext } from './build-context.ts';
import { buildahBuild, buildahPush, findBuildah, pushedDigestFile } from './buildah.ts';
import type { Builder, BuildOrder } from './builder.ts';
import { dockerBuild, dockerPush, findDocker, pushedDigest } from './docker.ts';
import { createLoginFolder, removeLoginFolder, writeLogin } from './login-folder.ts';
import type { RemoteRepository } from './remote-repository.ts';
import { PassingFailure, retried } from './retry.ts';

export type { BuildContext, Builder, BuildOrder };

export type WantedBuilder = 'auto' | Builder['kind'];

export interface ImageBuilderReader {
  context(place: ContextPlace, signal: AbortSignal): Promise<BuildContext>;
  /** The builder asked for, or of all the first that works here. */
  builder(wanted: WantedBuilder, signal: AbortSignal): Promise<Builder>;
  /** Those of these environment variables that are not set. */
  unsetVariables(names: readonly string[]): readonly string[];
}

export interface ImageBuilderWriter {
  /** A new folder in `temporary` for one step's registry login. Save its path before the login is written to it. */
  loginFolder(temporary: string): Promise<string>;
  login(folder: string, repository: RemoteRepository): Promise<void>;
  removeLogin(folder: string): Promise<void>;
  build(
    builder: Builder,
    order: BuildOrder,
    loginFolder: string,
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Pushes a built image under its name. `refused` means: the tag is there and may not move. */
  push(
    builder: Builder,
    image: string,
    loginFolder: string,
    attempts: number,
    signal: AbortSignal,
  ): Promise<{ readonly digest: string } | 'refused'>;
}

/** Builders are programs of this machine, run by `run`. */
export function imageBuilder(run: RunProcess): {
  readonly reader: ImageBuilderReader;
  readonly writer: ImageBuilderWriter;
} {
  return {
    reader: {
      context: readBuildContext,
      builder: (wanted, signal) => findBuilder(run, wanted, signal),
      unsetVariables: (names) => names.filter((name) => !process.env[name]),
    },
    writer: {
      loginFolder: createLoginFolder,
      login: writeLogin,
      removeLogin: removeLoginFolder,
      async build(builder, order, loginFolder, onLine, signal) {
        demandSecretSupport(builder, order);
        const invocation = builder.kind === 'docker' ? dockerBuild(builder, order, loginFolder) : buildahBuild(order);
        const { exitCode, stdout, stderr } = await run({ ...invocation, onLine }, signal);
        if (exitCode !== 0) throw buildFailed(order, `${stdout}\n${stderr}`);
      },
      push: (builder, image, loginFolder, attempts, signal) =>
        pushBuilt(run, builder, image, loginFolder, attempts, signal),
    },
  };
}

const finders = { docker: findDocker, buildah: findBuildah } as const;

async function findBuilder(run: RunProcess, wanted: WantedBuilder, signal: AbortSignal): Promise<Builder> {
  const reasons: string[] = [];
  for (const kind of wanted === 'auto' ? (['docker', 'buildah'] as const) : [wanted]) {
    const found: Builder | string = await finders[kind](run, signal).catch((error) => {
      if (error instanceof UserError && !signal.aborted) return 'it is not installed';
      throw error;
    });
    if (typeof found !== 'string') return found;
    reasons.push(`${kind}: ${found.replace(/\.$/, '')}`);
  }
  throw new UserError({
    what: `There is no ${wanted === 'auto' ? 'image builder' : wanted} here that could build; nothing was built.`,
    why: `${reasons.join('; ')}.`,
    next: 'Run the job where docker or buildah is, or build elsewhere and give the result as image-archive.',
  });
}

function demandSecretSupport(builder: Builder, { secrets }: BuildOrder): void {
  if (secrets.length === 0 || builder.kind !== 'docker' || builder.buildKit !== 'none') return;
  throw new UserError({
    what: 'build-secrets need BuildKit, which this docker client does not have; nothing was built.',
    why: 'Its buildx component is missing.',
    next: 'Install docker-buildx (docker/setup-buildx-action), or use builder: buildah.',
  });
}

function buildFailed({ context, target }: BuildOrder, output: string): UserError {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /^(ERROR|error|Error)\b/.test(line)) ?? lines.at(-1);
  return new UserError({
    what: `Building ${context.dockerfile}${target === undefined ? '' : ` (target ${target})`} failed.`,
    why: telling,
    next: 'The whole output of the build is in the log above.',
  });
}

async function pushBuilt(
  run: RunProcess,
  builder: Builder,
  image: string,
  loginFolder: string,
  attempts: number,
  signal: AbortSignal,
): Promise<{ readonly digest: string } | 'refused'> {
  const invocation = builder.kind === 'docker' ? dockerPush(image, loginFolder) : buildahPush(image, loginFolder);
  return retried(`Pushing ${image}`, attempts, signal, async () => {
    const { exitCode, stdout, stderr } = await run(invocation, signal);
    if (exitCode !== 0) return pushRefusal(image, stderr);
    const digest = builder.kind === 'docker' ? pushedDigest(stdout) : await writtenDigest(loginFolder);
    if (digest) return { digest };
    throw new Error(`${invocation.program} pushed ${image}, but did not say its digest: ${stdout.slice(-500)}`);
  });
}

async function writtenDigest(loginFolder: string): Promise<string> {
  return (await readFile(join(loginFolder, pushedDigestFile), 'utf8')).trim();
}

/** Which refusals another attempt cannot change; everything else (throttling, 5xx, resets) may pass. */
const lasting =
  /denied|unauthorized|no basic auth|not authorized|authorization token has expired|does not exist|name unknown|manifest invalid|certificate/i;

function pushRefusal(image: string, stderr: string): 'refused' {
  const reason = stderr.trim().split('\n').at(-1) ?? '';
  if (/immutable/.test(stderr)) return 'refused';
  if (!lasting.test(reason)) throw new PassingFailure(reason);
  throw new UserError({
    what: `Pushing ${image} failed.`,
    why: `${reason.replace(/\.$/, '')}.`,
    next: "Check that the role has the PushImage statement of the action's iam-policy.json.",
  });
}
