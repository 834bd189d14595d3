import {
  type Repository as ApiRepository,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  PutImageCommand,
  PutLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import { manifestMediaTypes, parseManifest, type StoredManifest } from '../domain/image-manifest.ts';
import type { TagMutability } from '../domain/tag-mutability.ts';
import { UserError } from '../errors.ts';
import { awsErrorName, type ClientOptions, clientSettings, explained } from './client.ts';
import { configPlatforms, indexPlatforms, type StoredImage } from './stored-image.ts';

export type { StoredImage };

/** A repository by name; without an account, in the registry of the caller's. */
export interface RepositoryId {
  readonly name: string;
  /** 12 digits */
  readonly accountId?: string | undefined;
}

export interface Repository {
  readonly name: string;
  /** `<host>/<name>`: what `docker push` takes. */
  readonly uri: string;
  readonly arn: string;
  readonly accountId: string;
  readonly mutability: TagMutability;
}

/** An image as it is stored, found by a tag or by its digest. */
export interface FoundImage extends StoredManifest {
  readonly tag: string | undefined;
}

export type ImageId = { readonly tag: string } | { readonly digest: string };

/** User name and password for the registries of one region; the password lasts 12 hours and must be masked. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

export interface EcrReader {
  /** The repository, if there is one. */
  repository(id: RepositoryId, signal: AbortSignal): Promise<Repository | undefined>;
  /** Those of the named images that are there; none where there is no such repository. */
  images(id: RepositoryId, wanted: readonly ImageId[], signal: AbortSignal): Promise<readonly FoundImage[]>;
  /** What decides whether an image can be deployed, or undefined when it is not there. */
  storedImage(id: RepositoryId, wanted: ImageId, signal: AbortSignal): Promise<StoredImage | undefined>;
  /** Signs in to every registry of a region that the caller may use; without a region, that of the client. */
  login(region: string | undefined, signal: AbortSignal): Promise<RegistryLogin>;
}

export interface EcrWriter {
  /** Creates a repository that scans what is pushed and never moves a tag. */
  createRepository(id: RepositoryId, signal: AbortSignal): Promise<Repository>;
  putLifecyclePolicy(id: RepositoryId, policy: string, signal: AbortSignal): Promise<void>;
  /** Gives an image that is in the repository one more tag. `refused` means: the tag is there and may not move. */
  tagImage(id: RepositoryId, image: StoredManifest, tag: string, signal: AbortSignal): Promise<'tagged' | 'refused'>;
}

export function ecr(options: ClientOptions): { readonly reader: EcrReader; readonly writer: EcrWriter } {
  const client = new ECRClient(clientSettings(options));
  return { reader: reader(client, options), writer: writer(client) };
}

function reader(client: ECRClient, options: ClientOptions): EcrReader {
  return {
    async repository(id, abortSignal) {
      const command = new DescribeRepositoriesCommand({ ...inRegistry(id), repositoryNames: [id.name] });
      try {
        const { repositories = [] } = await client.send(command, { abortSignal });
        return repositories[0] && repositoryOf(repositories[0]);
      } catch (error) {
        if (awsErrorName(error) === 'RepositoryNotFoundException') return undefined;
        throw explained(error, `Reading the repository ${id.name}`);
      }
    },
    images: (id, wanted, signal) => findImages(client, id, wanted, signal),
    storedImage: (id, wanted, signal) => findStoredImage(client, id, wanted, signal),
    async login(region, abortSignal) {
      const regional = region === undefined ? client : new ECRClient(clientSettings({ ...options, region }));
      const { authorizationData = [] } = await regional
        .send(new GetAuthorizationTokenCommand({}), { abortSignal })
        .catch((error) => {
          throw explained(error, `Signing in to the registry${region ? ` of ${region}` : ''}`);
        });
      return loginOf(authorizationData[0]?.authorizationToken ?? '');
    },
  };
}

function writer(client: ECRClient): EcrWriter {
  return {
    async createRepository(id, abortSignal) {
      const command = new CreateRepositoryCommand({
        ...inRepository(id),
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
      });
      const { repository } = await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Creating the repository ${id.name}`);
      });
      return repositoryOf(repository ?? {});
    },
    async putLifecyclePolicy(id, policy, abortSignal) {
      const command = new PutLifecyclePolicyCommand({ ...inRepository(id), lifecyclePolicyText: policy });
      await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Giving the repository ${id.name} its lifecycle policy`);
      });
    },
    async tagImage(id, { text, mediaType, digest }, tag, abortSignal) {
      const image = { imageManifest: text, imageManifestMediaType: mediaType, imageDigest: digest, imageTag: tag };
      try {
        await client.send(new PutImageCommand({ ...inRepository(id), ...image }), { abortSignal });
        return 'tagged';
      } catch (error) {
        const name = awsErrorName(error);
        if (name === 'ImageAlreadyExistsException') return 'tagged';
        if (name === 'ImageTagAlreadyExistsException') return 'refused';
        throw explained(error, `Tagging ${digest} in ${id.name} as ${tag}`);
      }
    },
  };
}

/** BatchGetImage takes at most so many at once. */
const maxImagesPerCall = 100;

async function findImages(
  client: ECRClient,
  id: RepositoryId,
  wanted: readonly ImageId[],
  abortSignal: AbortSignal,
): Promise<readonly FoundImage[]> {
  const found: FoundImage[] = [];
  for (let from = 0; from < wanted.length; from += maxImagesPerCall) {
    const command = new BatchGetImageCommand({
      ...inRepository(id),
      imageIds: wanted.slice(from, from + maxImagesPerCall).map(apiImageId),
      acceptedMediaTypes: [...manifestMediaTypes],
    });
    try {
      const { images = [] } = await client.send(command, { abortSignal });
      found.push(...images.map(foundImage));
    } catch (error) {
      if (awsErrorName(error) === 'RepositoryNotFoundException') return [];
      throw explained(error, `Looking for images in the repository ${id.name}`);
    }
  }
  return found;
}

function apiImageId(id: ImageId) {
  return 'tag' in id ? { imageTag: id.tag } : { imageDigest: id.digest };
}

interface ApiImage {
  readonly imageId?: { readonly imageTag?: string | undefined; readonly imageDigest?: string | undefined } | undefined;
  readonly imageManifest?: string | undefined;
  readonly imageManifestMediaType?: string | undefined;
}

function foundImage({ imageId, imageManifest = '', imageManifestMediaType = '' }: ApiImage): FoundImage {
  return {
    digest: imageId?.imageDigest ?? '',
    tag: imageId?.imageTag,
    mediaType: imageManifestMediaType,
    text: imageManifest,
  };
}

function inRepository(id: RepositoryId) {
  return { ...inRegistry(id), repositoryName: id.name };
}

function inRegistry({ accountId }: RepositoryId) {
  return accountId === undefined ? {} : { registryId: accountId };
}

function repositoryOf(repository: ApiRepository): Repository {
  const { repositoryName = '', repositoryUri = '', repositoryArn = '', registryId = '' } = repository;
  const exclusions = (repository.imageTagMutabilityExclusionFilters ?? []).flatMap(({ filter }) => filter ?? []);
  return {
    name: repositoryName,
    uri: repositoryUri,
    arn: repositoryArn,
    accountId: registryId,
    mutability: { mode: repository.imageTagMutability ?? 'MUTABLE', exclusions },
  };
}

/** The token is the Base64 of `AWS:<password>`. */
function loginOf(token: string): RegistryLogin {
  const text = Buffer.from(token, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon > 0) return { username: text.slice(0, colon), password: text.slice(colon + 1) };
  throw new UserError({
    what: 'ECR gave no authorization token that can be used.',
    next: 'Check that ecr:GetAuthorizationToken is asked of the real ECR endpoint.',
  });
}

async function findStoredImage(
  client: ECRClient,
  id: RepositoryId,
  wanted: ImageId,
  abortSignal: AbortSignal,
): Promise<StoredImage | undefined> {
  const command = new DescribeImagesCommand({ ...inRepository(id), imageIds: [apiImageId(wanted)] });
  try {
    const { imageDetails = [] } = await client.send(command, { abortSignal });
    const { imageDigest: digest = '', imageStatus = 'ACTIVE', imagePushedAt: pushedAt } = imageDetails[0] ?? {};
    // An archived image cannot be read.
    if (imageStatus !== 'ACTIVE') return { digest, kind: 'image', platforms: [], archived: true, pushedAt };
    const [image] = await findImages(client, id, [{ digest }], abortSignal);
    const manifest = image && parseManifest(image.text, image.mediaType);
    if (!manifest?.ok) return { digest, kind: 'image', platforms: [], archived: false, pushedAt };
    const platforms =
      manifest.value.kind === 'index'
        ? indexPlatforms(manifest.value)
        : configPlatforms(await readLayer(client, id, manifest.value.config.digest, abortSignal));
    return { digest, kind: manifest.value.kind, platforms, archived: false, pushedAt };
  } catch (error) {
    if (['ImageNotFoundException', 'RepositoryNotFoundException'].includes(awsErrorName(error))) return undefined;
    throw explained(error, `Looking at an image in the repository ${id.name}`);
  }
}

/** The text of a small blob: an image's configuration. */
async function readLayer(
  client: ECRClient,
  id: RepositoryId,
  layerDigest: string,
  signal: AbortSignal,
): Promise<string> {
  const command = new GetDownloadUrlForLayerCommand({ ...inRepository(id), layerDigest });
  const { downloadUrl = '' } = await client.send(command, { abortSignal: signal });
  const response = await fetch(downloadUrl, { signal });
  if (response.ok) return response.text();
  throw new UserError({ what: `The download of ${layerDigest} of ${id.name} was answered with ${response.status}.` });
}
