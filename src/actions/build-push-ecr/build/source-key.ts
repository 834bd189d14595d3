import { createHash } from 'node:crypto';
import type { BaseImages, BuildContext } from '../../../container/build/image-builder.ts';
import { canonicalJson } from '../../../domain/plan.ts';
import { platformText } from '../../../domain/platform.ts';
import type { Inputs } from '../contract.ts';

/** The label that says which source an image was built from. */
export const sourceKeyLabel = 'io.github.aws-webapp-actions.source-key';
/** The label with the same key, but for the base images. */
export const ownKeyLabel = 'io.github.aws-webapp-actions.own-source-key';

/** The format of the key: raised when the same source would have to be built differently. */
const version = 1;

/** Hashes (40 hex digits of SHA-256) of a source. */
export interface SourceKeys {
  /** Over everything that decides the image, the base images included as far as they are known. */
  readonly sourceKey: string;
  /** Over what the repository and the inputs say. */
  readonly ownKey: string;
}

/**
 * Everything that decides a built image counts, and nothing else: not the time, not the commit, not which builder. Of
 * secrets only the ids count, as in the builder's own cache.
 */
export function sourceKeysOf(
  inputs: Inputs,
  { hash }: Pick<BuildContext, 'hash'>,
  { digests }: Pick<BaseImages, 'digests'>,
): SourceKeys {
  const { target, buildArgs, buildSecrets, labels, platforms, provenance, sbom } = inputs;
  const own = {
    version,
    context: hash,
    target: target ?? '',
    platforms: platforms.map(platformText).toSorted(),
    arguments: Object.fromEntries(buildArgs.map(({ name, value }) => [name, value])),
    secrets: buildSecrets.map(({ name }) => name).toSorted(),
    labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
    attestations: { provenance, sbom },
  };
  return { ownKey: keyOf(own), sourceKey: keyOf({ ...own, digests }) };
}

function keyOf(decides: unknown): string {
  return createHash('sha256').update(canonicalJson(decides)).digest('hex').slice(0, 40);
}

/** The tag under which a later run finds the image of a source: docs/decisions/0001-source-key.md says why it is a tag. */
export function sourceTag(sourceKey: string): string {
  return `src-${sourceKey}`;
}
