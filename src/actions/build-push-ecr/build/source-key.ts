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
const version = 2;

/** Hashes (40 hex digits of SHA-256) of a source. */
export interface SourceKeys {
  /** Over everything that decides the image, the base images included; undefined where not all of that is known. */
  readonly sourceKey: string | undefined;
  /** Over what the repository and the inputs say. */
  readonly ownKey: string;
}

/**
 * Everything that decides a built image counts, and nothing else: not the time, not the commit, not which builder. Of
 * secrets and of SSH only the ids count, as in the builder's own cache. What is unknown is no value: then there is no key.
 */
export function sourceKeysOf(
  inputs: Inputs,
  { hash }: Pick<BuildContext, 'hash'>,
  { digests, unknown }: BaseImages,
): SourceKeys {
  const { target, buildArgs, buildSecrets, ssh, labels, platforms, provenance, sbom } = inputs;
  const own = {
    version,
    context: hash,
    target: target ?? '',
    platforms: platforms.map(platformText).toSorted(),
    arguments: Object.fromEntries(buildArgs.map(({ name, value }) => [name, value])),
    secrets: buildSecrets.map(({ name }) => name).toSorted(),
    // Left out where there are none, so that keys from before there were any stay.
    ...(ssh.length === 0 ? {} : { ssh: ssh.map(({ id }) => id).toSorted() }),
    labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
    attestations: { provenance, sbom },
  };
  return { ownKey: keyOf(own), sourceKey: unknown.length > 0 ? undefined : keyOf({ ...own, digests }) };
}

function keyOf(decides: unknown): string {
  return createHash('sha256').update(canonicalJson(decides)).digest('hex').slice(0, 40);
}

/** The tag under which a later run finds the image of a source, where it has a key: docs/decisions/0001-source-key.md says why it is a tag. */
export function sourceTag({ sourceKey }: Pick<SourceKeys, 'sourceKey'>): string | undefined {
  return sourceKey === undefined ? undefined : `src-${sourceKey}`;
}
