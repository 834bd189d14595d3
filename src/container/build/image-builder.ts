import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { ImageSource } from '../image-source.ts';
import type { RemoteRepository } from '../remote-repository.ts';
import { type BaseImages, resolveBaseImages } from './base-images.ts';
import { type BuildContext, type ContextPlace, readBuildContext } from './build-context.ts';
import { buildahBuild, removeList } from './buildah.ts';
import type { BuildCache, Builder, BuildOrder, Demand, Invocation, WantedBuilder } from './builder.ts';
import { buildxBuild, layoutFolder } from './buildx.ts';
import { builtLayout } from './built-layout.ts';
import { dockerBuild } from './docker.ts';
import { findBuilder } from './find-builder.ts';
import { type Engine, type EnginePush, pushBuilt } from './push-built.ts';
import { createStepFolder, removeStepFolder, writeLogin } from './step-folder.ts';
import { withoutLeftovers } from './working-containers.ts';

export type { BaseImages, BuildCache, BuildContext, Builder, BuildOrder, Demand, EnginePush };

export interface ImageBuilderReader {
  context(place: ContextPlace, signal: AbortSignal): Promise<BuildContext>;
  /** The digests that the tags of the base images stand for now, as far as anybody may know them. */
  baseImages(place: ContextPlace, order: Pick<BuildOrder, 'buildArguments'>, signal: AbortSignal): Promise<BaseImages>;
  /** The builder asked for, or of all the first that works here and can do what is demanded. */
  builder(wanted: WantedBuilder, demands: readonly Demand[], signal: AbortSignal): Promise<Builder>;
  /** Those of these environment variables that are not set. */
  unsetVariables(names: readonly string[]): readonly string[];
}

/** A built image: in the engine, which pushes it; or as files, which our own client pushes. */
export type Built =
  | { readonly kind: 'stored'; readonly engine: Engine }
  | { readonly kind: 'files'; readonly image: ImageSource };

export interface ImageBuilderWriter {
  /** A folder for what a step needs and nobody else may see: its registry login, a built image. */
  stepFolder(temporary: string): Promise<string>;
  login(stepFolder: string, repository: RemoteRepository): Promise<void>;
  removeStepFolder(folder: string): Promise<void>;
  /** Builds; what the builder says goes line by line to `onLine`. A cancelled build leaves no container behind. */
  build(
    builder: Builder,
    order: BuildOrder,
    stepFolder: string,
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<Built>;
  /** Pushes what the engine built under its name. `refused` means: the tag is there and may not move. */
  push(
    engine: Engine,
    order: Pick<BuildOrder, 'image' | 'platforms'>,
    stepFolder: string,
    attempts: number,
    signal: AbortSignal,
  ): Promise<EnginePush | 'refused'>;
}

/** Builders are programs of this machine, run by `run`. */
export function imageBuilder(run: RunProcess): {
  readonly reader: ImageBuilderReader;
  readonly writer: ImageBuilderWriter;
} {
  return {
    reader: {
      context: readBuildContext,
      baseImages: resolveBaseImages,
      builder: (wanted, demands, signal) => findBuilder(run, wanted, demands, signal),
      unsetVariables: (names) => names.filter((name) => !process.env[name]),
    },
    writer: {
      stepFolder: createStepFolder,
      login: writeLogin,
      removeStepFolder,
      async build(builder, order, stepFolder, onLine, signal) {
        const build = (invocation: Invocation) => runBuild(run, invocation, order, onLine, signal);
        switch (builder.kind) {
          case 'docker':
            await build(dockerBuild(builder, order, stepFolder));
            return { kind: 'stored', engine: builder };
          case 'buildx':
            await build(buildxBuild(builder, order, stepFolder));
            return { kind: 'files', image: await builtLayout(join(stepFolder, layoutFolder), signal) };
          case 'buildah':
          case 'podman':
            if (order.platforms.length > 1) await run(removeList(builder, order), signal);
            await withoutLeftovers(run, builder.kind, signal, () => build(buildahBuild(builder, order, stepFolder)));
            return { kind: 'stored', engine: builder };
        }
      },
      push: (engine, order, stepFolder, attempts, signal) =>
        pushBuilt(run, engine, order, stepFolder, attempts, signal),
    },
  };
}

async function runBuild(
  run: RunProcess,
  invocation: Invocation,
  order: BuildOrder,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { exitCode, stdout, stderr } = await run({ ...invocation, onLine }, signal);
  if (exitCode !== 0) throw buildFailed(order, `${stdout}\n${stderr}`);
}

function buildFailed({ context, target }: BuildOrder, output: string): UserError {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /^(ERROR|error|Error)\b/.test(line)) ?? lines.at(-1);
  return new UserError({
    what: `Building ${context.dockerfile}${target === undefined ? '' : ` (target ${target})`} failed.`,
    why: telling,
    next: /exec format error/i.test(output)
      ? 'This machine cannot run programs of that platform: let an earlier step set up an emulator (docker/setup-qemu-action).'
      : 'The whole output of the build is in the log above.',
  });
}
