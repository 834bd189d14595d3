import type { BuildCache, Recipe } from '../../../container/build/image-builder.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Inputs } from '../contract.ts';
import { imageLabels } from './labels.ts';
import type { Source } from './read-source.ts';
import { sshForwards } from './ssh-forwards.ts';

/** The inputs as a builder takes them. */
export function recipe(
  inputs: Inputs,
  source: Source,
  cache: BuildCache,
  { run, clock }: Pick<Context, 'run' | 'clock'>,
): Recipe {
  return {
    context: source.context,
    target: inputs.target,
    buildArguments: inputs.buildArgs,
    secrets: inputs.buildSecrets.map(({ name, value }) => ({ id: name, variable: value })),
    ssh: sshForwards(inputs, run),
    platforms: inputs.platforms,
    labels: imageLabels(inputs, run, source, clock.now()),
    cache,
    provenance: inputs.provenance,
    sbom: inputs.sbom,
    freshBases: Object.keys(source.bases.digests).length > 0 && source.bases.unknown.length === 0,
  };
}
