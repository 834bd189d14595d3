import { join } from 'node:path';
import type { Clock } from '../../machine/clock.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { ImageSource } from '../image-source.ts';
import { type BuildEnvironment, build } from './build.ts';
import type { Builder, BuildOrder, NamedImage, Recipe } from './builder.ts';
import { layoutFolder } from './buildx.ts';
import { builtLayout } from './built-layout.ts';
import { type EnginePush, pushBuilt } from './push-built.ts';

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

/** Builds with one builder in one environment. A cancelled build leaves no container behind. */
export interface BuildSession {
  build(order: BuildOrder & NamedImage): Promise<Built>;
  /** Builds without keeping the image, to see whether it builds; answers how many steps came from the cache. */
  tryBuild(recipe: Recipe): Promise<number>;
}

export function buildSession(
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
