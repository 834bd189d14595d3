import { UserError } from '../../errors.ts';
import type { FoundImage } from './vocabulary.ts';

interface ApiImageId {
  readonly imageTag?: string | undefined;
  readonly imageDigest?: string | undefined;
}

interface ApiImage {
  readonly imageId?: ApiImageId | undefined;
  readonly imageManifest?: string | undefined;
  readonly imageManifestMediaType?: string | undefined;
}

interface ApiFailure {
  readonly imageId?: ApiImageId | undefined;
  readonly failureCode?: string | undefined;
  readonly failureReason?: string | undefined;
}

/** An image as BatchGetImage gives it. */
export function foundImage({ imageId, imageManifest = '', imageManifestMediaType = '' }: ApiImage): FoundImage {
  return {
    digest: imageId?.imageDigest ?? '',
    tag: imageId?.imageTag,
    mediaType: imageManifestMediaType,
    text: imageManifest,
  };
}

/** Throws for an image that exists but cannot be read, so that it is not taken for a missing one. */
export function demandReadable(repository: string, failures: readonly ApiFailure[]): void {
  const unreadable = failures.find(({ failureCode }) => failureCode !== 'ImageNotFound');
  if (!unreadable) return;
  const { failureCode, failureReason = '', imageId: { imageTag, imageDigest } = {} } = unreadable;
  const archived = failureCode === 'ImageInaccessible';
  const image = imageTag ? `imageTag=${imageTag}` : `imageDigest=${imageDigest}`;
  throw new UserError({
    what: `The image ${repository}${imageTag ? `:${imageTag}` : `@${imageDigest}`} ${archived ? 'is archived' : 'cannot be read'}.`,
    why: `ECR says ${failureCode}: ${failureReason}`,
    next: archived
      ? `Restore it, which takes up to 20 minutes: aws ecr update-image-storage-class --repository-name ${repository} --image-id ${image} --target-storage-class STANDARD`
      : 'Check the image in the ECR console.',
  });
}
