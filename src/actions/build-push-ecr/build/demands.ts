import type { BuildContext, Demand } from '../../../container/build/image-builder.ts';
import type { Inputs } from '../contract.ts';

/** What these inputs ask for that not every builder can do. */
export function demandsOf(
  { platforms, buildSecrets, cache, provenance, sbom }: Inputs,
  { ownIgnoreFile, hasRunOptions }: Pick<BuildContext, 'ownIgnoreFile' | 'hasRunOptions'>,
): readonly Demand[] {
  const asked: readonly (readonly [boolean, Demand])[] = [
    [platforms.length > 1, 'several platforms'],
    [buildSecrets.length > 0, 'build-secrets'],
    [cache === 'registry', 'cache: registry'],
    [cache === 'gha', 'cache: gha'],
    [cache !== 'none' && platforms.length > 1, 'a cache of several platforms'],
    [provenance || sbom, 'provenance or sbom'],
    [hasRunOptions, 'RUN with options'],
    [ownIgnoreFile, "a Dockerfile's own .dockerignore"],
  ];
  return asked.flatMap(([isAsked, demand]) => (isAsked ? [demand] : []));
}
