import type { BuildContext, Demand } from '../../../container/build/image-builder.ts';
import type { Inputs } from '../contract.ts';

/** What these inputs ask for that not every builder can do. */
export function demandsOf(
  { platforms, buildSecrets, cache, provenance, sbom }: Inputs,
  { ownIgnoreFile, needs }: Pick<BuildContext, 'ownIgnoreFile' | 'needs'>,
): readonly Demand[] {
  const asked: readonly (readonly [boolean, Demand])[] = [
    [platforms.length > 1, 'several platforms'],
    [buildSecrets.length > 0, 'build-secrets'],
    [cache === 'registry', 'cache: registry'],
    [cache === 'gha', 'cache: gha'],
    [cache !== 'none' && platforms.length > 1, 'a cache of several platforms'],
    [provenance || sbom, 'provenance or sbom'],
    [ownIgnoreFile, "a Dockerfile's own .dockerignore"],
  ];
  return [...needs, ...asked.flatMap(([isAsked, demand]) => (isAsked ? [demand] : []))];
}
