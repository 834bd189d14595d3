import type { FoundImage } from '../../../aws/ecr.ts';
import type { Referrer } from '../../../container/registry.ts';
import { parseManifest, type StoredManifest } from '../../../domain/image-manifest.ts';
import { mayMove } from '../../../domain/tag-mutability.ts';
import { UserError } from '../../../errors.ts';
import type { Observation } from '../observe.ts';

/**
 * The referrers of a copied image that the repository lacks, or lacks a tag of. Throws a UserError for a tag under which it has
 * something else that would be lost, or that it would refuse to move.
 */
export function missingReferrers(
  observation: Pick<Observation, 'content' | 'found' | 'id' | 'repository'>,
): readonly Referrer[] {
  const { content, found } = observation;
  const referrers = (content.kind === 'copy' && content.referrers) || [];
  return referrers.filter(({ artifact, tag }) => {
    const { digest } = artifact.manifest;
    if (tag === undefined) return !found.some((image) => image.digest === digest);
    const held = found.find((image) => image.tag === tag);
    if (!held) return true;
    if (held.digest === digest || isPartOf(artifact.manifest, held)) return false;
    demandMove({ tag, held, artifact: artifact.manifest }, observation);
    return true;
  });
}

/** Cosign appends a layer for each signature and attestation. Other manifests are part of none. */
function isPartOf(one: StoredManifest, other: StoredManifest): boolean {
  const [ours, theirs] = [layersOf(one), layersOf(other)];
  return ours.length > 0 && ours.every((digest) => theirs.includes(digest));
}

function layersOf({ text, mediaType }: StoredManifest): readonly string[] {
  const manifest = parseManifest(text, mediaType);
  return manifest.ok && manifest.value.kind === 'image' ? manifest.value.layers.map(({ digest }) => digest) : [];
}

/** A tag that would have to move. */
interface HeldTag {
  readonly tag: string;
  readonly held: FoundImage;
  readonly artifact: StoredManifest;
}

function demandMove(
  { tag, held, artifact }: HeldTag,
  { id, repository }: Pick<Observation, 'id' | 'repository'>,
): void {
  if (!isPartOf(held, artifact))
    throw new UserError({
      what: `The tag ${tag} of ${id.name} holds what the source does not have; nothing was copied.`,
      why: `Signatures or attestations were added to ${held.digest} there, and others to ${artifact.digest} in the source. One would replace the other.`,
      next: 'Sign the image again in one of the two repositories with what the other one has, or leave out copy-referrers.',
    });
  if (!repository || mayMove(tag, repository.mutability)) return;
  throw new UserError({
    what: `The tag ${tag} of ${id.name} cannot be moved; nothing was copied.`,
    why: `The repository is ${repository.mutability.mode}, and the source has got more signatures or attestations since it was copied.`,
    next: 'Exclude sha256-* from immutability (imageTagMutabilityExclusionFilters), or sign with referrers (cosign 3), which need no tag.',
  });
}
