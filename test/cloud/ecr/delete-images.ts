import type { ImageIdentifier } from '@aws-sdk/client-ecr';
import { findImage } from './images.ts';
import { parseManifest } from './manifest.ts';
import { type Repository, tagsOf } from './state.ts';

interface Outcome {
  readonly imageIds: readonly ImageIdentifier[];
  readonly failures: readonly {
    readonly imageId: ImageIdentifier;
    readonly failureCode: string;
    readonly failureReason: string;
  }[];
}

/** Deletes as BatchDeleteImage does: a tag alone untags, and its image goes with its last tag; a digest takes all. */
export function deleteImages(repository: Repository, ids: readonly ImageIdentifier[]): Outcome {
  return ids
    .map((id) => deleteImage(repository, id))
    .reduce(
      (all, one) => ({ imageIds: [...all.imageIds, ...one.imageIds], failures: [...all.failures, ...one.failures] }),
      { imageIds: [], failures: [] },
    );
}

function deleteImage(repository: Repository, id: ImageIdentifier): Outcome {
  if (id.imageDigest === undefined && id.imageTag === undefined)
    return failed(id, 'MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null');
  if (id.imageDigest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(id.imageDigest))
    return failed(
      id,
      'InvalidImageDigest',
      'Invalid request parameters: image digest should satisfy the regex sha256:[a-f0-9]{64}',
    );
  const image = findImage(repository, id);
  if (!image) return missing(repository, id);
  const tags = tagsOf(repository, image.digest);
  if (id.imageTag !== undefined && id.imageDigest === undefined && tags.length > 1) {
    repository.tags.delete(id.imageTag);
    return { imageIds: [{ imageDigest: image.digest, imageTag: id.imageTag }], failures: [] };
  }
  const holder = referenceTo(repository, image.digest);
  if (holder)
    return failed(
      { ...id, imageDigest: image.digest },
      'ImageReferencedByManifestList',
      `Requested image referenced by manifest list: [${holder}]`,
    );
  return removed(repository, image.digest, tags);
}

function removed(repository: Repository, digest: string, tags: readonly string[]): Outcome {
  repository.images.delete(digest);
  for (const tag of tags) repository.tags.delete(tag);
  const imageIds =
    tags.length > 0 ? tags.map((imageTag) => ({ imageDigest: digest, imageTag })) : [{ imageDigest: digest }];
  return { imageIds, failures: [] };
}

function missing(repository: Repository, id: ImageIdentifier): Outcome {
  return id.imageTag !== undefined && repository.tags.has(id.imageTag) && repository.images.has(id.imageDigest ?? '')
    ? failed(id, 'ImageTagDoesNotMatchDigest', 'Tag does not match digest')
    : failed(id, 'ImageNotFound', 'Requested image not found');
}

function failed(imageId: ImageIdentifier, failureCode: string, failureReason: string): Outcome {
  return { imageIds: [], failures: [{ imageId, failureCode, failureReason }] };
}

/** The digest of an index that lists the image, if any. */
function referenceTo(repository: Repository, digest: string): string | undefined {
  for (const image of repository.images.values()) {
    const manifest = parseManifest(image.manifest, image.mediaType);
    if (manifest.kind === 'index' && manifest.manifests.some((child) => child.digest === digest)) return image.digest;
  }
  return undefined;
}
