import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../machine/clock.ts';
import type { Identities } from '../../machine/identities-ahead.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { ImageSource } from '../image-source.ts';
import type { RepositoryLogin } from '../repository-login.ts';
import { type BaseImages, type BaseOrder, resolveBaseImages } from './base-images.ts';
import { type BuildEnvironment, build } from './build.ts';
import { type BuildContext, type ContextPlace, readBuildContext } from './build-context.ts';
import type { BuildCache, Builder, BuildOrder, Demand, NamedImage, Recipe, WantedBuilder } from './builder.ts';
import { layoutFolder } from './buildx.ts';
import { builtLayout } from './built-layout.ts';
import { findBuilder } from './find-builder.ts';
import { clearLeftovers } from './leftovers.ts';
import { type EnginePush, pushBuilt } from './push-built.ts';
import { createStepFolder, removeStepFolder, writeLogin } from './step-folder.ts';
import type { AccessTo } from './tag-digest.ts';

export type {
  AccessTo,
  BaseImages,
  BuildCache,
  BuildContext,
  BuildEnvironment,
  Builder,
  BuildOrder,
  Demand,
  EnginePush,
  NamedImage,
  Recipe,
};

export interface ImageBuilderReader {
  context(place: ContextPlace, signal: AbortSignal): Promise<BuildContext>;
  /** The digests that the tags of the base images point to now, as far as their registries tell. */
  baseImages(place: ContextPlace, order: BaseOrder, signal: AbortSignal): Promise<BaseImages>;
  /** The builder that was asked for, or the first one that works here and supports the demands. */
  builder(wanted: WantedBuilder, demands: readonly Demand[], signal: AbortSignal): Promise<Builder>;
  /** Those of these environment variables that are not set. */
  unsetVariables(names: readonly string[]): readonly string[];
  /** Those of these absolute paths at which there is nothing. */
  missingPaths(paths: readonly string[]): readonly string[];
}

/** A built image: in the engine, which pushes it; or as files, which our own client pushes. */
export type Built = (
  | {
      readonly kind: 'stored';
      /** Pushes the image under its name. `refused` means: the tag exists and may not move. */
      push(attempts: number | undefined): Promise<EnginePush | 'refused'>;
    }
  | { readonly kind: 'files'; readonly image: ImageSource }
) & {
  /** How many steps of the build came from its cache. */
  readonly reusedSteps: number;
};

export interface ImageBuilderWriter {
  /** A private folder of the step: for its registry login and a built image. */
  stepFolder(temporary: string): Promise<string>;
  /** Puts the user's own logins into the folder, and one of the step's. */
  login(stepFolder: string, login: RepositoryLogin | undefined): Promise<void>;
  /** Removes the folder, and from the engine what the step has left there: docker's image, containers of a killed build. */
  removeStepFolder(folder: string, withinMilliseconds: number): Promise<void>;
  session(builder: Builder, environment: BuildEnvironment): BuildSession;
}

/** Builds with one builder in one environment. A cancelled build leaves no container behind. */
export interface BuildSession {
  build(order: BuildOrder & NamedImage): Promise<Built>;
  /** Builds without keeping the image, to see whether it builds; answers how many steps came from the cache. */
  tryBuild(recipe: Recipe): Promise<number>;
}

/** Builders are programs of this machine, started by `run`; `identities` reads the files that they get. */
export function imageBuilder(
  run: RunProcess,
  clock: Clock,
  identities: Identities,
): {
  readonly reader: ImageBuilderReader;
  readonly writer: ImageBuilderWriter;
} {
  return {
    reader: {
      context: (place, signal) => readBuildContext(place, identities, signal),
      baseImages: (place, order, signal) => resolveBaseImages(place, { ...order, clock }, signal),
      builder: (wanted, demands, signal) => findBuilder(run, wanted, demands, signal),
      unsetVariables: (names) => names.filter((name) => !process.env[name]),
      missingPaths: (paths) => paths.filter((path) => !existsSync(path)),
    },
    writer: {
      stepFolder: createStepFolder,
      login: writeLogin,
      async removeStepFolder(folder, withinMilliseconds) {
        await clearLeftovers(run, folder, withinMilliseconds);
        await removeStepFolder(folder);
      },
      session: (builder, environment) => buildSession({ run, clock }, builder, environment),
    },
  };
}

function buildSession(
  { run, clock }: { readonly run: RunProcess; readonly clock: Clock },
  builder: Builder,
  environment: BuildEnvironment,
): BuildSession {
  const { folder, signal } = environment;
  return {
    async build(order) {
      const reusedSteps = await build(run, builder, order, environment);
      return builder.kind === 'buildx'
        ? { kind: 'files', image: await builtLayout(join(folder, layoutFolder), signal), reusedSteps }
        : {
            kind: 'stored',
            push: (attempts) => pushBuilt(run, { engine: builder, named: order, attempts, clock }, environment),
            reusedSteps,
          };
    },
    tryBuild: (recipe) => build(run, builder, { ...recipe, image: undefined }, environment),
  };
}
