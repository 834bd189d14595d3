import {
  type Repository as ApiRepository,
  BatchCheckLayerAvailabilityCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  PutImageCommand,
  PutLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import { manifestMediaTypes, type StoredManifest } from '../domain/image-manifest.ts';
import type { TagMutability } from '../domain/tag-mutability.ts';
import { UserError } from '../errors.ts';
import { awsErrorName, type ClientOptions, clientSettings, explained } from './client.ts';

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
  /** Which of these layers and configurations, by digest, the repository has. */
  layers(id: RepositoryId, digests: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>;
  /**
   * Signs in to every registry of a region that the caller may use; without a region, that of the client. It does so once
   * for a region, and again when the password is `expired`.
   */
  login(region: string | undefined, signal: AbortSignal, expired?: string): Promise<RegistryLogin>;
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
  return { reader: reader(client), writer: writer(client) };
}

function reader(client: ECRClient): EcrReader {
  const logins = new Map<string, Promise<RegistryLogin>>();
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
    layers: (id, digests, signal) => findLayers(client, id, digests, signal),
    async login(given, signal, expired) {
      const own = await client.config.region();
      const region = given ?? own;
      const known = await logins.get(region)?.catch(() => undefined);
      if (known && known.password !== expired) return known;
      const login = signIn(region === own ? client : new ECRClient(clientSettings({ region })), region, signal);
      logins.set(region, login);
      return login;
    },
  };
}

async function signIn(client: ECRClient, region: string, abortSignal: AbortSignal): Promise<RegistryLogin> {
  const { authorizationData = [] } = await client
    .send(new GetAuthorizationTokenCommand({}), { abortSignal })
    .catch((error) => {
      throw explained(error, `Signing in to the registry of ${region}`);
    });
  return loginOf(authorizationData[0]?.authorizationToken ?? '');
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

/** BatchCheckLayerAvailability takes at most so many at once. */
const maxLayersPerCall = 100;

async function findLayers(
  client: ECRClient,
  id: RepositoryId,
  digests: readonly string[],
  abortSignal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let from = 0; from < digests.length; from += maxLayersPerCall) {
    const layerDigests = digests.slice(from, from + maxLayersPerCall);
    const command = new BatchCheckLayerAvailabilityCommand({ ...inRepository(id), layerDigests });
    const { layers = [] } = await client.send(command, { abortSignal }).catch((error) => {
      throw explained(error, `Looking for layers in the repository ${id.name}`);
    });
    for (const { layerDigest = '', layerAvailability } of layers)
      if (layerAvailability === 'AVAILABLE') found.add(layerDigest);
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
