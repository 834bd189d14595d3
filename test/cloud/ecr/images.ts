import { createHash } from 'node:crypto';
import type { ImageIdentifier } from '@aws-sdk/client-ecr';
import { ecrErrors } from './errors.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import type { Push, Repository, StoredImage } from './state.ts';

export interface ManifestToPut {
  readonly manifest: string;
  readonly mediaType: string | undefined;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** PutImage refuses to put again what is there; `docker push` to a tag that may move does not. */
  readonly again: 'refuse' | 'allow';
}

/** Puts an image into a repository and tags it, as PutImage and a manifest PUT both do. */
export function putImage(repository: Repository, wanted: ManifestToPut, now: Date): Push {
  const manifest = parseManifest(wanted.manifest, wanted.mediaType);
  const digest = digestOf(wanted.manifest);
  if (wanted.digest && wanted.digest !== digest) throw ecrErrors.digestMismatch(wanted.digest, digest);
  refuseRepetition(repository, digest, wanted);
  refuseMovingTag(repository, digest, wanted);
  requireParts(repository, manifest);
  const image = repository.images.get(digest) ?? storedImage(repository, wanted.manifest, manifest, digest, now);
  repository.images.set(digest, image);
  if (wanted.tag) repository.tags.set(wanted.tag, digest);
  return { repository, image, ...(wanted.tag ? { tag: wanted.tag } : {}) };
}

export function digestOf(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** The image that an identifier names, if it is there; with digest and tag, both must fit. */
export function findImage(repository: Repository, id: ImageIdentifier): StoredImage | undefined {
  const tagged = id.imageTag === undefined ? undefined : repository.tags.get(id.imageTag);
  if (id.imageDigest !== undefined && tagged !== undefined && tagged !== id.imageDigest) return undefined;
  if (id.imageTag !== undefined && tagged === undefined) return undefined;
  return repository.images.get(id.imageDigest ?? tagged ?? '');
}

/** Whether the repository refuses to move this tag once it is set. */
export function isImmutable(repository: Pick<Repository, 'mutability' | 'exclusionFilters'>, tag: string): boolean {
  const excluded = repository.exclusionFilters.some(({ filter }) => wildcard(filter ?? '').test(tag));
  switch (repository.mutability) {
    case 'MUTABLE':
      return false;
    case 'IMMUTABLE':
      return true;
    case 'MUTABLE_WITH_EXCLUSION':
      return excluded;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !excluded;
  }
}

function wildcard(filter: string): RegExp {
  return new RegExp(`^${filter.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
}

function refuseRepetition(repository: Repository, digest: string, wanted: ManifestToPut): void {
  if (wanted.again === 'allow' || !repository.images.has(digest)) return;
  if (wanted.tag !== undefined && repository.tags.get(wanted.tag) !== digest) return;
  throw ecrErrors.imageExists(digest, wanted.tag, repository.name, repository.accountId);
}

/** Through the registry an immutable tag is refused even for the same image: containers-roadmap#2179. */
function refuseMovingTag(repository: Repository, digest: string, wanted: ManifestToPut): void {
  const current = wanted.tag === undefined ? undefined : repository.tags.get(wanted.tag);
  if (wanted.tag === undefined || current === undefined || !isImmutable(repository, wanted.tag)) return;
  if (current !== digest || wanted.again === 'allow') throw ecrErrors.tagExists(wanted.tag, repository.name);
}

function requireParts(repository: Repository, manifest: Manifest): void {
  if (manifest.kind === 'index') {
    const missing = manifest.manifests.map(({ digest }) => digest).filter((digest) => !repository.images.has(digest));
    if (missing.length > 0) throw ecrErrors.imagesReferencedNotFound(missing, repository.name, repository.accountId);
    return;
  }
  const missing = [manifest.config, ...manifest.layers]
    .map(({ digest }) => digest)
    .filter((digest) => !repository.layers.has(digest));
  if (missing.length > 0) throw ecrErrors.layersNotFound(missing, repository.name, repository.accountId);
}

function storedImage(repository: Repository, text: string, manifest: Manifest, digest: string, now: Date): StoredImage {
  return {
    digest,
    manifest: text,
    mediaType: manifest.mediaType,
    sizeBytes: sizeBytes(repository, manifest),
    ...(manifest.artifactType ? { artifactType: manifest.artifactType } : {}),
    ...(manifest.subject ? { subjectDigest: manifest.subject.digest } : {}),
    pushedAt: now,
    status: 'ACTIVE',
  };
}

/** Of an index, the largest of its images, as DescribeImages says. */
function sizeBytes(repository: Repository, manifest: Manifest): number {
  if (manifest.kind === 'index')
    return Math.max(0, ...manifest.manifests.map(({ digest }) => repository.images.get(digest)?.sizeBytes ?? 0));
  return [manifest.config, ...manifest.layers].reduce(
    (sum, { digest }) => sum + (repository.layers.get(digest)?.sizeBytes ?? 0),
    0,
  );
}
