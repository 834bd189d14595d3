import type { ImageIdentifier } from '@aws-sdk/client-ecr';
import { AwsError } from '../core/errors.ts';

/** ECR's errors in the wording that its API gives them. */
export const ecrErrors = {
  repositoryNotFound: (name: string, registryId: string) =>
    new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
    ),
  repositoryExists: (name: string, registryId: string) =>
    new AwsError(
      'RepositoryAlreadyExistsException',
      `The repository with name '${name}' already exists in the registry with id '${registryId}'`,
    ),
  repositoryNotEmpty: (name: string, registryId: string) =>
    new AwsError(
      'RepositoryNotEmptyException',
      `The repository with name '${name}' in registry with id '${registryId}' cannot be deleted because it still contains images`,
    ),
  imageNotFound: (id: ImageIdentifier, name: string, registryId: string) =>
    new AwsError(
      'ImageNotFoundException',
      `The image with imageId ${imageIdText(id)} does not exist within the repository with name '${name}' in the registry with id '${registryId}'`,
    ),
  imageExists: (digest: string, tag: string | undefined, name: string, registryId: string) =>
    new AwsError(
      'ImageAlreadyExistsException',
      `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in the repository with name '${name}' in registry with id '${registryId}'`,
    ),
  tagExists: (tag: string, name: string) =>
    new AwsError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${name}' repository and cannot be overwritten because the repository is immutable.`,
    ),
  digestMismatch: (given: string, actual: string) =>
    new AwsError(
      'ImageDigestDoesNotMatchException',
      `The provided image digest '${given}' does not match the computed digest '${actual}' of the image manifest`,
    ),
  layersNotFound: (digests: readonly string[], name: string, registryId: string) =>
    new AwsError(
      'LayersNotFoundException',
      `The layers with digests '[${digests.join(', ')}]' required for pushing image into repository with name '${name}' in the registry with id '${registryId}' do not exist`,
    ),
  imagesReferencedNotFound: (digests: readonly string[], name: string, registryId: string) =>
    new AwsError(
      'ReferencedImagesNotFoundException',
      `The images with digests '[${digests.join(', ')}]' required for pushing image into repository with name '${name}' in the registry with id '${registryId}' do not exist`,
    ),
  uploadNotFound: (uploadId: string, name: string, registryId: string) =>
    new AwsError(
      'UploadNotFoundException',
      `The upload with id '${uploadId}' does not exist in the repository with name '${name}' in the registry with id '${registryId}'`,
    ),
  invalidParameter: (member: string, constraint: string) =>
    new AwsError(
      'InvalidParameterException',
      `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
    ),
} as const;

export function imageIdText(id: ImageIdentifier): string {
  const quoted = (text: string | undefined) => `'${text ?? 'null'}'`;
  return `{imageDigest:${quoted(id.imageDigest)}, imageTag:${quoted(id.imageTag)}}`;
}
