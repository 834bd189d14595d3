import type { AccessTo, BuildCache, Builder } from '../../../container/build/image-builder.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import { runnerCache } from '../build/build-cache.ts';
import { demandsOf } from '../build/demands.ts';
import { readSource, type Source } from '../build/read-source.ts';
import type { Inputs } from '../contract.ts';
import { asAsked } from '../sign-in.ts';

/** A source that is built and not pushed, and its builder. */
export interface BuildOnly {
  readonly kind: 'build only';
  readonly content: Source;
  readonly builder: Builder;
  readonly cache: BuildCache;
}

/** Reads the source and finds a builder, without any request to AWS. */
export async function observeBuildOnly(
  given: Inputs,
  { imageBuilder, registry }: Pick<ReadPorts, 'imageBuilder' | 'registry'>,
  context: Context,
): Promise<BuildOnly> {
  demandSource(given);
  const inputs = withReachableCache(given, context);
  const accessTo: AccessTo = (address, signal) => asAsked(address, { registry }, { ...context, signal });
  const content = await readSource(inputs, { imageBuilder, accessTo }, context);
  const wanted = { kind: inputs.builder, buildxBuilder: inputs.buildxBuilder };
  const builder = await imageBuilder.builder(wanted, demandsOf(inputs, content.context), context.signal);
  const scope = inputs.repository?.name ?? inputs.context;
  const cache: BuildCache = inputs.cache === 'gha' ? runnerCache(scope, imageBuilder) : { kind: 'none' };
  return { kind: 'build only', content, builder, cache };
}

function demandSource({ imageArchive, sourceImage }: Inputs): void {
  if (imageArchive === undefined && sourceImage === undefined) return;
  throw new UserError({
    what: `With push: false there is nothing to do for ${imageArchive === undefined ? 'source-image' : 'image-archive'}.`,
    why: 'It names an image that is built already.',
    next: 'Leave it out to see whether the source builds, or leave out push: false.',
  });
}

/** A cache in ECR would need credentials. */
function withReachableCache(inputs: Inputs, { log }: Pick<Context, 'log'>): Inputs {
  if (inputs.cache !== 'registry') return inputs;
  log.info('Without AWS credentials (push: false), the cache in ECR is not used.');
  return { ...inputs, cache: 'none' };
}
