import type { BuildContext, Demand } from '../../../container/build/image-builder.ts';
import type { Inputs } from '../contract.ts';

/** What these inputs ask for that not every builder can do. */
export function demandsOf(
  { platforms, buildSecrets, ssh, cache, provenance, sbom }: Inputs,
  { ownIgnoreFile, needs, named }: Pick<BuildContext, 'ownIgnoreFile' | 'needs' | 'named'>,
): readonly Demand[] {
  const asked: readonly (readonly [boolean, Demand])[] = [
    [platforms.length > 1, 'several platforms'],
    [buildSecrets.length > 0, 'build-secrets'],
    [ssh.length > 0, 'ssh'],
    [named.length > 0, 'build-contexts'],
    [named.some(({ kind }) => kind === 'layout'), 'an OCI layout in build-contexts'],
    [named.some(({ hasIgnoreFile }) => hasIgnoreFile), "a named context's own .dockerignore"],
    [cache === 'registry', 'cache: registry'],
    [cache === 'gha', 'cache: gha'],
    [cache !== 'none' && platforms.length > 1, 'a cache of several platforms'],
    [provenance || sbom, 'provenance or sbom'],
    [ownIgnoreFile, "a Dockerfile's own .dockerignore"],
  ];
  return [...needs, ...asked.flatMap(([isAsked, demand]) => (isAsked ? [demand] : []))];
}
