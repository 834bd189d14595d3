import { join } from 'node:path';
import type { RunProcess } from '../../machine/process.ts';
import type { ImageSource } from '../image-source.ts';
import type { RemoteRepository } from '../remote-repository.ts';
import { type BaseImages, resolveBaseImages } from './base-images.ts';
import { build } from './build.ts';
import { type BuildContext, type ContextPlace, readBuildContext } from './build-context.ts';
import type { BuildCache, Builder, BuildOrder, Demand, NamedImage, Recipe, WantedBuilder } from './builder.ts';
import { layoutFolder } from './buildx.ts';
import { builtLayout } from './built-layout.ts';
import { findBuilder } from './find-builder.ts';
import { type Engine, type EnginePush, pushBuilt } from './push-built.ts';
import { createStepFolder, removeStepFolder, writeLogin } from './step-folder.ts';

export type { BaseImages, BuildCache, BuildContext, Builder, BuildOrder, Demand, EnginePush, NamedImage, Recipe };

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
export type Built = (
  | { readonly kind: 'stored'; readonly engine: Engine }
  | { readonly kind: 'files'; readonly image: ImageSource }
) & {
  /** How many steps of the build had been done before. */
  readonly reusedSteps: number;
};

export interface ImageBuilderWriter {
  /** A folder for what a step needs and nobody else may see: its registry login, a built image. */
  stepFolder(temporary: string): Promise<string>;
  /** Puts the user's own logins into the folder, and one of the step's. */
  login(stepFolder: string, repository: RemoteRepository | undefined): Promise<void>;
  removeStepFolder(folder: string): Promise<void>;
  /** Builds; what the builder says goes line by line to `onLine`. A cancelled build leaves no container behind. */
  build(
    builder: Builder,
    order: BuildOrder & NamedImage,
    stepFolder: string,
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<Built>;
  /** Builds what nobody is to have, to see whether it builds; answers how many steps had been done before. */
  tryBuild(
    builder: Builder,
    recipe: Recipe,
    stepFolder: string,
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<number>;
  /** Pushes what the engine built under its name. `refused` means: the tag is there and may not move. */
  push(
    engine: Engine,
    named: NamedImage,
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
        const reusedSteps = await build(run, builder, order, stepFolder, onLine, signal);
        return builder.kind === 'buildx'
          ? { kind: 'files', image: await builtLayout(join(stepFolder, layoutFolder), signal), reusedSteps }
          : { kind: 'stored', engine: builder, reusedSteps };
      },
      tryBuild: (builder, recipe, stepFolder, onLine, signal) =>
        build(run, builder, { ...recipe, image: undefined }, stepFolder, onLine, signal),
      push: (engine, named, stepFolder, attempts, signal) =>
        pushBuilt(run, engine, named, stepFolder, attempts, signal),
    },
  };
}
