import {
  type Repository as ApiRepository,
  BatchCheckLayerAvailabilityCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  DescribeRepositoryCreationTemplatesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  GetLifecyclePolicyCommand,
  PutImageCommand,
  PutLifecyclePolicyCommand,
  StartImageScanCommand,
} from '@aws-sdk/client-ecr';
import { manifestMediaTypes, parseManifest } from '../domain/image-manifest.ts';
import { messageOf, UserError } from '../errors.ts';
import { awsErrorName, type ClientOptions, clientSettings, explained, isAccessDenied } from './client.ts';
import type {
  CreationTemplate,
  EcrReader,
  EcrWriter,
  FoundImage,
  ImageId,
  RegistryLogin,
  Repository,
  RepositoryId,
} from './ecr-vocabulary.ts';
import { demandReadable, foundImage } from './found-image.ts';
import { type ImageScan, scanOf } from './image-scan.ts';
import { configPlatforms, indexPlatforms, type StoredImage } from './stored-image.ts';

export type * from './ecr-vocabulary.ts';

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
    storedImage: (id, wanted, signal) => findStoredImage(client, id, wanted, signal),
    creationTemplate: (name, signal) => findTemplate(client, name, signal),
    async uri(id, abortSignal) {
      const command = new GetAuthorizationTokenCommand(
        id.accountId === undefined ? {} : { registryIds: [id.accountId] },
      );
      const { authorizationData = [] } = await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Reading the registry of ${id.name}`);
      });
      return `${new URL(authorizationData[0]?.proxyEndpoint ?? '').host}/${id.name}`;
    },
    async lifecyclePolicy(id, abortSignal) {
      try {
        return (await client.send(new GetLifecyclePolicyCommand(inRepository(id)), { abortSignal }))
          .lifecyclePolicyText;
      } catch (error) {
        if (awsErrorName(error) === 'LifecyclePolicyNotFoundException') return undefined;
        throw explained(error, `Reading the lifecycle policy of ${id.name}`);
      }
    },
    scan: (id, digest, signal) => readScan(client, id, digest, signal),
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
    async createRepository(id, { kmsKey }, abortSignal) {
      const command = new CreateRepositoryCommand({
        ...inRepository(id),
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        ...(kmsKey === undefined ? {} : { encryptionConfiguration: { encryptionType: 'KMS', kmsKey } }),
      });
      try {
        const { repository } = await client.send(command, { abortSignal });
        return repositoryOf(repository ?? {});
      } catch (error) {
        if (awsErrorName(error) === 'RepositoryAlreadyExistsException') return 'exists';
        throw explained(error, `Creating the repository ${id.name}`);
      }
    },
    async putLifecyclePolicy(id, policy, abortSignal) {
      const command = new PutLifecyclePolicyCommand({ ...inRepository(id), lifecyclePolicyText: policy });
      await client.send(command, { abortSignal }).catch((error) => {
        throw explained(error, `Giving the repository ${id.name} its lifecycle policy`);
      });
    },
    startScan: (id, digest, signal) => beginScan(client, id, digest, signal),
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
      const { images = [], failures = [] } = await client.send(command, { abortSignal });
      demandReadable(id.name, failures);
      found.push(...images.map(foundImage));
    } catch (error) {
      if (awsErrorName(error) === 'RepositoryNotFoundException') return [];
      throw explained(error, `Looking for images in the repository ${id.name}`);
    }
  }
  return found;
}

/** Of the templates that cover a name, the one with the longest prefix decides. */
async function findTemplate(
  client: ECRClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<CreationTemplate | 'unknown' | undefined> {
  const parts = name.split('/');
  const prefixes = [...parts.keys()].map((count) => parts.slice(0, count).join('/') || 'ROOT').toReversed();
  try {
    const command = new DescribeRepositoryCreationTemplatesCommand({ prefixes });
    const { repositoryCreationTemplates = [] } = await client.send(command, { abortSignal });
    const onPush = repositoryCreationTemplates.filter(({ appliedFor }) => appliedFor?.includes('CREATE_ON_PUSH'));
    const prefix = prefixes.find((candidate) => onPush.some((template) => template.prefix === candidate));
    return prefix === undefined ? undefined : { prefix };
  } catch (error) {
    if (isAccessDenied(error)) return 'unknown';
    throw explained(error, `Reading the repository creation templates for ${name}`);
  }
}

/** All pages of an image's last scan. */
async function readScan(
  client: ECRClient,
  id: RepositoryId,
  digest: string,
  abortSignal: AbortSignal,
): Promise<ImageScan | undefined> {
  const input = { ...inRepository(id), imageId: { imageDigest: digest }, maxResults: 1_000 };
  let scan: ImageScan | undefined;
  let nextToken: string | undefined;
  try {
    do {
      const page = await client.send(new DescribeImageScanFindingsCommand({ ...input, nextToken }), { abortSignal });
      scan = scanOf(page, scan?.findings ?? []);
      nextToken = page.nextToken;
    } while (nextToken);
    return scan;
  } catch (error) {
    if (awsErrorName(error) === 'ScanNotFoundException') return undefined;
    throw explained(error, `Reading the scan of ${id.name}@${digest}`);
  }
}

async function beginScan(
  client: ECRClient,
  id: RepositoryId,
  digest: string,
  abortSignal: AbortSignal,
): Promise<'started' | 'enhanced' | 'scanned'> {
  const image = `${id.name}@${digest}`;
  try {
    await client.send(new StartImageScanCommand({ ...inRepository(id), imageId: { imageDigest: digest } }), {
      abortSignal,
    });
    return 'started';
  } catch (error) {
    switch (awsErrorName(error)) {
      case 'ValidationException':
        return 'enhanced';
      case 'LimitExceededException':
        return 'scanned';
      case 'UnsupportedImageTypeException':
        throw new UserError({
          what: `ECR cannot scan ${image}.`,
          why: messageOf(error),
          next: 'Use an image of a kind that ECR scans, or scan: off.',
        });
      default:
        throw explained(error, `Having ${image} scanned`);
    }
  }
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
    try {
      const { layers = [] } = await client.send(command, { abortSignal });
      for (const { layerDigest = '', layerAvailability } of layers)
        if (layerAvailability === 'AVAILABLE') found.add(layerDigest);
    } catch (error) {
      if (awsErrorName(error) === 'RepositoryNotFoundException') return found;
      throw explained(error, `Looking for layers in the repository ${id.name}`);
    }
  }
  return found;
}

function apiImageId(id: ImageId) {
  return 'tag' in id ? { imageTag: id.tag } : { imageDigest: id.digest };
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
    scanOnPush: repository.imageScanningConfiguration?.scanOnPush ?? false,
    kmsKey: repository.encryptionConfiguration?.kmsKey,
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
