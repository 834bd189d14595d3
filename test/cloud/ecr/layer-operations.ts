import { Readable } from 'node:stream';
import type {
  BatchCheckLayerAvailabilityRequest,
  CompleteLayerUploadRequest,
  GetDownloadUrlForLayerRequest,
  UploadLayerPartRequest,
} from '@aws-sdk/client-ecr';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import type { CallContext } from '../core/service.ts';
import { type RepositoryInput, repositoryAccess } from './access.ts';
import type { Upload } from './blob-store.ts';
import { ecrErrors } from './errors.ts';
import type { EcrParts } from './parts.ts';
import { downloadUrl } from './registry/downloads.ts';
import { names } from './repository-operations.ts';
import type { Registry, Repository } from './state.ts';
import { requireCount, requireDigest } from './validation.ts';

/** Parts but the last hold 5 to 10 MiB: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const partSizeBytes = 10 * 1024 * 1024;
const smallestPartBytes = 5 * 1024 * 1024;

/** The calls that carry layers; their bytes are those of the registry's own API. */
export function layerOperations({ registries }: EcrParts): Operations {
  const on = (action: string) => (input: RepositoryInput, context: CallContext) =>
    repositoryAccess(action, registries, input, context);
  const place = async (input: RepositoryInput, context: CallContext) => {
    const accountId = input.registryId ?? context.accountId;
    const repository = registries.repository(accountId, context.region, input.repositoryName);
    return { repository, registry: await registries.open(accountId, context.region) };
  };
  return {
    BatchCheckLayerAvailability: {
      access: on('BatchCheckLayerAvailability'),
      perform: async (input: BatchCheckLayerAvailabilityRequest & RepositoryInput, context) => {
        const { repository } = await place(input, context);
        requireCount('layerDigests', input.layerDigests, 100);
        const digests = input.layerDigests ?? [];
        return {
          layers: digests.filter(isDigest).map((digest) => availability(repository, digest)),
          failures: digests
            .filter((digest) => !isDigest(digest))
            .map((layerDigest) => ({
              layerDigest,
              failureCode: 'InvalidLayerDigest',
              failureReason: 'Invalid request parameters: layer digest should satisfy the regex sha256:[a-f0-9]{64}',
            })),
        };
      },
    },
    GetDownloadUrlForLayer: {
      access: on('GetDownloadUrlForLayer'),
      perform: async (input: GetDownloadUrlForLayerRequest & RepositoryInput, context) => {
        const { repository, registry } = await place(input, context);
        const layerDigest = input.layerDigest ?? '';
        requireDigest('layerDigest', layerDigest);
        if (!repository.layers.has(layerDigest))
          throw new AwsError(
            'LayersNotFoundException',
            `The layer with digest '${layerDigest}' does not exist in the repository with name '${repository.name}' in the registry with id '${repository.accountId}'`,
          );
        return { downloadUrl: downloadUrl(registry, layerDigest), layerDigest };
      },
    },
    InitiateLayerUpload: {
      access: on('InitiateLayerUpload'),
      perform: async (input: RepositoryInput, context) => {
        const { repository, registry } = await place(input, context);
        const { id } = await registry.blobs.begin(repository.name);
        return { uploadId: id, partSize: partSizeBytes };
      },
    },
    UploadLayerPart: {
      access: on('UploadLayerPart'),
      perform: async (input: UploadLayerPartRequest & RepositoryInput, context) => {
        const { repository, registry } = await place(input, context);
        const upload = requiredUpload(registry, repository, input.uploadId ?? '');
        const content = Buffer.from(String(input.layerPartBlob ?? ''), 'base64');
        const end = upload.sizeBytes + content.length - 1;
        if (input.partFirstByte !== upload.sizeBytes || input.partLastByte !== end || content.length > partSizeBytes)
          throw invalidPart(repository, upload);
        await registry.blobs.append(upload, Readable.from([content]));
        return { ...names(repository), uploadId: upload.id, lastByteReceived: end };
      },
    },
    CompleteLayerUpload: {
      access: on('CompleteLayerUpload'),
      perform: async (input: CompleteLayerUploadRequest & RepositoryInput, context) => {
        const { repository, registry } = await place(input, context);
        const upload = requiredUpload(registry, repository, input.uploadId ?? '');
        const [digest = ''] = input.layerDigests ?? [];
        requireDigest('layerDigests', digest);
        await complete(registry, repository, upload, digest);
        return { ...names(repository), uploadId: upload.id, layerDigest: digest };
      },
    },
  };
}

async function complete(registry: Registry, repository: Repository, upload: Upload, digest: string): Promise<void> {
  if (upload.sizeBytes === 0)
    throw new AwsError('EmptyUploadException', `The upload with id '${upload.id}' does not contain any layer parts`);
  if (upload.smallestEarlierPartBytes < smallestPartBytes)
    throw new AwsError('LayerPartTooSmallException', 'Layer parts must be at least 5 MiB in size');
  if (repository.layers.has(digest)) {
    await registry.blobs.abandon(upload);
    throw new AwsError(
      'LayerAlreadyExistsException',
      `Layer with digest '${digest}' already exists in the repository with name '${repository.name}' in the registry with id '${repository.accountId}'`,
    );
  }
  const { kept, digest: actual } = await registry.blobs.finish(upload, digest);
  if (!kept)
    throw new AwsError('InvalidLayerException', `The computed digest '${actual}' of the layer is not '${digest}'`);
  repository.layers.set(digest, { digest, sizeBytes: upload.sizeBytes });
}

function availability(repository: Repository, layerDigest: string) {
  const layer = repository.layers.get(layerDigest);
  return layer
    ? { layerDigest, layerAvailability: 'AVAILABLE', layerSize: layer.sizeBytes }
    : { layerDigest, layerAvailability: 'UNAVAILABLE' };
}

function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

function requiredUpload(registry: Registry, repository: Repository, id: string): Upload {
  const upload = registry.blobs.find(id);
  if (upload?.repository !== repository.name) throw ecrErrors.uploadNotFound(id, repository.name, repository.accountId);
  return upload;
}

function invalidPart(repository: Repository, upload: Upload): AwsError {
  return new AwsError(
    'InvalidLayerPartException',
    `The layer part does not continue the upload: ${upload.sizeBytes} bytes have been received`,
    400,
    { ...names(repository), uploadId: upload.id, lastValidByteReceived: upload.sizeBytes - 1 },
  );
}
