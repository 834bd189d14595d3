import { createHash } from 'node:crypto';
import type { BuildContext } from '../../container/image-builder.ts';
import { canonicalJson } from '../../domain/plan.ts';
import { platformText } from '../../domain/platform.ts';
import type { Inputs } from './contract.ts';

/** The label that says which source an image was built from. */
export const sourceKeyLabel = 'io.github.aws-webapp-actions.source-key';

/** The format of the key: raised when the same source would have to be built differently. */
const version = 1;

/**
 * Hash (40 hex digits of SHA-256) over everything that decides a built image, and nothing else: not the time, not the
 * commit, not which builder. Of secrets only the ids count, as in the builder's own cache.
 */
export function sourceKeyOf(
  { target, buildArgs, buildSecrets, labels, platforms }: Inputs,
  { hash }: Pick<BuildContext, 'hash'>,
): string {
  const decides = {
    version,
    context: hash,
    target: target ?? '',
    platform: platformText(platforms),
    arguments: Object.fromEntries(buildArgs.map(({ name, value }) => [name, value])),
    secrets: buildSecrets.map(({ name }) => name).toSorted(),
    labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
  };
  return createHash('sha256').update(canonicalJson(decides)).digest('hex').slice(0, 40);
}

/** The tag under which a later run finds the image of a source: docs/decisions/0001-source-key.md says why it is a tag. */
export function sourceTag(sourceKey: string): string {
  return `src-${sourceKey}`;
}
