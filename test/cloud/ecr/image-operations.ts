import type {
  BatchGetImageRequest,
  DescribeImagesRequest,
  ImageDetail,
  ImageIdentifier,
  ListImageReferrersRequest,
  ListImagesRequest,
  PutImageRequest,
  UpdateImageStorageClassRequest,
} from '@aws-sdk/client-ecr';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import type { CallContext } from '../core/service.ts';
import { type RepositoryInput, repositoryAccess } from './access.ts';
import { deleteImages } from './delete-images.ts';
import { ecrErrors } from './errors.ts';
import { findImage, putImage } from './images.ts';
import { accepted, parseManifest } from './manifest.ts';
import { ecrPage } from './paging.ts';
import type { EcrParts } from './parts.ts';
import { names } from './repository-operations.ts';
import { severityCounts } from './scan-book.ts';
import { type Repository, type StoredImage, tagsOf } from './state.ts';
import { requireCount, requireTag } from './validation.ts';

/** The calls on images of a repository. */
export function imageOperations(parts: EcrParts): Operations {
  const { registries, clock } = parts;
  const paging = { defaultSize: parts.pageSize };
  const on = (action: string) => (input: RepositoryInput, context: CallContext) =>
    repositoryAccess(action, registries, input, context);
  const find = (input: RepositoryInput, context: CallContext) =>
    registries.repository(input.registryId ?? context.accountId, context.region, input.repositoryName);
  return {
    PutImage: {
      access: on('PutImage'),
      perform: (input: PutImageRequest & RepositoryInput, context) => {
        const repository = find(input, context);
        if (input.imageTag !== undefined) requireTag(input.imageTag);
        const wanted = {
          manifest: input.imageManifest ?? '',
          mediaType: input.imageManifestMediaType,
          tag: input.imageTag,
          digest: input.imageDigest,
          again: 'refuse',
        } as const;
        const push = putImage(repository, wanted, context.now);
        parts.pushed(push);
        const id = { imageDigest: push.image.digest, ...(push.tag ? { imageTag: push.tag } : {}) };
        return { image: imageView(repository, id, push.image) };
      },
    },
    BatchGetImage: {
      access: on('BatchGetImage'),
      perform: (input: BatchGetImageRequest & RepositoryInput, context) => {
        const repository = find(input, context);
        requireCount('imageIds', input.imageIds, 100);
        const ids = input.imageIds ?? [];
        const failures = ids.flatMap((id) => getFailure(repository, id));
        const failed = new Set(failures.map(({ imageId }) => imageId));
        const found = ids.filter((id) => !failed.has(id));
        return { images: found.map((id) => pulled(repository, id, input.acceptedMediaTypes ?? [], context)), failures };
      },
    },
    BatchDeleteImage: {
      access: on('BatchDeleteImage'),
      perform: (input: RepositoryInput & { readonly imageIds: readonly ImageIdentifier[] }, context) => {
        const repository = find(input, context);
        requireCount('imageIds', input.imageIds, 100);
        return deleteImages(repository, input.imageIds);
      },
    },
    DescribeImages: {
      access: on('DescribeImages'),
      perform: (input: DescribeImagesRequest & RepositoryInput, context) => {
        const repository = find(input, context);
        if (input.imageIds && (input.maxResults !== undefined || input.nextToken !== undefined))
          throw new AwsError('InvalidParameterException', 'maxResults and nextToken cannot be used with imageIds.');
        const images = input.imageIds
          ? input.imageIds.map((id) => required(repository, id))
          : filtered(repository, input.filter ?? {});
        const page = ecrPage(images, ({ digest }) => digest, input, paging);
        return { imageDetails: page.items.map((image) => detail(repository, image)), nextToken: page.nextToken };
      },
    },
    ListImages: {
      access: on('ListImages'),
      perform: (input: ListImagesRequest & RepositoryInput, context) => {
        const repository = find(input, context);
        const ids = filtered(repository, input.filter ?? {}).flatMap(({ digest }): readonly ImageIdentifier[] => {
          const tags = tagsOf(repository, digest);
          return tags.length > 0
            ? tags.map((imageTag) => ({ imageDigest: digest, imageTag }))
            : [{ imageDigest: digest }];
        });
        const page = ecrPage(ids, (id) => `${id.imageDigest} ${id.imageTag}`, input, paging);
        return { imageIds: page.items, nextToken: page.nextToken };
      },
    },
    ListImageReferrers: {
      // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImageReferrers.html
      access: on('BatchGetImage'),
      perform: (input: ListImageReferrersRequest & RepositoryInput, context) => {
        const found = referrers(find(input, context), input.subjectId?.imageDigest ?? '', input.filter?.artifactTypes);
        const page = ecrPage(found, ({ digest }) => digest, input, { defaultSize: 20, maximumSize: 50 });
        return { referrers: page.items, nextToken: page.nextToken };
      },
    },
    UpdateImageStorageClass: {
      access: on('UpdateImageStorageClass'),
      perform: (input: UpdateImageStorageClassRequest & RepositoryInput, context) => {
        const repository = find(input, context);
        const image = required(repository, input.imageId ?? {});
        if (input.targetStorageClass === 'ARCHIVE') archive(image, context.now);
        else activate(image, () => clock.now(), clock.after);
        return { ...names(repository), imageId: input.imageId, imageStatus: image.status };
      },
    },
  };
}

/** What an artifact refers to its subject by, as the OCI referrers API and ListImageReferrers both tell it. */
export function referrers(repository: Repository, subject: string, artifactTypes?: readonly string[]) {
  return [...repository.images.values()]
    .filter((image) => image.subjectDigest === subject && image.status === 'ACTIVE')
    .filter(({ artifactType }) => !artifactTypes?.length || artifactTypes.includes(artifactType ?? ''))
    .map((image) => ({
      digest: image.digest,
      mediaType: image.mediaType,
      artifactType: image.artifactType,
      size: Buffer.byteLength(image.manifest),
      annotations: parseManifest(image.manifest, image.mediaType).annotations,
      artifactStatus: image.status,
    }));
}

function required(repository: Repository, id: ImageIdentifier): StoredImage {
  if (id.imageDigest === undefined && id.imageTag === undefined)
    throw new AwsError(
      'InvalidParameterException',
      'Invalid request parameters: image digest and tag cannot both be null',
    );
  const image = findImage(repository, id);
  if (!image) throw ecrErrors.imageNotFound(id, repository.name, repository.accountId);
  return image;
}

function getFailure(repository: Repository, id: ImageIdentifier) {
  const failure = (failureCode: string, failureReason: string) => [{ imageId: id, failureCode, failureReason }];
  if (id.imageDigest === undefined && id.imageTag === undefined)
    return failure('MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null');
  if (id.imageDigest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(id.imageDigest))
    return failure(
      'InvalidImageDigest',
      'Invalid request parameters: image digest should satisfy the regex sha256:[a-f0-9]{64}',
    );
  const image = findImage(repository, id);
  if (image?.status === 'ACTIVE') return [];
  if (image) return failure('ImageInaccessible', 'Requested image is archived');
  const tagged = id.imageTag !== undefined && repository.tags.get(id.imageTag);
  return tagged && id.imageDigest !== undefined
    ? failure('ImageTagDoesNotMatchDigest', 'Tag does not match digest')
    : failure('ImageNotFound', 'Requested image not found');
}

function pulled(repository: Repository, id: ImageIdentifier, acceptedTypes: readonly string[], context: CallContext) {
  const image = required(repository, id);
  image.pulledAt = context.now;
  const answer = id.imageDigest === undefined ? accepted(image, acceptedTypes) : image;
  const imageTag = id.imageTag ?? tagsOf(repository, image.digest)[0];
  return imageView(repository, { imageDigest: image.digest, ...(imageTag ? { imageTag } : {}) }, answer);
}

function imageView(
  repository: Repository,
  imageId: ImageIdentifier,
  image: { readonly manifest: string; readonly mediaType: string },
) {
  return { ...names(repository), imageId, imageManifest: image.manifest, imageManifestMediaType: image.mediaType };
}

function filtered(
  repository: Repository,
  filter: { readonly tagStatus?: string | undefined; readonly imageStatus?: string | undefined },
): readonly StoredImage[] {
  const status = filter.imageStatus ?? 'ACTIVE';
  const tagStatus = filter.tagStatus ?? 'ANY';
  return [...repository.images.values()].filter((image) => {
    const tagged = tagsOf(repository, image.digest).length > 0 ? 'TAGGED' : 'UNTAGGED';
    return (status === 'ANY' || status === image.status) && (tagStatus === 'ANY' || tagStatus === tagged);
  });
}

function detail(repository: Repository, image: StoredImage): ImageDetail {
  const tags = tagsOf(repository, image.digest);
  const { scan } = image;
  return {
    ...names(repository),
    imageDigest: image.digest,
    ...(tags.length > 0 ? { imageTags: [...tags] } : {}),
    imageSizeInBytes: image.sizeBytes,
    imagePushedAt: image.pushedAt,
    imageManifestMediaType: image.mediaType,
    artifactMediaType: image.artifactType,
    imageStatus: image.status,
    lastRecordedPullTime: image.pulledAt,
    subjectManifestDigest: image.subjectDigest,
    lastArchivedAt: image.archivedAt,
    lastActivatedAt: image.activatedAt,
    ...(scan ? { imageScanStatus: { status: scan.status, description: scan.description } } : {}),
    ...(scan?.completedAt
      ? {
          imageScanFindingsSummary: {
            imageScanCompletedAt: scan.completedAt,
            findingSeverityCounts: severityCounts(scan.findings),
          },
        }
      : {}),
  };
}

function archive(image: StoredImage, now: Date): void {
  image.status = 'ARCHIVED';
  image.archivedAt = now;
}

/** Restoring takes up to 20 minutes: https://docs.aws.amazon.com/AmazonECR/latest/userguide/restore-image.html */
function activate(
  image: StoredImage,
  now: () => Date,
  after: (milliseconds: number, action: () => void) => void,
): void {
  if (image.status === 'ACTIVE') return;
  image.status = 'ACTIVATING';
  after(20 * 60_000, () => {
    image.status = 'ACTIVE';
    image.activatedAt = now();
  });
}
