import { existsSync } from 'node:fs';
import type { Clock } from '../../machine/clock.ts';
import type { FactsReaders } from '../../machine/facts-ahead.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { RepositoryLogin } from '../repository-login.ts';
import type { BaseImages, BaseOrder } from './base-images.ts';
import type { BuildEnvironment } from './build.ts';
import type { BuildContext, ContextPlace } from './build-context.ts';
import type { BuildSession, Built } from './build-session.ts';
import type { BuildCache, Builder, BuildOrder, Demand, NamedImage, Recipe, WantedBuilder } from './builder.ts';
import { clearLeftovers } from './leftovers.ts';
import type { EnginePush } from './push-built.ts';
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
  BuildSession,
  Built,
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

export interface ImageBuilderWriter {
  /** A private folder of the step: for its registry login and a built image. */
  stepFolder(temporary: string): Promise<string>;
  /** Puts the user's own logins into the folder, and one of the step's. */
  login(stepFolder: string, login: RepositoryLogin | undefined): Promise<void>;
  /** Removes the folder, and from the engine what the step has left there: docker's image, containers of a killed build. */
  removeStepFolder(folder: string, withinMilliseconds: number): Promise<void>;
  session(builder: Builder, environment: BuildEnvironment): BuildSession;
}

/**
 * Builders are programs of this machine, started by `run`; `readers` read the files that they get. What builds is loaded when
 * something is built: a promotion needs none of it.
 */
export function imageBuilder(
  run: RunProcess,
  clock: Clock,
  readers: FactsReaders,
): {
  readonly reader: ImageBuilderReader;
  readonly writer: ImageBuilderWriter;
} {
  return {
    reader: {
      async context(place, signal) {
        const { readBuildContext } = await import('./build-context.ts');
        return readBuildContext(place, readers, signal);
      },
      async baseImages(place, order, signal) {
        const { resolveBaseImages } = await import('./base-images.ts');
        return resolveBaseImages(place, { ...order, clock }, signal);
      },
      async builder(wanted, demands, signal) {
        const { findBuilder } = await import('./find-builder.ts');
        return findBuilder(run, wanted, demands, signal);
      },
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
      session(builder, environment) {
        const session = async () => {
          const { buildSession } = await import('./build-session.ts');
          return buildSession({ run, clock }, builder, environment);
        };
        return {
          build: async (order) => (await session()).build(order),
          tryBuild: async (recipe) => (await session()).tryBuild(recipe),
        };
      },
    },
  };
}
