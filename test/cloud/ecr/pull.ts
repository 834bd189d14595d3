import { readFile } from 'node:fs/promises';
import { AwsError } from '../core/errors.ts';
import type { Caller } from '../core/service.ts';
import type { Iam } from '../iam/iam.ts';
import { registryAccess, repositoryAccess } from './access.ts';
import { ecrErrors } from './errors.ts';
import { findImage } from './images.ts';
import { type Descriptor, parseManifest } from './manifest.ts';
import type { Registries } from './registries.ts';
import type { Registry, Repository, StoredImage } from './state.ts';

/** An image name: host, repository, and a tag [latest] or a digest. */
export interface ImageReference {
  readonly host: string;
  readonly repositoryName: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** What a service that runs images gets by pulling one. */
export interface PulledImage {
  /** By digest: `host/repository@sha256:…`. */
  readonly reference: string;
  readonly registry: Registry;
  readonly repository: Repository;
  readonly architecture: string;
  readonly config: {
    readonly Env?: readonly string[];
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly WorkingDir?: string;
    readonly User?: string;
  };
  readonly layers: readonly Descriptor[];
  /** A new token of the same principal, as `docker login` would store it. */
  authorization(): string;
}

export function parseReference(text: string): ImageReference | undefined {
  const [, host, repositoryName, tag, digest] =
    /^([^/@]+)\/([a-z0-9._/-]+)(?::([\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(text) ?? [];
  if (!host || !repositoryName) return undefined;
  if (digest) return { host, repositoryName, digest };
  return { host, repositoryName, tag: tag ?? 'latest' };
}

export interface PullParts {
  readonly registries: Registries;
  readonly iam: Pick<Iam, 'demand'>;
  authorizationToken(caller: Caller, region: string): string;
}

/** Pulls for one platform with a principal's permissions; throws what the registry would answer. */
export async function pullImage(
  { registries, iam, authorizationToken }: PullParts,
  caller: Caller,
  reference: ImageReference,
  architecture: string,
): Promise<PulledImage> {
  const registry = registries.byHost(reference.host);
  if (!registry) throw new AwsError('InvalidParameterException', `There is no registry at ${reference.host}`);
  const { region, accountId } = registry;
  const input = { registryId: accountId, repositoryName: reference.repositoryName };
  const accesses = ['BatchGetImage', 'GetDownloadUrlForLayer'].flatMap((action) =>
    repositoryAccess(action, registries, input, { accountId, region }),
  );
  for (const access of [...registryAccess('GetAuthorizationToken'), ...accesses]) iam.demand(caller, access, region);
  const repository = registries.repository(accountId, region, reference.repositoryName);
  const image = platformImage(repository, named(repository, reference), architecture);
  const manifest = parseManifest(image.manifest, image.mediaType);
  if (manifest.kind === 'index') throw new AwsError('UnsupportedImageTypeException', 'The index holds an index.');
  const config = JSON.parse(await readFile(registry.blobs.path(manifest.config.digest), 'utf8'));
  return {
    reference: `${reference.host}/${repository.name}@${image.digest}`,
    registry,
    repository,
    architecture: config.architecture,
    config: config.config ?? {},
    layers: manifest.layers,
    authorization: () => authorizationToken(caller, region),
  };
}

function named(repository: Repository, { tag, digest }: ImageReference): StoredImage {
  const id = digest === undefined ? { imageTag: tag } : { imageDigest: digest };
  const image = findImage(repository, id);
  if (image?.status !== 'ACTIVE') throw ecrErrors.imageNotFound(id, repository.name, repository.accountId);
  return image;
}

/** The image itself, or that of an index for the platform. */
function platformImage(repository: Repository, image: StoredImage, architecture: string): StoredImage {
  const manifest = parseManifest(image.manifest, image.mediaType);
  if (manifest.kind === 'image') return image;
  const child = manifest.manifests.find(
    ({ platform }) => platform?.os === 'linux' && platform.architecture === architecture,
  );
  if (!child) throw new AwsError('UnsupportedImageTypeException', `The index has no image for linux/${architecture}.`);
  return named(repository, { host: '', repositoryName: repository.name, digest: child.digest });
}
